import { Controller } from "../lib/stimulus/stimulus.js";
import { announce } from "../parts/announce.js";
import { Fragments, withQuery } from "../parts/fragments.js";
import { Listbox } from "../parts/listbox.js";
import { fill, number } from "../parts/number.js";
import { chipOf, folded, rowOf } from "../parts/options.js";
import { place } from "../parts/place.js";

// Turns a select into a combobox with search. The select stays the field of the form and is all there is without JavaScript.
export default class extends Controller {
  static targets = ["select", "shape"];
  static values = { url: String, multiple: Boolean, none: String, failed: String, remove: String, count: String };

  connect() {
    this.fragments = new Fragments();
    this.element.querySelectorAll(":scope > [data-js]").forEach((part) => part.remove());
    const shape = this.shapeTarget.content.cloneNode(true);
    const part = (name) => shape.querySelector(`[data-part=${name}]`);
    [this.input, this.list, this.chips, this.clearButton] = ["input", "list", "chips", "clear"].map(part);
    for (const child of shape.children) child.dataset.js = "";
    this.box = shape.firstElementChild;
    this.list.id = `${this.selectTarget.id}-list`;
    this.input.id = `${this.selectTarget.id}-input`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.disabled = this.selectTarget.disabled;
    for (const name of ["aria-label", "aria-invalid", "aria-describedby"]) {
      if (this.selectTarget.hasAttribute(name)) this.input.setAttribute(name, this.selectTarget.getAttribute(name));
    }
    const label = document.getElementById(`${this.selectTarget.id}-label`);
    if (label) {
      this.input.setAttribute("aria-labelledby", label.id);
      this.list.setAttribute("aria-labelledby", label.id);
      label.htmlFor = this.input.id;
    } else {
      this.list.setAttribute("aria-label", this.selectTarget.getAttribute("aria-label") ?? "");
    }
    this.list.setAttribute("aria-multiselectable", String(this.multipleValue));
    this.listbox = new Listbox(this.input, this.list);
    this.element.append(shape);
    this.element.dataset.jsOn = "";
    this.listen();
    this.show();
  }

  disconnect() {
    this.fragments.abort();
    clearTimeout(this.timer);
    document.removeEventListener("turbo:morph", this.show);
  }

  listen() {
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.box.addEventListener("pointerdown", (event) => {
      if (event.target !== this.input) event.preventDefault(); // the focus stays, or the box would close under the pointer
    });
    this.box.addEventListener("click", ({ target }) => {
      if (target.closest("button") || this.input.disabled) return;
      this.input.focus();
      if (!this.isOpen) this.open();
      else if (target !== this.input) this.close();
    });
    this.clearButton.addEventListener("click", () => { this.choose(null); this.input.focus(); });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => this.pick(target.closest("[role=option]")));
    document.addEventListener("turbo:morph", this.show);
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  get chosen() {
    return [...this.selectTarget.selectedOptions].filter((option) => option.value !== "");
  }

  // What the select says, in the box.
  show = () => {
    if (!this.element.isConnected) return;
    const { chosen } = this;
    this.chips.replaceChildren(...(this.multipleValue ? chosen.map((option) => chipOf(option, this.removeValue, () => { option.selected = false; this.changed(); })) : []));
    this.input.value = this.multipleValue ? "" : chosen[0]?.text ?? "";
    this.clearButton.hidden = this.multipleValue || chosen.length === 0 || this.selectTarget.required || this.input.disabled;
  };

  type() {
    clearTimeout(this.timer);
    if (!this.isOpen) this.open(false);
    if (this.urlValue) this.timer = setTimeout(() => this.search(this.input.value.trim()), 150);
    else this.offer(this.input.value.trim());
  }

  async search(asked) {
    if (!this.urlValue) {
      this.offer(asked);
      return;
    }
    try {
      this.list.innerHTML = await this.fragments.get(withQuery(this.urlValue, { q: asked }), "options");
      this.offeredFor(asked);
    } catch (error) {
      if (error.name !== "AbortError") this.say(this.failedValue);
    }
  }

  // Without a server to ask: the options of the select that hold the text.
  offer(asked) {
    const wanted = folded(asked);
    this.list.replaceChildren(...[...this.selectTarget.options]
      .filter((option) => option.value !== "" && folded(option.text).includes(wanted))
      .map(rowOf));
    this.offeredFor(asked);
  }

  offeredFor(asked) {
    const values = new Set(this.chosen.map((option) => option.value));
    const { options } = this.listbox;
    for (const option of options) option.setAttribute("aria-selected", String(values.has(option.dataset.value)));
    if (options.length === 0) this.say(this.noneValue);
    else if (asked) announce(fill(this.countValue, { n: number(options.length) }));
    this.listbox.activate(asked ? options[0] : options.find((option) => option.getAttribute("aria-selected") === "true"));
    if (this.isOpen) place(this.list, this.box, { match: true });
  }

  say(text) {
    const row = document.createElement("div");
    row.className = "combo__none muted";
    row.textContent = text;
    this.list.replaceChildren(row);
    announce(text);
  }

  open(searches = true) {
    this.list.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    this.element.dataset.editing = "";
    place(this.list, this.box, { match: true });
    if (!searches) return;
    this.input.select();
    this.search("");
  }

  close() {
    clearTimeout(this.timer);
    if (this.isOpen) this.list.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.listbox.activate(null);
    delete this.element.dataset.editing;
    this.show();
  }

  key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.isOpen) this.listbox.move(event.key === "ArrowDown" ? 1 : -1);
      else this.open();
    } else if (event.key === "Enter" && this.isOpen && this.listbox.active) {
      this.pick(this.listbox.active);
    } else if (event.key === "Escape" && this.isOpen) {
      this.close();
      event.stopPropagation();
    } else if (event.key === "Backspace" && this.multipleValue && this.input.value === "" && this.chosen.length > 0) {
      this.chosen.at(-1).selected = false;
      this.changed();
    } else {
      return;
    }
    event.preventDefault();
  }

  pick(row) {
    if (!row || row.getAttribute("aria-disabled") === "true") return;
    const { value, text, amount } = row.dataset;
    let option = [...this.selectTarget.options].find((other) => other.value === value);
    if (!option) {
      option = new Option(text, value);
      this.selectTarget.append(option);
    }
    if (amount) option.dataset.amount = amount;
    if (this.multipleValue) {
      option.selected = !option.selected;
      this.changed();
      this.input.focus();
      this.search("");
    } else {
      this.choose(option);
      this.close();
    }
  }

  choose(option) {
    for (const other of this.selectTarget.options) other.selected = other === option || (!option && other.value === "");
    this.changed();
  }

  changed() {
    this.show();
    this.selectTarget.dispatchEvent(new Event("input", { bubbles: true }));
    this.selectTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
