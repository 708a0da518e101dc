// Turbo with the habits of this product: questions in our own dialog, drawers and dialogs as frames, refreshes that leave open work alone.
import * as Turbo from "../lib/turbo/turbo.js";
import { ask, close, open } from "./dialogs.js";
import { isDirty } from "./editing.js";

Turbo.config.forms.confirm = (title, form, submitter) => {
  const from = submitter?.dataset.confirmYes ? submitter : form;
  const { confirmText: text, confirmYes: yes, confirmNo: no, confirmDanger: danger } = from.dataset;
  return ask({ title, text, yes, no, danger: danger === "true" });
};

// <turbo-stream action="open" target="drawer|dialog" url="…">
Turbo.StreamActions.open = function () {
  const frame = document.querySelector(`.box turbo-frame#${this.target}`);
  if (frame) frame.src = this.getAttribute("url");
};

const boxOf = (frame) => frame.closest("dialog.box");

addEventListener("turbo:frame-load", ({ target }) => {
  const box = boxOf(target);
  if (box && target.childElementCount > 0) open(box);
});

// A form in a drawer redirects to a page: leave the drawer and go there, also when the drawer was opened as a page of its own.
addEventListener("turbo:frame-missing", (event) => {
  const box = boxOf(event.target);
  if (!box && !["drawer", "dialog"].includes(event.target.id)) return;
  event.preventDefault();
  if (box) close(box);
  const here = event.detail.response.url === location.href;
  Turbo.visit(event.detail.response.url, { action: here ? "replace" : "advance" });
});

// Another page, or this one again: a refresh keeps what floats over it.
let isRefresh = false;
addEventListener("turbo:visit", ({ detail }) => {
  isRefresh = detail.action === "replace" && new URL(detail.url).pathname === location.pathname;
});

addEventListener("turbo:before-cache", () => {
  if (isRefresh) return;
  for (const dialog of document.querySelectorAll("dialog[open]")) close(dialog);
  for (const toast of document.querySelectorAll(".toast-zone > *")) toast.remove();
});

// Coming back to a page does not bring back what was said on it.
addEventListener("turbo:before-render", ({ detail }) => {
  if (Turbo.session.navigator.currentVisit?.action !== "restore") return;
  for (const toast of detail.newBody.querySelectorAll(".toast-zone > *:not([data-turbo-permanent])")) toast.remove();
});

// A visit calls back the form that is on its way, and a refresh is a visit: it waits for the answer.
let sending = 0;
addEventListener("turbo:submit-start", () => { sending += 1; });
addEventListener("turbo:submit-end", () => { sending -= 1; });
export const isSending = () => sending > 0;

const refreshNow = Turbo.session.debouncedRefresh.bind(Turbo.session);
Turbo.session.debouncedRefresh = (...what) => {
  if (isSending()) addEventListener("turbo:submit-end", () => Turbo.session.refresh(...what), { once: true });
  else refreshNow(...what);
};
Turbo.session.pageRefreshDebouncePeriod = Turbo.session.pageRefreshDebouncePeriod; // takes the new one up

// A live refresh names itself, so that the server keeps the toast of a form that redirects at the same moment for the page it leads to.
let isLive = false;
export function refresh() {
  isLive = true;
  refreshNow(document.baseURI);
  isLive &&= Boolean(Turbo.session.navigator.currentVisit);
}

addEventListener("turbo:before-fetch-request", ({ target, detail }) => {
  if (!isLive || target !== document.documentElement) return;
  isLive = false;
  detail.fetchOptions.headers["X-Refresh"] = "live";
});

// A refresh of the page must not take away what a person has open or has typed.
addEventListener("turbo:before-morph-element", (event) => {
  const { target, detail } = event;
  if (target.matches(".toast") && detail.newElement?.matches(".toast")) {
    // What was just done takes the place of what was done before; as a new element, so that it is announced and has its time.
    const next = document.importNode(detail.newElement, true);
    queueMicrotask(() => target.replaceWith(next));
  }
  const kept = target.matches("[data-editing], dialog[open], .toast, [data-live-exempt]")
    || (!detail.newElement && target.matches("[data-js]"))
    || (target.matches("input, textarea, select") && isDirty(target));
  if (kept) event.preventDefault();
});

addEventListener("turbo:before-morph-attribute", (event) => {
  const { target, detail } = event;
  const isOwn = detail.attributeName.startsWith("data-js") || detail.attributeName === "aria-expanded"
    || (detail.attributeName === "open" && target.matches("dialog, details"))
    || (detail.attributeName === "hidden" && target.matches("[data-table-target=bulk], [role=tabpanel]"))
    || (target.matches("[role=tab]") && ["aria-selected", "tabindex"].includes(detail.attributeName));
  if (isOwn) event.preventDefault();
});

// A button that puts its row elsewhere keeps the focus there, so that it can be pressed again.
let pressed = null;

addEventListener("turbo:submit-start", ({ detail }) => { pressed = detail.formSubmission.submitter?.id || null; });

addEventListener("turbo:render", () => {
  const element = pressed && document.getElementById(pressed);
  pressed = null;
  if (!element || (document.activeElement && document.activeElement !== document.body)) return;
  if (!element.disabled) element.focus({ preventScroll: true });
  else element.closest("li, tr")?.querySelector("button[id]:not(:disabled)")?.focus({ preventScroll: true });
});
