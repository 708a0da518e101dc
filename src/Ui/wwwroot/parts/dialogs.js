import { isDirty } from "./editing.js";

// Opening and closing of dialog elements. One at a time: a second dialog takes the place of the first; only a question may stand over a drawer.
export function open(dialog) {
  for (const other of document.querySelectorAll("dialog[open]")) {
    if (other !== dialog && !(other.id === "drawer-box" && dialog.id !== "drawer-box")) close(other);
  }
  if (dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("overlay:open"));
}

export function close(dialog) {
  if (dialog.open) dialog.close();
}

// Closes at a person's wish: what was typed in a drawer and not saved is asked about first.
export async function leave(dialog) {
  const { unsavedTitle: title, unsavedYes: yes, unsavedNo: no } = dialog.dataset;
  const isUnsaved = title && [...dialog.querySelectorAll("form[method=post] :is(input, textarea, select)")].some((field) => field.name && isDirty(field));
  if (!isUnsaved || await ask({ title, yes, no, danger: true })) close(dialog);
}

// Asks in the page's own dialog; resolves to true for yes.
export function ask({ title, text = "", yes, no, danger = false }) {
  const dialog = document.getElementById("confirm");
  const [refuse, agree] = dialog.querySelectorAll("footer button");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("p").textContent = text;
  refuse.dataset.text ??= refuse.textContent;
  agree.dataset.text ??= agree.textContent;
  refuse.textContent = no ?? refuse.dataset.text;
  agree.textContent = yes ?? agree.dataset.text;
  agree.className = `btn ${danger ? "btn--danger" : "btn--primary"}`;
  dialog.returnValue = "";
  open(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
