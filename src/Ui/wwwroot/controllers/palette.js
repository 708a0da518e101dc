import { Controller } from "../lib/stimulus/stimulus.js";
import { announce } from "../parts/announce.js";
import { close } from "../parts/dialogs.js";
import { Fragments, withQuery } from "../parts/fragments.js";
import { Listbox } from "../parts/listbox.js";

// Ctrl K: results come from the server while one types.
export default class extends Controller {
  static targets = ["input", "list", "none", "failed"];
  static values = { url: String };

  connect() {
    this.fragments = new Fragments();
    this.listbox = new Listbox(this.inputTarget, this.listTarget);
    this.element.addEventListener("overlay:open", this.opened);
  }

  disconnect() {
    this.element.removeEventListener("overlay:open", this.opened);
    this.fragments.abort();
    clearTimeout(this.timer);
  }

  opened = () => {
    this.inputTarget.value = "";
    this.search();
  };

  type() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), 120);
  }

  async search() {
    const asked = this.inputTarget.value.trim();
    try {
      this.listTarget.innerHTML = await this.fragments.get(withQuery(this.urlValue, { q: asked }), "palette");
      this.failedTarget.hidden = true;
    } catch (error) {
      if (error.name === "AbortError") return;
      this.listTarget.replaceChildren();
      this.failedTarget.hidden = false;
    }
    const { options } = this.listbox;
    this.noneTarget.hidden = options.length > 0 || asked === "" || !this.failedTarget.hidden;
    if (!this.noneTarget.hidden) announce(this.noneTarget.textContent);
    this.listbox.activate(options[0]);
  }

  key(event) {
    if (event.key === "ArrowDown") this.listbox.move(1);
    else if (event.key === "ArrowUp") this.listbox.move(-1);
    else if (event.key === "Enter") this.open(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  choose(event) {
    event.preventDefault();
    this.open(false);
  }

  hover({ target }) {
    const option = target.closest("[role=option]");
    if (option && option !== this.listbox.active) this.listbox.activate(option);
  }

  click(event) {
    if (!event.target.closest("[role=option]") || event.ctrlKey || event.metaKey) return;
    close(this.element);
  }

  open(isElsewhere) {
    const option = this.listbox.active;
    if (!option) return;
    if (isElsewhere) window.open(option.href, "_blank");
    else option.click();
  }
}
