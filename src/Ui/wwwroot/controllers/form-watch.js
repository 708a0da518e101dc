import { Controller } from "../lib/stimulus/stimulus.js";

const PAUSE = 350;

// Asks the server about a form while it is filled in, and shows what it answers: whom a new record may be.
export default class extends Controller {
  static values = { url: String };

  connect() {
    this.form = this.element.closest("form");
    this.typed = () => this.later();
    this.form.addEventListener("input", this.typed);
    this.form.addEventListener("change", this.typed);
    if ([...new FormData(this.form).entries()].some(([name, value]) => name === "name" && value)) this.later();
  }

  disconnect() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.form.removeEventListener("input", this.typed);
    this.form.removeEventListener("change", this.typed);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    try {
      const answer = await fetch(this.urlValue, { method: "POST", body: new URLSearchParams(new FormData(this.form)), signal: asking.signal });
      if (answer.ok) this.element.innerHTML = await answer.text();
    } catch {
      // Left, overtaken by the next letter, or without network: the form works without it.
    }
  }
}
