import { Controller } from "../lib/stimulus/stimulus.js";
import { place } from "../parts/place.js";

const RELATION = "count:";

// The filter of the box, box by box. The server draws it from its parts and says what each does; the text in the box follows.
export default class extends Controller {
  static targets = ["panel", "button", "body"];
  static values = { url: String, token: String, submits: Boolean };

  connect() {
    this.input = this.element.querySelector("input[role=combobox]");
    this.input.addEventListener("change", this.rewritten);
    document.addEventListener("pointerdown", this.outside);
  }

  disconnect() {
    this.input.removeEventListener("change", this.rewritten);
    document.removeEventListener("pointerdown", this.outside);
    this.request?.abort();
    clearTimeout(this.timer);
  }

  get isOpen() {
    return this.panelTarget.matches(":popover-open");
  }

  async toggle() {
    if (this.isOpen) this.close();
    else await this.open();
  }

  async open() {
    this.element.dataset.editing = "";
    this.buttonTarget.setAttribute("aria-expanded", "true");
    await this.show();
    this.panelTarget.showPopover();
    this.placed();
    this.panelTarget.querySelector("[data-in=path], button[data-action*=add]")?.focus();
  }

  close({ focus = true } = {}) {
    if (!this.isOpen) return;
    this.panelTarget.hidePopover();
    this.panelTarget.replaceChildren();
    this.buttonTarget.setAttribute("aria-expanded", "false");
    delete this.element.dataset.editing;
    if (focus) this.buttonTarget.focus();
  }

  placed() {
    place(this.panelTarget, this.element);
  }

  // What the box says; an empty one begins with a condition.
  show() {
    const text = this.input.value.trim();
    return this.ask(text === "" ? { root: { kind: "All", parts: [{ kind: "Field" }] } } : { text }, { redraws: true });
  }

  rewritten = () => {
    if (this.isOpen) this.show();
  };

  outside = ({ target }) => {
    if (!this.element.contains(target)) this.close({ focus: false });
  };

  changed(event) {
    event.stopPropagation();
    const { target } = event;
    const part = target.closest("[data-part]");
    if (!target.dataset.in || !part) return;
    let root = null;
    if (target.dataset.in === "path") {
      const steps = own(part, "[data-in=path]");
      for (const later of steps.slice(steps.indexOf(target) + 1)) later.value = "";
      root = this.parts;
      Object.assign(at(root, part.dataset.at), { values: [], parts: [] });
    }
    this.ask({ root: root ?? this.parts }, { redraws: ["path", "operator"].includes(target.dataset.in) || "redraws" in target.dataset, focus: target.id });
  }

  // Values that records have are offered while one types.
  typed(event) {
    event.stopPropagation();
    const { target } = event;
    if (!target.dataset.subject) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const type = target.closest("[data-type]").dataset.type;
      const response = await fetch(`/filters/${type}/values?${new URLSearchParams({ subject: target.dataset.subject, q: target.value })}`, { credentials: "same-origin" }).catch(() => null);
      if (response?.ok && target.isConnected) target.list.innerHTML = await response.text();
    }, 120);
  }

  key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.matches("input"))) {
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
      this.apply();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  add({ currentTarget: { dataset } }) {
    this.grow(dataset.at, { kind: "Field" });
  }

  addGroup({ currentTarget: { dataset } }) {
    this.grow(dataset.at, { kind: "Any", parts: [{ kind: "Field" }] });
  }

  grow(place, part) {
    const root = this.parts;
    const group = at(root, place);
    group.parts.push(part);
    const added = [...(place ? [place] : []), group.parts.length - 1, ...(part.parts ? [0] : [])].join("-");
    this.ask({ root }, { redraws: true, focus: `fb-${added}-path-0` });
  }

  remove({ currentTarget: { dataset } }) {
    const root = this.parts;
    const way = dataset.at.split("-");
    const last = Number(way.pop());
    at(root, way.join("-")).parts.splice(last, 1);
    this.ask({ root }, { redraws: true, focus: `fb-${way.join("-")}-add` });
  }

  not({ currentTarget }) {
    const pressed = currentTarget.getAttribute("aria-pressed") !== "true";
    currentTarget.setAttribute("aria-pressed", String(pressed));
    currentTarget.classList.toggle("tok--not", pressed);
    currentTarget.classList.toggle("tok--add", !pressed);
    this.ask({ root: this.parts });
  }

  clear() {
    this.ask({ root: { kind: "All", parts: [] } }, { redraws: true, focus: "fb--add" });
  }

  async apply() {
    await this.answer;
    this.close();
    if (this.submitsValue) this.input.form.requestSubmit();
  }

  // Other boxes have a builder too.
  found(id) {
    return this.panelTarget.querySelector(`#${CSS.escape(id)}`);
  }

  get parts() {
    return read(this.panelTarget.querySelector("[data-part=group]"));
  }

  ask(what, how = {}) {
    this.request?.abort();
    this.request = new AbortController();
    this.answer = this.draw(what, how, this.request.signal).catch((error) => {
      if (error.name !== "AbortError") throw error;
    });
    return this.answer;
  }

  async draw(what, { redraws = false, focus = null }, signal) {
    const left = document.activeElement;
    const response = await fetch(`${this.urlValue}/build`, {
      method: "POST", credentials: "same-origin", signal, body: JSON.stringify(what), headers: { "Content-Type": "application/json", "X-Form-Token": this.tokenValue },
    });
    if (!response.ok) return;
    const shape = document.createElement("template");
    shape.innerHTML = await response.text();
    const { text } = shape.content.querySelector("[data-text]").dataset;
    if (redraws) {
      const { activeElement } = document;
      const goneOn = activeElement !== left && this.panelTarget.contains(activeElement) ? activeElement : null;
      this.panelTarget.replaceChildren(shape.content);
      if (this.isOpen) this.placed();
      const element = (goneOn?.id && this.found(goneOn.id)) || (focus && this.found(focus));
      (element?.closest(".combo")?.querySelector("input") ?? element)?.focus();
      if (goneOn?.matches("input[data-in=text]") && element?.id === goneOn.id) retype(element, goneOn);
    } else {
      for (const said of shape.content.querySelectorAll("[id$=-count], [id$=-problem]")) {
        const shown = this.found(said.id);
        if (shown) [shown.textContent, shown.hidden] = [said.textContent, said.hidden];
      }
    }
    if (what.root) this.input.value = text;
  }
}

// What was typed on while the server drew is in the new box, too.
function retype(box, { value, selectionStart, selectionEnd }) {
  if (box.value === value) return;
  box.value = value;
  box.setSelectionRange(selectionStart, selectionEnd);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

const own = (part, selector) => [...part.querySelectorAll(selector)].filter((element) => element.closest("[data-part]") === part);

const inside = (part) => [...part.querySelectorAll("[data-part]")].filter((element) => element.parentElement.closest("[data-part]") === part);

const at = (root, place) => (place ? place.split("-") : []).reduce((part, number) => part.parts[Number(number)], root);

function read(part) {
  if (part.dataset.part === "group") {
    const join = own(part, "[data-in=join]")[0].value;
    return { kind: join.endsWith("all") ? "All" : "Any", not: join.startsWith("not-"), parts: inside(part).map(read) };
  }
  const path = own(part, "[data-in=path]").map((step) => step.value).filter((step) => step !== "");
  const counts = path[0]?.startsWith(RELATION);
  return {
    kind: counts ? "Count" : "Field",
    not: own(part, "[data-in=not]")[0].getAttribute("aria-pressed") === "true",
    subject: counts ? path[0].slice(RELATION.length) : path.join("."),
    operator: own(part, "[data-in=operator]")[0]?.value,
    values: own(part, "[data-value]").map(valueOf),
    parts: counts ? inside(part).map(read) : [],
  };
}

function valueOf(box) {
  const value = { box: box.dataset.value };
  for (const input of box.querySelectorAll("[data-in]")) {
    value[input.dataset.in] = input.dataset.in === "several" ? [...input.selectedOptions].map((option) => option.value) : input.value;
  }
  return value;
}
