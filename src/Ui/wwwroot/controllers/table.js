import { Controller } from "../lib/stimulus/stimulus.js";
import { fill, number } from "../parts/number.js";

// Rows: select one, a range with Shift, or the page; a click beside links and buttons opens the record.
export default class extends Controller {
  static targets = ["all", "row", "bulk", "count", "every", "everyInput"];

  connect() {
    this.show();
  }

  changed({ target }) {
    if (this.hasAllTarget && target === this.allTarget) {
      for (const box of this.rowTargets) box.checked = target.checked;
    } else if (!this.rowTargets.includes(target)) {
      return;
    }
    this.onlyTicked();
    this.show();
  }

  // All rows of the list, also those on other pages.
  every() {
    this.everyInputTarget.value = "1";
    this.show();
  }

  onlyTicked() {
    if (this.hasEveryInputTarget) this.everyInputTarget.value = "";
  }

  range(event) {
    const box = event.target;
    if (this.rowTargets.includes(box)) {
      if (event.shiftKey && this.last?.isConnected) {
        const [from, to] = [this.rowTargets.indexOf(this.last), this.rowTargets.indexOf(box)].sort((a, b) => a - b);
        for (const other of this.rowTargets.slice(from, to + 1)) other.checked = box.checked;
        this.show();
      }
      this.last = box;
      return;
    }
    const row = event.target.closest("tr[data-nav-item]");
    if (!row || event.defaultPrevented || event.target.closest("a, button, input, select, label, turbo-frame") || getSelection().toString()) return;
    const link = row.querySelector("[data-open]");
    if (event.ctrlKey || event.metaKey) open(link.href, "_blank");
    else link.click();
  }

  key(event) {
    if (event.key !== "Escape" || !this.rowTargets.some((box) => box.checked) || event.target.closest("[data-editing]")) return;
    this.clear();
  }

  clear() {
    for (const box of this.rowTargets) box.checked = false;
    this.onlyTicked();
    this.show();
  }

  show() {
    if (!this.hasAllTarget) return;
    const chosen = this.rowTargets.filter((box) => box.checked).length;
    this.allTarget.checked = chosen > 0 && chosen === this.rowTargets.length;
    this.allTarget.indeterminate = chosen > 0 && chosen < this.rowTargets.length;
    if (!this.hasBulkTarget) return;
    this.bulkTarget.hidden = chosen === 0;
    const every = this.hasEveryInputTarget && this.everyInputTarget.value === "1" && this.allTarget.checked;
    if (this.hasEveryTarget) this.everyTarget.hidden = every || !this.allTarget.checked;
    this.countTarget.textContent = every ? this.everyTarget.dataset.text : fill(this.countTarget.dataset.text, { n: number(chosen) });
  }
}
