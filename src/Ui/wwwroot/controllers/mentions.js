import { Controller } from "../lib/stimulus/stimulus.js";

// Names of colleagues behind an at sign: typed, offered, taken with Enter, Tab or a click.
export default class extends Controller {
  static targets = ["box", "list"];
  static values = { url: String };

  disconnect() {
    clearTimeout(this.waiting);
  }

  typed() {
    clearTimeout(this.waiting);
    const word = this.word();
    if (word === null || word.length > 40) return this.close();
    this.waiting = setTimeout(() => this.offer(word), 120);
  }

  key(event) {
    if (this.listTarget.hidden || event.isComposing) return;
    const options = this.options();
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.choose(options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length]);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.take(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  pick(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.take(option);
  }

  leave() {
    setTimeout(() => this.close(), 150);
  }

  async offer(word) {
    const answer = await fetch(`${this.urlValue}?q=${encodeURIComponent(word)}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || this.word() !== word) return;
    this.listTarget.innerHTML = await answer.text();
    const options = this.options();
    if (options.length === 0) return this.close();
    options.forEach((option, place) => (option.id ||= `${this.boxTarget.id || "mention"}-${place}`));
    this.listTarget.hidden = false;
    this.boxTarget.setAttribute("aria-expanded", "true");
    this.choose(options[0]);
  }

  // What stands between the last at sign and the caret; null where none begins a word.
  word() {
    const before = this.boxTarget.value.slice(0, this.boxTarget.selectionStart);
    return /(?:^|[^\p{L}\p{N}])@([^@\n]*)$/u.exec(before)?.[1] ?? null;
  }

  options() {
    return [...this.listTarget.querySelectorAll("[role=option]")];
  }

  choose(option) {
    for (const one of this.options()) one.setAttribute("aria-selected", one === option ? "true" : "false");
    this.boxTarget.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    const box = this.boxTarget;
    const start = box.value.slice(0, box.selectionStart).lastIndexOf("@") + 1;
    const name = (option.dataset.text ?? option.textContent).trim();
    box.setRangeText(`${name} `, start, box.selectionStart, "end");
    this.close();
    box.focus();
  }

  close() {
    this.listTarget.hidden = true;
    this.boxTarget.setAttribute("aria-expanded", "false");
    this.boxTarget.removeAttribute("aria-activedescendant");
  }
}
