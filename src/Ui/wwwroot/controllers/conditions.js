import { Controller } from "../lib/stimulus/stimulus.js";

// Fields that concern a record only under a condition: the server says which after each change.
export default class extends Controller {
  static values = { url: String };

  async ask() {
    const asked = (this.asked = new AbortController());
    const answer = await fetch(this.urlValue, { method: "POST", credentials: "same-origin", body: new FormData(this.element), signal: asked.signal }).catch(() => null);
    if (!answer?.ok || this.asked !== asked) return;
    const { hidden } = await answer.json();
    for (const field of this.element.querySelectorAll("[data-field]")) field.hidden = hidden.includes(field.dataset.field);
  }

  disconnect() {
    this.asked?.abort();
  }
}
