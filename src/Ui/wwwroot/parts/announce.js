// Says a text through the one status region of the page.
export function announce(text) {
  const region = document.getElementById("status");
  if (!region) return;
  region.textContent = "";
  // A region that is emptied and filled in one task is not read again when the text is the same.
  setTimeout(() => { region.textContent = text; }, 50);
}
