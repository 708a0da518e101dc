import { Controller } from "../lib/stimulus/stimulus.js";

// On a phone one column fills the screen: the tab of the one in view is the current one, and a tab brings its column into view.
export default class extends Controller {
  static targets = ["tab"];

  tabTargetConnected(tab) {
    this.watcher ??= new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => this.mark(target.id)), { threshold: 0.6 });
    const column = document.querySelector(tab.hash);
    if (column) this.watcher.observe(column);
  }

  disconnect() {
    this.watcher?.disconnect();
    this.watcher = null;
  }

  show(event) {
    const column = document.querySelector(event.currentTarget.hash);
    if (!column) return;
    event.preventDefault();
    column.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "nearest", inline: "start" });
  }

  mark(id) {
    for (const tab of this.tabTargets) {
      const isHere = tab.hash === `#${id}`;
      if (isHere) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
      if (isHere) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }
}
