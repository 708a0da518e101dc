import { Controller } from "../lib/stimulus/stimulus.js";
import { announce } from "../parts/announce.js";

// A text with a button that copies it. Browsers copy only on secure addresses; elsewhere the text is selected for Ctrl C.
export default class extends Controller {
  static targets = ["source", "button"];
  static values = { done: String };

  buttonTargetConnected(button) {
    button.hidden = false;
  }

  select() {
    this.sourceTarget.select();
  }

  async copy() {
    this.select();
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(this.sourceTarget.value);
    announce(this.doneValue);
    this.buttonTarget.dataset.tip = this.doneValue;
  }
}
