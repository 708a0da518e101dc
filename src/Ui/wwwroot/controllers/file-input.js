import { Controller } from "../lib/stimulus/stimulus.js";

// A file goes up as soon as it is chosen; the form sends its id.
export default class extends Controller {
  static targets = ["value", "name", "file"];
  static values = { url: String, failed: String };

  async take() {
    const [file] = this.fileTarget.files;
    if (!file) return;
    const body = new FormData();
    const token = this.element.closest("form")?.querySelector("input[name^='__']");
    if (token) body.append(token.name, token.value);
    body.append("file", file);
    this.nameTarget.textContent = file.name;
    this.element.setAttribute("aria-busy", "true");
    const answer = await fetch(this.urlValue, { method: "POST", credentials: "same-origin", body }).catch(() => null);
    this.element.removeAttribute("aria-busy");
    this.fileTarget.value = "";
    if (!answer?.ok) {
      this.nameTarget.textContent = this.failedValue;
      return;
    }

    const { data } = await answer.json();
    this.set(data[0].id, data[0].name);
  }

  clear({ currentTarget }) {
    this.set("", currentTarget.dataset.none);
  }

  set(id, name) {
    this.valueTarget.value = id;
    this.nameTarget.textContent = name;
    this.valueTarget.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
