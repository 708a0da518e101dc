export const CELL = "turbo-frame.cell";

const ACTIONS = "click->inline-cell#open keydown->inline-cell#key submit->inline-cell#submit focusout->inline-cell#left";

// The server sends a cell without its controller, for a list has hundreds; it gets it before anything can be done with it.
export function wake(cell) {
  if (cell.dataset.controller) return;
  cell.dataset.action = ACTIONS;
  cell.dataset.controller = "inline-cell";
}

for (const type of ["pointerdown", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    const cell = target.closest?.(CELL);
    if (cell) wake(cell);
  }, { capture: true });
}
