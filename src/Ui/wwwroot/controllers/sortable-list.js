import { Controller } from "../lib/stimulus/stimulus.js";
import Sortable from "../lib/sortablejs/sortable.js";
import * as Turbo from "../lib/turbo/turbo.js";

// A list that people put in order by dragging. Each item names the address that takes its new place; buttons do the same without a mouse.
export default class extends Controller {
  static targets = ["item"];

  connect() {
    this.sortable = Sortable.create(this.element, {
      draggable: "[data-sortable-list-target=item]", handle: "[data-sortable-list-handle]", animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: (event) => this.drop(event),
    });
  }

  disconnect() {
    this.sortable.destroy();
  }

  async drop({ item, oldIndex, newIndex }) {
    if (oldIndex === newIndex) return;
    const token = this.element.closest("main, body").querySelector("input[name=__RequestVerificationToken]");
    const body = new URLSearchParams({ [token.name]: token.value, place: this.itemTargets.indexOf(item) });
    await fetch(item.dataset.url, { method: "POST", credentials: "same-origin", body, redirect: "manual" });
    Turbo.session.refresh(location.href);
  }
}
