import { Controller } from "../lib/stimulus/stimulus.js";

// Takes the focus when it appears: the list of a form's problems.
export default class extends Controller {
  connect() {
    this.element.focus({ preventScroll: false });
  }
}
