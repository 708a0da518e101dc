// Numbers in the language of the page, and texts with %names in them.
const language = () => document.documentElement.lang;

export const number = (value, options) => new Intl.NumberFormat(language(), options).format(value);

// A number as people type it here, in digits of any script; null when it is none.
export function parsed(text) {
  const point = new Intl.NumberFormat(language()).formatToParts(0.5).find((part) => part.type === "decimal").value;
  const plain = text.normalize("NFKC").replace(/\p{Nd}/gu, digit).replaceAll(point, "\u0000").replace(/[\s.,'٬٫]/gu, "").replace("\u0000", ".").replace("\u2212", "-");
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}

// Decimal digits stand in tens: the zero of a script is at a place that is found by counting down.
function digit(sign) {
  const code = sign.codePointAt(0);
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

export const fill = (text, values) => text.replace(/%(\w+)/g, (whole, name) => values[name] ?? whole);
