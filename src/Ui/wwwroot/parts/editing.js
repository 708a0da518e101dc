// Whether something is under way that a refresh of the page would disturb.
export const isTextField = (element) =>
  element instanceof HTMLElement
  && (element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file], [type=range])"));

// What was typed or ticked and not yet sent.
export function isDirty(field) {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].some((option) => option.defaultSelected);
    return [...field.options].some((option, i) => option.selected !== (chosen || field.multiple ? option.defaultSelected : i === 0));
  }
  if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

export const isEditing = () =>
  document.querySelector("[data-editing], .is-dragging, dialog[open]") !== null || (isTextField(document.activeElement) && isDirty(document.activeElement));
