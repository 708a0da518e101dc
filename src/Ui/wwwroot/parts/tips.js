// Tooltips of icon-only controls: <… data-tip="Plan activity" data-tip-key="A">. Shown on hover and on keyboard focus.
import { place } from "./place.js";

const tip = document.createElement("div");
tip.className = "tip";
tip.popover = "manual";
tip.setAttribute("aria-hidden", "true");
let timer;

function show(anchor) {
  hide();
  if (!anchor) return;
  timer = setTimeout(() => {
    if (!anchor.isConnected) return;
    tip.textContent = anchor.dataset.tip;
    if (anchor.dataset.tipKey) {
      const key = document.createElement("kbd");
      key.textContent = anchor.dataset.tipKey;
      tip.append(key);
    }
    (anchor.closest("dialog[open]") ?? document.body).append(tip);
    tip.showPopover();
    place(tip, anchor);
  }, 400);
}

function hide() {
  clearTimeout(timer);
  if (tip.isConnected) tip.remove();
}

const anchorOf = (event) => (event.target instanceof Element ? event.target.closest("[data-tip]") : null);

addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") show(anchorOf(event)); });
addEventListener("focusin", (event) => { if (event.target.matches?.(":focus-visible")) show(anchorOf(event)); });
for (const name of ["pointerdown", "keydown", "focusout", "scroll", "turbo:before-render"]) addEventListener(name, hide, true);
