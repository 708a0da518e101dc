import { Controller } from "../lib/stimulus/stimulus.js";

// Set-up: the country suggests currency and time zone, as long as nobody chose them by hand.
export default class extends Controller {
  static targets = ["country", "currency", "timeZone"];
  static values = { values: Object };

  connect() {
    for (const field of this.fields) field.addEventListener("change", () => { field.dataset.chosen = "true"; });
    this.fill();
  }

  fill() {
    const usual = this.valuesValue[this.countryTarget.value] ?? { currency: "", timeZone: "" };
    if (!this.currencyTarget.dataset.chosen) this.currencyTarget.value = usual.currency;
    if (!this.timeZoneTarget.dataset.chosen) this.timeZoneTarget.value = usual.timeZone;
  }

  get fields() {
    return [this.currencyTarget, this.timeZoneTarget];
  }
}
