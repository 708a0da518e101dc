import { Controller } from "../lib/stimulus/stimulus.js";
import Sortable from "../lib/sortablejs/sortable.js";
import * as Turbo from "../lib/turbo/turbo.js";
import { announce } from "../parts/announce.js";
import { fill } from "../parts/number.js";
import { place } from "../parts/place.js";

// Cards move between columns by drag, by Shift and an arrow, and by a menu. The server decides; a refused card goes back.
export default class extends Controller {
  static targets = ["column", "cards", "card", "menu", "more", "toast"];
  static values = { url: String, field: String, token: String, moved: String, refused: String, offline: String };

  connect() {
    this.menuTarget.addEventListener("keydown", this.menuKey);
    this.watcher = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => {
      this.watcher.unobserve(target);
      target.click();
    }), { rootMargin: "200px" });
    this.moreTargets.forEach((more) => this.watcher.observe(more));
    document.addEventListener("turbo:before-fetch-request", this.askForAsMany);
    this.ready = true;
    this.element.dataset.jsOn = "";
  }

  disconnect() {
    this.ready = false;
    this.watcher?.disconnect();
    document.removeEventListener("turbo:before-fetch-request", this.askForAsMany);
    this.menuTarget.removeEventListener("keydown", this.menuKey);
  }

  // A refresh brings as many cards as each column has loaded, so that nobody loses their place in it.
  askForAsMany = ({ detail: { url, fetchOptions } }) => {
    if (fetchOptions.method?.toUpperCase() !== "GET" || url.pathname !== location.pathname || url.search !== location.search || fetchOptions.headers["Turbo-Frame"]) return;
    fetchOptions.headers["X-Board-Cards"] = this.columnTargets.map((column) => `${column.dataset.column}:${column.querySelectorAll("[data-board-target=card]").length}`).join(",");
  };

  moreTargetConnected(more) {
    if (this.ready) this.watcher.observe(more);
  }

  cardsTargetConnected(cards) {
    this.sortables ??= new WeakMap();
    this.sortables.set(cards, Sortable.create(cards, {
      group: "cards", draggable: "[data-id]", sort: false, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      ghostClass: "deal-slot", dragClass: "is-dragging", forceFallback: true, fallbackOnBody: true, fallbackTolerance: 4,
      delay: 180, delayOnTouchOnly: true, filter: "[data-move]", preventOnFilter: false, scroll: true, bubbleScroll: true,
      onStart: ({ item }) => this.lift(item),
      onMove: ({ to }) => this.hover(to.closest("[data-column]")),
      onEnd: (event) => this.drop(event),
    }));
  }

  cardsTargetDisconnected(cards) {
    this.sortables.get(cards)?.destroy();
  }

  // -- Drag

  lift(card) {
    this.element.classList.add("is-lifted");
    this.element.dataset.editing = "";
    this.lifted = card;
    this.gates = JSON.parse(card.dataset.gates ?? "{}");
    for (const column of this.columnTargets) this.showGate(column.querySelector(":scope > [data-gate]"), this.gates[column.dataset.column]);
  }

  hover(column) {
    for (const other of this.columnTargets) other.classList.toggle("is-over", other === column);
    for (const card of [this.lifted, document.body.querySelector(":scope > .is-dragging")]) {
      if (card) this.showGate(card.querySelector("[data-gate]"), this.gates[column?.dataset.column]);
    }
  }

  showGate(gate, text) {
    if (!gate) return;
    gate.hidden = !text;
    gate.querySelector("span").textContent = text ?? "";
  }

  drop({ item, from, to, oldIndex }) {
    this.element.classList.remove("is-lifted");
    delete this.element.dataset.editing;
    this.hover(null);
    for (const column of this.columnTargets) this.showGate(column.querySelector(":scope > [data-gate]"));
    this.showGate(item.querySelector("[data-gate]"));
    if (from !== to) this.send(item, to.closest("[data-column]"), { cards: from, next: from.children[oldIndex] ?? null });
  }

  // -- Keys and menu

  key(event) {
    const card = event.target.closest?.("[data-board-target=card]");
    if (!card || event.target !== card || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const by = event.key === forward ? 1 : -1;
    if (sideways && event.shiftKey) this.moveBy(card, by);
    else if (sideways) this.focusBeside(card, by);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.focusAlong(card, event.key === "ArrowDown" ? 1 : -1);
    else if (event.code === "KeyM" && document.documentElement.dataset.keys !== "off") this.openMenu(card, card);
    else return;
    event.preventDefault();
  }

  moveBy(card, by) {
    const column = this.columnTargets[this.columnTargets.indexOf(card.closest("[data-column]")) + by];
    if (column) this.move(card, column.dataset.column);
  }

  focusAlong(card, by) {
    const cards = [...card.closest("[data-column]").querySelectorAll("[data-board-target=card]")];
    cards[cards.indexOf(card) + by]?.focus();
  }

  focusBeside(card, by) {
    const at = [...card.parentElement.querySelectorAll("[data-board-target=card]")].indexOf(card);
    for (let i = this.columnTargets.indexOf(card.closest("[data-column]")) + by; this.columnTargets[i]; i += by) {
      const cards = this.columnTargets[i].querySelectorAll("[data-board-target=card]");
      if (cards.length === 0) continue;
      cards[Math.min(at, cards.length - 1)].focus();
      return;
    }
  }

  click(event) {
    const button = event.target.closest("[data-move]");
    const card = event.target.closest("[data-board-target=card]");
    if (button) this.openMenu(card, button);
    else if (card && !event.target.closest("a, button, input, form") && !event.defaultPrevented) card.querySelector("[data-open]")?.click();
  }

  openMenu(card, anchor) {
    this.chosen = card;
    const here = card.closest("[data-column]").dataset.column;
    for (const item of this.menuTarget.querySelectorAll("[data-to]")) item.disabled = item.dataset.to === here;
    this.menuTarget.showPopover();
    place(this.menuTarget, anchor);
    this.menuTarget.querySelector("[data-to]:not(:disabled)")?.focus();
  }

  menuKey = (event) => {
    const items = [...this.menuTarget.querySelectorAll("[data-to]:not(:disabled)")];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + by) % items.length).focus();
  };

  choose({ currentTarget }) {
    this.menuTarget.hidePopover();
    this.move(this.chosen, currentTarget.dataset.to, currentTarget.textContent.trim());
  }

  // -- The move itself

  move(card, key, label) {
    const back = { cards: card.parentElement, next: card.nextElementSibling };
    const column = this.columnTargets.find((other) => other.dataset.column === key);
    if (column) {
      column.querySelector("[data-board-target=cards]").prepend(card);
      card.focus();
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.send(card, column ?? { dataset: { column: key, label } }, back);
  }

  async send(card, column, back) {
    if (column.dataset.form) {
      this.putBack(card, back);
      document.querySelector(".box turbo-frame#dialog").src = column.dataset.form.replace("{id}", encodeURIComponent(card.dataset.id));
      return;
    }
    const body = new URLSearchParams({ [this.fieldValue]: this.tokenValue, id: card.dataset.id, to: column.dataset.column, version: card.dataset.version, from: back.cards.closest("[data-column]")?.dataset.column ?? "" });
    card.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.urlValue, {
        method: "POST", credentials: "same-origin", body, headers: { Accept: "text/vnd.turbo-stream.html, application/problem+json, text/html" },
      });
      const kind = response.headers.get("Content-Type") ?? "";
      const isStream = kind.includes("turbo-stream");
      if (!response.ok) this.putBack(card, back);
      if (isStream) Turbo.renderStreamMessage(await response.text());
      else if (response.ok) announce(fill(this.movedValue, { card: card.getAttribute("aria-label"), column: column.dataset.label }));
      else this.refuse((kind.includes("json") && (await response.json()).title) || this.refusedValue);
    } catch {
      this.putBack(card, back);
      this.refuse(this.offlineValue);
    } finally {
      card.removeAttribute("aria-busy");
    }
  }

  putBack(card, { cards, next }) {
    const hadFocus = document.activeElement === card;
    cards.insertBefore(card, next?.parentElement === cards ? next : null);
    if (hadFocus) card.focus();
  }

  refuse(text) {
    const toast = this.toastTarget.content.cloneNode(true).firstElementChild;
    toast.setAttribute("aria-label", text);
    toast.querySelector("[data-toast-target=text]").textContent = text;
    document.getElementById("toasts").append(toast);
  }
}
