import { Controller } from "../lib/stimulus/stimulus.js";
import { leave } from "../parts/dialogs.js";

// A dialog element: Esc or a click beside it closes it, a drawer asks before it drops what was typed, a closed one forgets its content.
export default class extends Controller {
  connect() {
    this.element.addEventListener("pointerdown", this.beside);
    this.element.addEventListener("cancel", this.cancel);
    this.element.addEventListener("close", this.closed);
  }

  disconnect() {
    this.element.removeEventListener("pointerdown", this.beside);
    this.element.removeEventListener("cancel", this.cancel);
    this.element.removeEventListener("close", this.closed);
  }

  beside = (event) => {
    if (event.target !== this.element || this.element.id === "confirm") return;
    const { left, right, top, bottom } = this.element.getBoundingClientRect();
    if (event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom) leave(this.element);
  };

  cancel = (event) => {
    if (event.target !== this.element || this.element.id === "confirm") return;
    event.preventDefault();
    leave(this.element);
  };

  closed = () => {
    const frame = this.element.querySelector(":scope > turbo-frame");
    if (!frame) return;
    frame.removeAttribute("src");
    frame.removeAttribute("complete");
    frame.replaceChildren();
  };
}
