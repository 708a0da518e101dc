// Builds wwwroot/icons.svg from the names in icons.txt.
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
const symbols = names.map((name) => {
  const shapes = readFileSync(`${lucide}/icons/${name}.svg`, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
});

writeFileSync(
  new URL("wwwroot/icons.svg", here),
  `<!-- Lucide icons, ISC licence: lib/lucide/LICENSE -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
);
console.log(`${names.length} icons`);
