// Builds wwwroot/icons.svg from the names in icons.txt, and pencil.svg, which the style sheet takes as a mask.
// To add an icon: write its name (lucide.dev/icons) into icons.txt, then
//   npm pack lucide-static && tar xzf lucide-static-*.tgz && node src/Ui/build-icons.mjs package
import { readFileSync, writeFileSync } from "node:fs";

const lucide = process.argv[2];
if (!lucide) {
  console.error("usage: node build-icons.mjs PATH_TO_LUCIDE_STATIC");
  process.exit(1);
}

const here = new URL(".", import.meta.url);
const names = [...new Set(readFileSync(new URL("icons.txt", here), "utf8").split("\n").filter(Boolean))].sort();
const shapesOf = (name) => readFileSync(`${lucide}/icons/${name}.svg`, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
const symbols = names.map((name) => `<symbol id="i-${name}" viewBox="0 0 24 24">${shapesOf(name)}</symbol>`);

writeFileSync(
  new URL("wwwroot/icons.svg", here),
  `<!-- Lucide icons, ISC licence: lib/lucide/LICENSE -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
);
writeFileSync(
  new URL("wwwroot/pencil.svg", here),
  `<!-- Lucide icon, ISC licence: lib/lucide/LICENSE -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapesOf("pencil")}</svg>\n`,
);
console.log(`${names.length} icons`);
