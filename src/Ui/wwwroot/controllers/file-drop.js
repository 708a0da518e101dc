import { Controller } from "../lib/stimulus/stimulus.js";
import { fill, number } from "../parts/number.js";

const units = ["B", "kB", "MB", "GB"];

function size(bytes) {
  const unit = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${number(Number((bytes / 1000 ** unit).toPrecision(3)))} ${units[unit]}`;
}

// Files are dropped, added to, and taken off before they are sent.
export default class extends Controller {
  static targets = ["input", "list"];
  static values = { remove: String };

  over(event) {
    event.preventDefault();
    this.element.classList.add("is-over");
  }

  out() {
    this.element.classList.remove("is-over");
  }

  drop(event) {
    event.preventDefault();
    this.out();
    const { files } = event.dataTransfer;
    this.take(this.inputTarget.multiple ? [...this.inputTarget.files, ...files] : [...files].slice(0, 1));
    this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }

  take(files) {
    const kept = new DataTransfer();
    for (const file of files) kept.items.add(file);
    this.inputTarget.files = kept.files;
    this.list();
  }

  list() {
    if (!this.hasListTarget) return;
    const files = [...this.inputTarget.files];
    this.listTarget.replaceChildren(...files.map((file) => {
      const row = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      const bytes = document.createElement("span");
      bytes.className = "muted small ltr";
      bytes.textContent = size(file.size);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "btn btn--ghost btn--sm";
      remove.textContent = "×";
      remove.setAttribute("aria-label", fill(this.removeValue, { text: file.name }));
      remove.addEventListener("click", () => this.take(files.filter((other) => other !== file)));
      row.append(name, bytes, remove);
      return row;
    }));
  }
}
