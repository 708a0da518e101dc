// Puts a floating element beside its anchor, inside the window, on the side that the script starts from.
const gap = 4;
const edge = 8;

export function place(floating, anchor, { up = false, match = false } = {}) {
  const style = floating.style;
  style.position = "fixed";
  style.inset = "auto";
  style.margin = "0";
  style.maxBlockSize = "";
  const from = anchor.getBoundingClientRect();
  if (match) style.minInlineSize = `${from.width}px`;
  const own = floating.getBoundingClientRect();
  const above = from.top - gap - edge;
  const below = innerHeight - from.bottom - gap - edge;
  const goesUp = up ? above >= own.height || above > below : below < own.height && above > below;
  const height = Math.min(own.height, goesUp ? above : below);
  const start = getComputedStyle(anchor).direction === "rtl" ? from.right - own.width : from.left;
  style.left = `${Math.max(edge, Math.min(start, innerWidth - own.width - edge))}px`;
  style.top = `${goesUp ? from.top - gap - height : from.bottom + gap}px`;
  if (own.height > height) style.maxBlockSize = `${height}px`;
}
