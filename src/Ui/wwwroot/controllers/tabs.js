import { Controller } from "../lib/stimulus/stimulus.js";

// Tabs whose panels are all in the page: arrows move as they are seen.
export default class extends Controller {
  static targets = ["tab", "panel"];

  show({ currentTarget }) {
    for (const tab of this.tabTargets) {
      const isShown = tab === currentTarget;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
    for (const panel of this.panelTargets) panel.hidden = panel.id !== currentTarget.getAttribute("aria-controls");
  }

  key(event) {
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const at = this.tabTargets.indexOf(event.target);
    const to = { [forward]: at + 1, [back]: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = this.tabTargets.at(to % this.tabTargets.length);
    tab.focus();
    tab.click();
  }
}
