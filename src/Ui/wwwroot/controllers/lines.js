import { Controller } from "../lib/stimulus/stimulus.js";
import { number, parsed } from "../parts/number.js";

// Rows of something that is counted and priced: what each comes to and all together, rows that are added and taken out. The server computes anew.
export default class extends Controller {
  static targets = ["row", "sum", "blank", "add", "rows"];

  connect() {
    this.addTarget.hidden = false;
    for (const button of this.element.querySelectorAll("[data-part=remove]")) button.hidden = false;
    this.count();
  }

  count() {
    let sum = null;
    for (const row of this.rowTargets) {
      const total = this.total(row);
      row.querySelector("[data-part=total]").textContent = total === null ? "" : this.written(total);
      if (total !== null) sum = (sum ?? 0) + total;
    }
    this.sumTarget.textContent = sum === null ? "" : this.written(sum);
  }

  total(row) {
    const [quantity, price, discount] = ["quantity", "price", "discount"].map((part) => parsed(this.part(row, part).value));
    if (price === null || !this.says(row)) return null;
    return Math.round((quantity ?? 1) * price * (100 - (discount ?? 0))) / 100;
  }

  // A product brings its list price where none was named.
  choose({ target }) {
    const row = target.closest("[data-lines-target=row]");
    const { amount } = target.selectedOptions[0]?.dataset ?? {};
    const price = this.part(row, "price");
    if (price.value === "" || price.dataset.offered === price.value) {
      price.value = amount ? number(Number(amount), { maximumFractionDigits: 4 }) : "";
      price.dataset.offered = price.value;
    }
    const quantity = this.part(row, "quantity");
    if (quantity.value === "" && target.value !== "") quantity.value = number(1);
    this.count();
  }

  add() {
    const next = String(this.rowTargets.length);
    const shape = document.createElement("template");
    shape.innerHTML = this.blankTarget.innerHTML.replaceAll("__n__", next).replaceAll("__nth__", number(this.rowTargets.length + 1));
    this.rowsTarget.append(shape.content);
    const row = this.rowTargets.at(-1);
    row.querySelector("[data-part=remove]").hidden = false;
    requestAnimationFrame(() => row.querySelector("input")?.focus());
  }

  // What names nothing is left out by the server: the numbers of the other rows stay.
  remove({ currentTarget }) {
    const row = currentTarget.closest("[data-lines-target=row]");
    for (const input of row.querySelectorAll("input, select")) input.value = "";
    row.hidden = true;
    this.count();
    const shown = this.rowTargets.filter((other) => !other.hidden);
    (shown.at(-1)?.querySelector("input") ?? this.addTarget).focus();
  }

  says(row) {
    return row.querySelector("select").value !== "" || this.part(row, "description").value.trim() !== "";
  }

  part(row, name) {
    return row.querySelector(`[data-part=${name}]`);
  }

  written(value) {
    return number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
}
