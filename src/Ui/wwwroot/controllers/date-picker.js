import { Controller } from "../lib/stimulus/stimulus.js";
import { Fragments, withQuery } from "../parts/fragments.js";
import { place } from "../parts/place.js";

const steps = { ArrowUp: -7, ArrowDown: 7, ArrowLeft: -1, ArrowRight: 1 };

// A text field that takes typed dates, and a month from the server to choose from, in either calendar.
export default class extends Controller {
  static targets = ["input", "button", "pop"];
  static values = { url: String };

  connect() {
    this.fragments = new Fragments();
  }

  disconnect() {
    this.fragments.abort();
  }

  get isOpen() {
    return this.popTarget.matches(":popover-open");
  }

  get days() {
    return [...this.popTarget.querySelectorAll(".days button")];
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  async open() {
    await this.show(withQuery(this.urlValue, { text: this.inputTarget.value }));
    if (!this.element.isConnected) return;
    this.popTarget.showPopover();
    place(this.popTarget, this.element);
    this.buttonTarget.setAttribute("aria-expanded", "true");
    this.element.dataset.editing = "";
    this.popTarget.querySelector(".days [tabindex='0']")?.focus();
  }

  close({ focus = true } = {}) {
    if (!this.isOpen) return;
    this.popTarget.hidePopover();
    this.buttonTarget.setAttribute("aria-expanded", "false");
    delete this.element.dataset.editing;
    if (focus) this.inputTarget.focus();
  }

  async show(url) {
    try {
      this.popTarget.innerHTML = await this.fragments.get(url, "calendar");
    } catch {
      // The field still takes typed dates; the month stays as it was.
    }
  }

  left({ relatedTarget }) {
    if (relatedTarget && !this.element.contains(relatedTarget)) this.close({ focus: false });
  }

  async click({ target }) {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.text) {
      this.inputTarget.value = button.dataset.text;
      this.inputTarget.title = button.title;
      this.inputTarget.dispatchEvent(new Event("change", { bubbles: true }));
      this.close();
    } else if (button.dataset.href) {
      const label = button.getAttribute("aria-label") ?? button.textContent;
      await this.show(button.dataset.href);
      const same = [...this.popTarget.querySelectorAll("button[data-href]")].find((other) => (other.getAttribute("aria-label") ?? other.textContent) === label);
      same?.focus();
    }
  }

  key(event) {
    if (event.key === "ArrowDown" && (event.altKey || this.inputTarget.value === "")) {
      event.preventDefault();
      this.open();
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  async gridKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
      event.preventDefault();
      return;
    }
    const at = this.days.indexOf(event.target);
    if (at < 0) return;
    const mirrored = getComputedStyle(this.popTarget).direction === "rtl" && (event.key === "ArrowLeft" || event.key === "ArrowRight");
    const week = at - (at % 7);
    const to = { Home: week, End: week + 6 }[event.key] ?? at + (mirrored ? -steps[event.key] : steps[event.key]);
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      await this.turn(event.key === "PageUp" ? -1 : 1, (days) => days.find((day) => day.tabIndex === 0));
    } else if (event.key.toLowerCase() === "t" && !event.ctrlKey) {
      this.popTarget.querySelector("[data-today]").click();
    } else if (!Number.isNaN(to)) {
      event.preventDefault();
      const day = this.days[to];
      if (day && !day.classList.contains("off")) this.focus(day);
      else await this.turn(to < at ? -1 : 1, (days) => days.find((other) => other.dataset.date === dateAt(event.target, to - at)));
    }
  }

  async turn(by, find) {
    await this.show(this.popTarget.querySelector(`[data-turn="${by}"]`).dataset.href);
    this.focus(find(this.days));
  }

  focus(day) {
    if (!day) return;
    for (const other of this.days) other.tabIndex = other === day ? 0 : -1;
    day.focus();
  }
}

// Days are counted in UTC, where none is 23 or 25 hours long.
function dateAt(button, days) {
  const date = new Date(`${button.dataset.date}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
