import { fill } from "./number.js";

// Without case and accents: «nguyen» finds «Nguyễn».
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLocaleLowerCase();

// A row of a listbox for an option of a select.
export function rowOf(option) {
  const row = document.createElement("div");
  row.className = "menu__item";
  row.setAttribute("role", "option");
  Object.assign(row.dataset, { value: option.value, text: option.text });
  const name = document.createElement("bdi");
  name.textContent = option.text;
  row.append(name);
  if (option.dataset.detail) {
    const detail = document.createElement("span");
    detail.className = "muted";
    detail.textContent = option.dataset.detail;
    row.append(detail);
  }
  return row;
}

// A chosen option that can be taken off.
export function chipOf(option, removeText, onRemove) {
  const chip = document.createElement("span");
  chip.className = "badge";
  const name = document.createElement("bdi");
  name.textContent = option.text;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.tabIndex = -1;
  remove.textContent = "×";
  remove.setAttribute("aria-label", fill(removeText, { text: option.text }));
  remove.addEventListener("click", onRemove);
  chip.append(name, remove);
  return chip;
}
