import { Controller } from "../lib/stimulus/stimulus.js";
import { place } from "../parts/place.js";

// A button that opens a small form beside it.
export default class extends Controller {
  static targets = ["trigger", "pop"];

  connect() {
    this.triggerTarget.removeAttribute("popovertarget");
    this.triggerTarget.popoverTargetElement = this.popTarget;
    this.popTarget.addEventListener("beforetoggle", this.beforeToggle);
  }

  disconnect() {
    this.popTarget.removeEventListener("beforetoggle", this.beforeToggle);
  }

  beforeToggle = ({ newState }) => {
    const opens = newState === "open";
    this.triggerTarget.setAttribute("aria-expanded", String(opens));
    if (opens) this.element.dataset.editing = "";
    else delete this.element.dataset.editing;
    if (opens) {
      requestAnimationFrame(() => {
        if (!this.popTarget.matches(":popover-open")) return;
        place(this.popTarget, this.triggerTarget);
        [...this.popTarget.querySelectorAll("input:not([type=hidden]), select, textarea, button, a")].find((field) => field.checkVisibility())?.focus();
      });
    }
  };
}
