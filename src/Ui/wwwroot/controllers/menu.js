import { Controller } from "../lib/stimulus/stimulus.js";
import { place } from "../parts/place.js";

// A menu button: arrows, Home, End and first letters move through the items, Esc returns to the button.
export default class extends Controller {
  static targets = ["trigger", "menu"];
  static values = { up: Boolean };

  connect() {
    this.triggerTarget.removeAttribute("popovertarget");
    this.triggerTarget.popoverTargetElement = this.menuTarget;
    this.triggerTarget.addEventListener("keydown", this.openByKey);
    this.menuTarget.addEventListener("beforetoggle", this.beforeToggle);
    this.menuTarget.addEventListener("keydown", this.key);
    this.menuTarget.addEventListener("click", this.chosen);
  }

  disconnect() {
    this.triggerTarget.removeEventListener("keydown", this.openByKey);
    this.menuTarget.removeEventListener("beforetoggle", this.beforeToggle);
    this.menuTarget.removeEventListener("keydown", this.key);
    this.menuTarget.removeEventListener("click", this.chosen);
  }

  get items() {
    return [...this.menuTarget.querySelectorAll("[role^=menuitem]:not(:disabled)")].filter((item) => item.checkVisibility());
  }

  beforeToggle = ({ newState }) => {
    const opens = newState === "open";
    this.triggerTarget.setAttribute("aria-expanded", String(opens));
    if (!opens) return;
    // The menu can be measured only once it is shown; the next frame is painted after that.
    requestAnimationFrame(() => {
      if (!this.menuTarget.matches(":popover-open")) return;
      place(this.menuTarget, this.triggerTarget, { up: this.upValue });
      this.focus(this.fromEnd ? -1 : 0);
      this.fromEnd = false;
    });
  };

  openByKey = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.fromEnd = event.key === "ArrowUp";
    this.menuTarget.showPopover();
  };

  key = (event) => {
    const at = this.items.indexOf(document.activeElement);
    if (event.key === "ArrowDown") this.focus(at + 1);
    else if (event.key === "ArrowUp") this.focus(at - 1);
    else if (event.key === "Home") this.focus(0);
    else if (event.key === "End") this.focus(-1);
    else if (event.key === "Tab") { this.menuTarget.hidePopover(); return; }
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) this.find(event.key, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  chosen = ({ target }) => {
    if (target.closest("[role^=menuitem]")) setTimeout(() => this.menuTarget.isConnected && this.menuTarget.hidePopover());
  };

  focus(at) {
    const { items } = this;
    items.at(at >= items.length ? 0 : at)?.focus();
  }

  find(letter, at) {
    const { items } = this;
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    order.find((item) => item.textContent.trim().toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()))?.focus();
  }
}
