import { Controller } from "../lib/stimulus/stimulus.js";
import Sortable from "../lib/sortablejs/sortable.js";
import * as Turbo from "../lib/turbo/turbo.js";
import { announce } from "../parts/announce.js";
import { fill, number } from "../parts/number.js";

const STEP = 16;

// Columns are made wider at the end of their heading, and put elsewhere by dragging the heading. With keys: the arrows on a heading with Shift
// change its width, with Alt and Shift its place.
export default class extends Controller {
  static targets = ["row"];
  static values = { url: String, token: String, view: String, moved: String };

  rowTargetConnected(row) {
    this.sortable?.destroy();
    this.sortable = Sortable.create(row, {
      draggable: "th[data-column]:not([data-fixed])", filter: ".table__grip", preventOnFilter: false, animation: 0, delay: 180, delayOnTouchOnly: true, forceFallback: true, fallbackTolerance: 6, ghostClass: "is-lifted",
      onMove: ({ related }) => related.matches("th[data-column]:not([data-fixed])"),
      onEnd: ({ item, oldIndex, newIndex }) => { if (oldIndex !== newIndex) this.arrange(item); },
    });
    row.addEventListener("keydown", this.headKey);
  }

  rowTargetDisconnected(row) {
    row.removeEventListener("keydown", this.headKey);
    this.sortable?.destroy();
    this.sortable = null;
  }

  get mirrored() {
    return getComputedStyle(this.element).direction === "rtl";
  }

  headKey = (event) => {
    const head = event.target.closest("th[data-column]");
    if (!head || !event.shiftKey || event.ctrlKey || event.metaKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const by = (event.key === "ArrowRight") === this.mirrored ? -1 : 1;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) this.shift(head, by);
    else this.widen(head, head.getBoundingClientRect().width + by * STEP, true);
  };

  shift(head, by) {
    const heads = [...this.rowTarget.querySelectorAll("th[data-column]:not([data-fixed])")];
    const other = heads[heads.indexOf(head) + by];
    if (!other || head.matches("[data-fixed]")) return;
    other[by > 0 ? "after" : "before"](head);
    head.querySelector("a, button")?.focus();
    announce(fill(this.movedValue, { column: head.dataset.title, n: number(heads.indexOf(other) + 2) }));
    this.arrange(head);
  }

  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const head = event.currentTarget.closest("th");
    const [from, width] = [event.clientX, head.getBoundingClientRect().width];
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const widthAt = ({ clientX }) => width + (clientX - from) * (this.mirrored ? -1 : 1);
    const move = (at) => this.widen(head, widthAt(at));
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", (at) => {
      grip.removeEventListener("pointermove", move);
      if (at.clientX !== from) this.widen(head, widthAt(at), true);
    }, { once: true });
  }

  // Back to what the content needs.
  fit({ currentTarget }) {
    const head = currentTarget.closest("th");
    for (const side of ["inlineSize", "minInlineSize", "maxInlineSize"]) head.style[side] = "";
    this.send("width", { column: head.dataset.column, width: "" });
  }

  widen(head, wanted, keep = false) {
    const width = Math.round(Math.min(1200, Math.max(60, wanted)));
    for (const side of ["inlineSize", "minInlineSize", "maxInlineSize"]) head.style[side] = `${width}px`;
    if (!keep) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send("width", { column: head.dataset.column, width }), 300);
  }

  async arrange(head) {
    const order = [...this.rowTarget.querySelectorAll("th[data-column]:not([data-fixed])")].map((other) => ["columns", other.dataset.column]);
    await this.send("order", order);
    addEventListener("turbo:render", () => this.element.querySelector(`th[data-column="${CSS.escape(head.dataset.column)}"] a`)?.focus(), { once: true });
    Turbo.session.refresh(location.href);
  }

  send(what, fields) {
    const body = new URLSearchParams(fields);
    if (this.viewValue) body.set("view", this.viewValue);
    return fetch(`${this.urlValue}/${what}`, { method: "POST", credentials: "same-origin", body, headers: { "X-Form-Token": this.tokenValue } });
  }
}
