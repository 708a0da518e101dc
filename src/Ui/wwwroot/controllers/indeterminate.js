import { Controller } from "../lib/stimulus/stimulus.js";

// A checkbox that is neither on nor off: HTML has no attribute for it.
export default class extends Controller {
  connect() {
    this.element.indeterminate = true;
  }
}
