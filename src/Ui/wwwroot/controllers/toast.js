import { Controller } from "../lib/stimulus/stimulus.js";
import { announce } from "../parts/announce.js";

// One at a time; goes after some seconds, but not while the pointer or the focus is on it.
export default class extends Controller {
  static targets = ["text", "undo"];
  static values = { seconds: { type: Number, default: 6 }, alert: Boolean };

  connect() {
    for (const other of this.element.parentElement.querySelectorAll(":scope > .toast")) {
      if (other !== this.element) other.remove();
    }
    if (this.alertValue) this.element.setAttribute("role", "alert");
    else announce(this.textTarget.textContent);
    this.element.addEventListener("pointerenter", this.hold);
    this.element.addEventListener("focusin", this.hold);
    this.element.addEventListener("pointerleave", this.release);
    this.element.addEventListener("focusout", this.release);
    this.element.addEventListener("turbo:submit-end", this.undone);
    this.release();
  }

  disconnect() {
    clearTimeout(this.timer);
  }

  hold = () => clearTimeout(this.timer);

  release = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.element.matches(":hover, :focus-within")) this.release();
      else this.close();
    }, this.secondsValue * 1000);
  };

  undone = ({ detail }) => {
    if (detail.success) this.close();
  };

  close() {
    this.element.remove();
  }
}
