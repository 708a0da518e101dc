import { Controller } from "../lib/stimulus/stimulus.js";
import { close, leave, open } from "../parts/dialogs.js";

// Buttons and links that open or close a dialog anywhere on the page.
export default class extends Controller {
  click(event) {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog && !(event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      open(dialog);
      return;
    }
    const closer = event.target.closest("[data-closes]");
    const box = closer?.closest("dialog[open]");
    if (!box) return;
    event.preventDefault();
    leave(box);
  }

  // A form in a drawer that is answered with a stream has done its work.
  submitted({ target, detail }) {
    const box = target.closest("dialog.box[open]");
    if (box && detail.success && detail.fetchResponse?.contentType?.includes("turbo-stream")) close(box);
  }
}
