import { Controller } from "../lib/stimulus/stimulus.js";

const at = (file) => new URL(`../lib/swagger-ui/${file}`, import.meta.url).href;

// Describes the API by its own OpenAPI document, to be tried out with a key. The library is large and comes only here.
export default class extends Controller {
  static values = { description: String };

  async connect() {
    this.scheme = matchMedia("(prefers-color-scheme: dark)");
    this.scheme.addEventListener("change", this.paint);
    this.paint();
    if (!window.SwaggerUIBundle) await Promise.all([add("link", { rel: "stylesheet", href: at("swagger-ui.css") }), add("script", { src: at("swagger-ui-bundle.js") })]);
    if (!this.element.isConnected) return;
    window.SwaggerUIBundle({ domNode: this.element, url: this.descriptionValue, docExpansion: "none", filter: true, deepLinking: false, persistAuthorization: false, tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null, plugins: [spare] });
  }

  disconnect() {
    this.scheme.removeEventListener("change", this.paint);
    this.element.replaceChildren();
  }

  // The library is told by a class.
  paint = () => document.documentElement.classList.toggle("dark-mode", getComputedStyle(document.documentElement).colorScheme === "dark");
}

// The page has a heading of its own, and there is one server: this one.
const spare = () => ({ components: { InfoContainer: () => null, ServersContainer: () => null } });

function add(tag, attributes) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject })));
}
