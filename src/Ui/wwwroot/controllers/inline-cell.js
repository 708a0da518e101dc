import { Controller } from "../lib/stimulus/stimulus.js";
import { CELL, wake } from "../parts/cells.js";

// A value that is edited where it stands. Enter opens and saves, Esc restores, Tab saves and goes to the next cell.
// The new value shows at once; an answer that refuses it brings the editor back with the reason.
// A list has hundreds of them: parts/cells.js gives each its controller when it is first reached.
export default class extends Controller {
  static targets = ["form"];

  open(event) {
    if (event.ctrlKey || event.metaKey || !this.value?.contains(event.target)) return;
    event.preventDefault();
    this.edit();
  }

  async edit() {
    if (this.isOpen) return;
    this.shown = [...this.element.childNodes];
    this.element.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.value.href, { credentials: "same-origin", headers: { Accept: "text/html", "Turbo-Frame": this.element.id } });
      if (!response.ok) throw new Error(`${response.status}`);
      this.replace(await response.text());
      this.start();
    } catch {
      location.assign(this.value.href);
    } finally {
      this.element.removeAttribute("aria-busy");
    }
  }

  get value() {
    return this.element.querySelector(".cell__value");
  }

  get isOpen() {
    return this.element.hasAttribute("data-editing");
  }

  get field() {
    const find = (what) => this.formTarget.querySelector(what);
    return find(".combo__box input") ?? find("input:not([type=hidden]), select, textarea"); // the select behind a combobox cannot be seen
  }

  async start({ focus = true } = {}) {
    this.element.dataset.editing = "";
    await null; // a combobox among the new elements connects first
    if (!focus) return;
    const { field } = this;
    field?.focus();
    field?.select?.();
  }

  stop() {
    delete this.element.dataset.editing;
  }

  replace(html) {
    const frame = new DOMParser().parseFromString(html, "text/html").getElementById(this.element.id);
    if (!frame) throw new Error("no cell in the answer");
    this.element.replaceChildren(...document.adoptNode(frame).childNodes);
  }

  restore({ focus = true } = {}) {
    this.stop();
    this.element.replaceChildren(...this.shown);
    if (focus) this.value.focus();
  }

  key(event) {
    if (!this.isOpen || event.defaultPrevented) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.formTarget.dataset.theirs) this.theirs();
      else this.restore();
    } else if (event.key === "Enter" && !(event.target instanceof HTMLTextAreaElement && !event.ctrlKey)) {
      event.preventDefault();
      this.save();
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.save(this.neighbour(event.shiftKey ? -1 : 1));
    }
  }

  // Someone else was faster, and theirs stays: what stood here before is no longer so.
  async theirs() {
    const url = this.formTarget.dataset.theirs;
    this.restore();
    const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "text/html", "Turbo-Frame": this.element.id } }).catch(() => null);
    if (!response?.ok) return;
    this.replace(await response.text());
    this.value.focus();
  }

  submit(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.save();
  }

  // A click elsewhere saves too; nothing that was typed is lost.
  left({ relatedTarget }) {
    if (!this.isOpen || this.saving || (relatedTarget && this.element.contains(relatedTarget))) return;
    setTimeout(() => {
      if (this.isOpen && !this.saving && this.element.isConnected && !this.element.contains(document.activeElement) && document.hasFocus()) this.save(null, { focus: false });
    });
  }

  neighbour(by) {
    const cells = [...(this.element.closest("table, dl, [data-cells]") ?? document).querySelectorAll(CELL)];
    return cells[cells.indexOf(this.element) + by] ?? null;
  }

  async save(next = null, { focus = true } = {}) {
    if (this.saving) return;
    this.saving = true;
    const editor = [...this.element.childNodes];
    const { action } = this.formTarget;
    const body = new URLSearchParams(new FormData(this.formTarget));
    const text = this.typed();
    this.restore({ focus: focus && !next });
    this.preview(text);
    if (next) this.goOn(next);
    try {
      const response = await fetch(action, { method: "POST", credentials: "same-origin", body, headers: { Accept: "text/html", "Turbo-Frame": this.element.id } });
      const hadFocus = this.element.contains(document.activeElement);
      this.replace(await response.text());
      if (!response.ok) this.start();
      else if (hadFocus) this.value?.focus();
    } catch {
      this.element.replaceChildren(...editor);
      this.start({ focus: focus && !next }); // whoever went on is not called back: two cells would call each other for ever
      this.say(this.formTarget.dataset.failed);
    } finally {
      this.saving = false;
      this.element.classList.remove("is-pending");
    }
  }

  async goOn(next) {
    wake(next);
    await null;
    this.application.getControllerForElementAndIdentifier(next, "inline-cell")?.edit();
  }

  typed() {
    const { field } = this;
    return field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text : field?.value;
  }

  preview(text) {
    this.element.classList.add("is-pending");
    const pending = document.createElement("span");
    pending.dir = "auto";
    pending.textContent = text;
    const shown = this.value.cloneNode(false);
    shown.append(pending);
    const hadFocus = document.activeElement === this.value;
    this.element.replaceChildren(shown);
    if (hadFocus) shown.focus();
  }

  say(text) {
    const note = document.createElement("p");
    note.className = "cell__note callout callout--bad";
    note.setAttribute("role", "alert");
    note.textContent = text;
    this.formTarget.querySelectorAll(".cell__note").forEach((other) => other.remove());
    this.formTarget.append(note);
  }
}
