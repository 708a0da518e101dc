import { Controller } from "../lib/stimulus/stimulus.js";

// Every posting form: its button is busy while it is sent, Ctrl Enter sends it.
export default class extends Controller {
  send({ submitter }) {
    if (!submitter) return;
    this.busy = submitter;
    submitter.classList.add("is-busy");
    submitter.setAttribute("aria-busy", "true");
  }

  done() {
    this.busy?.classList.remove("is-busy");
    this.busy?.removeAttribute("aria-busy");
    this.busy = null;
  }

  // A choice that needs no button: files that are picked, a value of a menu.
  submit() {
    this.element.requestSubmit();
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.requestSubmit();
  }
}
