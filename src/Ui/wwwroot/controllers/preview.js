import { Controller } from "../lib/stimulus/stimulus.js";

// Shows in a frame what a choice would mean, before it is saved.
export default class extends Controller {
  static values = { url: String };

  disconnect() {
    clearTimeout(this.waiting);
  }

  // The whole form, once its user pauses.
  form() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const given = new URLSearchParams([...new FormData(this.element)].filter(([name, value]) => value && !name.startsWith("__")));
      this.element.querySelector("turbo-frame").src = `${this.urlValue}?${given}`;
    }, 150);
  }

  show({ target }) {
    this.element.querySelector("turbo-frame").src = `${this.urlValue}?${new URLSearchParams({ [target.name]: target.value })}`;
  }
}
