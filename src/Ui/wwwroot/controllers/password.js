import { Controller } from "../lib/stimulus/stimulus.js";

// A password field: the eye shows what was typed, Caps Lock is told of.
export default class extends Controller {
  static targets = ["input", "eye", "caps"];

  eyeTargetConnected(eye) {
    eye.hidden = false;
  }

  toggle() {
    const shown = this.inputTarget.type === "password";
    this.inputTarget.type = shown ? "text" : "password";
    this.eyeTarget.setAttribute("aria-pressed", shown);
    this.inputTarget.focus();
  }

  caps(event) {
    this.capsTarget.hidden = !event.getModifierState?.("CapsLock");
  }
}
