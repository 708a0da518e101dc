import { Controller } from "../lib/stimulus/stimulus.js";

const at = (file) => new URL(`../lib/swagger-ui/${file}`, import.meta.url).href;

// Describes the API by its own OpenAPI document, to be tried out with a key. The library is large and comes only here.
export default class extends Controller {
  static values = { description: String };

  async connect() {
    document.documentElement.classList.toggle("dark-mode", getComputedStyle(document.documentElement).colorScheme === "dark");
    if (!window.SwaggerUIBundle) await Promise.all([add("link", { rel: "stylesheet", href: at("swagger-ui.css") }), add("script", { src: at("swagger-ui-bundle.js") })]);
    if (!this.element.isConnected) return;
    window.SwaggerUIBundle({ domNode: this.element, url: this.descriptionValue, docExpansion: "none", filter: true, deepLinking: false, persistAuthorization: false, tryItOutEnabled: true, displayRequestDuration: true, validatorUrl: null });
  }

  disconnect() {
    this.element.replaceChildren();
  }
}

function add(tag, attributes) {
  return new Promise((resolve, reject) => document.head.append(Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject })));
}
