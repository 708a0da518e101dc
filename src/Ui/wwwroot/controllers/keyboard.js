import { Controller } from "../lib/stimulus/stimulus.js";
import { open } from "../parts/dialogs.js";
import { isTextField } from "../parts/editing.js";

const wait = 900;

// The letter under the finger whatever the layout: on a Persian or Russian keyboard G is still G.
function nameOf(event) {
  if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
  if (event.code === "Slash") return "/";
  return event.key.toLowerCase();
}

// The keyboard map: elements say their own key by data-key ("n", "g d", "ctrl+k"); a key activates the nearest one.
export default class extends Controller {
  connect() {
    document.addEventListener("keydown", this.press);
  }

  disconnect() {
    document.removeEventListener("keydown", this.press);
    clearTimeout(this.timer);
  }

  get scope() {
    return document.querySelector("dialog[open]") ?? document;
  }

  press = (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const name = nameOf(event);
    if (event.ctrlKey || event.metaKey) {
      if (this.activate(`ctrl+${name}`, document)) event.preventDefault();
      return;
    }
    if (isTextField(event.target) || document.querySelector(":popover-open[role=menu]")) return;
    if (name === "enter" && this.openItem(event.target)) event.preventDefault();
    if (document.documentElement.dataset.keys === "off" || name.length !== 1) return;
    if (this.single(name)) event.preventDefault();
  };

  single(name) {
    clearTimeout(this.timer);
    const keys = this.prefix ? `${this.prefix} ${name}` : name;
    this.prefix = null;
    if (this.scope.querySelector(`[data-key^="${CSS.escape(keys)} "]`)) {
      this.prefix = keys;
      // A key that also begins a longer one acts when nothing follows.
      this.timer = setTimeout(() => { this.prefix = null; this.act(keys); }, wait);
      return true;
    }
    return this.act(keys);
  }

  act(keys) {
    if (this.activate(keys, this.scope)) return true;
    if (keys === "j" || keys === "k") return this.step(keys === "j" ? 1 : -1);
    if (keys === "x") return this.select();
    const dialog = keys === "?" ? "shortcuts" : keys === "/" ? "palette" : null;
    const element = dialog && document.getElementById(dialog);
    if (!element || this.scope !== document) return false;
    open(element);
    return true;
  }

  activate(keys, scope) {
    const own = document.activeElement?.closest("[data-nav-item]");
    const found = [...(own?.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`) ?? []), ...scope.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)]
      .find((element) => element.checkVisibility() || element.hasAttribute("data-opens"));
    if (!found) return false;
    if (isTextField(found)) {
      found.focus();
      found.select?.();
    } else {
      found.click();
    }
    return true;
  }

  step(by) {
    const items = [...this.scope.querySelectorAll("[data-nav-item]")].filter((item) => item.checkVisibility());
    if (items.length === 0) return false;
    const at = items.indexOf(document.activeElement?.closest("[data-nav-item]"));
    const next = items[Math.max(0, Math.min(items.length - 1, at < 0 ? 0 : at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  select() {
    const box = document.activeElement?.closest("[data-nav-item]")?.querySelector("input[type=checkbox]");
    box?.click();
    return Boolean(box);
  }

  openItem(target) {
    if (!(target instanceof Element) || !target.matches("[data-nav-item]")) return false;
    const link = target.querySelector("[data-open]");
    link?.click();
    return Boolean(link);
  }
}
