import { Controller } from "../lib/stimulus/stimulus.js";
import { fill, number } from "../parts/number.js";

// Rows: select one, a range with Shift, or the page; a click beside links and buttons opens the record.
export default class extends Controller {
  static targets = ["all", "row", "bulk", "count"];

  connect() {
    this.show();
  }

  changed({ target }) {
    if (this.hasAllTarget && target === this.allTarget) {
      for (const box of this.rowTargets) box.checked = target.checked;
    } else if (!this.rowTargets.includes(target)) {
      return;
    }
    this.show();
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
    this.show();
  }

  show() {
    if (!this.hasAllTarget) return;
    const chosen = this.rowTargets.filter((box) => box.checked).length;
    this.allTarget.checked = chosen > 0 && chosen === this.rowTargets.length;
    this.allTarget.indeterminate = chosen > 0 && chosen < this.rowTargets.length;
    if (!this.hasBulkTarget) return;
    this.bulkTarget.hidden = chosen === 0;
    this.countTarget.textContent = fill(this.countTarget.dataset.text, { n: number(chosen) });
  }
}
