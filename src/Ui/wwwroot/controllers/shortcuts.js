import { Controller } from "../lib/stimulus/stimulus.js";

// The list of shortcuts gathers those of the screen from the elements that carry them.
export default class extends Controller {
  static targets = ["here"];

  connect() {
    this.element.addEventListener("overlay:open", this.fill);
  }

  disconnect() {
    this.element.removeEventListener("overlay:open", this.fill);
  }

  fill = () => {
    const seen = new Set();
    this.hereTarget.replaceChildren();
    for (const element of document.querySelectorAll("[data-key]:not([data-key^=ctrl])")) {
      const { key } = element.dataset;
      const label = labelOf(element);
      if (seen.has(key) || !element.checkVisibility() || !label) continue;
      seen.add(key);
      const term = document.createElement("dt");
      for (const part of key.split(" ")) {
        const cap = document.createElement("kbd");
        cap.textContent = part.toUpperCase();
        term.append(cap);
      }
      const text = document.createElement("dd");
      text.textContent = label;
      this.hereTarget.append(term, text);
    }
    this.hereTarget.hidden = seen.size === 0;
  };
}

function labelOf(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, .count, .vh").forEach((part) => part.remove());
  return (element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? copy.textContent).trim();
}
