import { Controller } from "../lib/stimulus/stimulus.js";
import { Fragments, withQuery } from "../parts/fragments.js";
import { Listbox } from "../parts/listbox.js";
import { place } from "../parts/place.js";

// A filter in words: what may come next is offered while one types. Enter takes the marked suggestion, or applies the filter when none is marked.
export default class extends Controller {
  static targets = ["input", "list"];
  static values = { url: String };

  connect() {
    this.fragments = new Fragments();
    this.listbox = new Listbox(this.inputTarget, this.listTarget);
  }

  disconnect() {
    this.fragments.abort();
    clearTimeout(this.timer);
  }

  type() {
    clearTimeout(this.timer);
    this.listbox.activate(null);
    this.timer = setTimeout(() => this.suggest(), 80);
  }

  async suggest() {
    clearTimeout(this.timer);
    const { value, selectionStart } = this.inputTarget;
    try {
      this.listTarget.innerHTML = await this.fragments.get(withQuery(`${this.urlValue}/suggestions`, { text: value, at: selectionStart }), "filter-suggestions");
    } catch {
      return;
    }
    this.offeredFor = value;
    if (this.listbox.options.length === 0 || document.activeElement !== this.inputTarget) {
      this.close();
      return;
    }
    this.listbox.activate(null);
    this.listTarget.showPopover();
    place(this.listTarget, this.inputTarget.parentElement);
    this.inputTarget.setAttribute("aria-expanded", "true");
  }

  key(event) {
    const isOpen = this.listTarget.matches(":popover-open");
    if (event.key === "ArrowDown" && !isOpen) this.suggest();
    else if (!isOpen) return;
    else if (event.key === "ArrowDown") this.listbox.move(1);
    else if (event.key === "ArrowUp") this.listbox.move(-1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" && !event.shiftKey) this.complete();
    else if (event.key === "Enter" && this.listbox.active) this.take(this.listbox.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The input keeps the focus while a suggestion is pressed.
  hold(event) {
    event.preventDefault();
  }

  choose({ target }) {
    const option = target.closest("[role=option]");
    if (option && this.offeredFor === this.inputTarget.value) this.take(option);
  }

  // Whoever types faster than the list comes means what fits the text, not what the list still shows.
  async complete() {
    if (this.offeredFor !== this.inputTarget.value) await this.suggest();
    const option = this.listbox.active ?? this.listbox.options[0];
    if (option && this.offeredFor === this.inputTarget.value) this.take(option);
  }

  take({ dataset: { text, from, length } }) {
    const before = this.inputTarget.value.slice(0, Number(from));
    const after = this.inputTarget.value.slice(Number(from) + Number(length));
    const put = text.endsWith("(") || after.startsWith(" ") ? text : `${text} `;
    const space = before.length > 0 && !/[\s(.]$/.test(before) ? " " : "";
    this.inputTarget.value = before + space + put + after;
    const at = before.length + space.length + put.length;
    this.inputTarget.setSelectionRange(at, at);
    this.inputTarget.focus();
    this.suggest();
  }

  close() {
    clearTimeout(this.timer);
    this.fragments.abort();
    this.inputTarget.setAttribute("aria-expanded", "false");
    this.listbox.activate(null);
    if (this.listTarget.matches(":popover-open")) this.listTarget.hidePopover();
  }
}
