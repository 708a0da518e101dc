import { Controller } from "../lib/stimulus/stimulus.js";

// A filter speaks of one record type: its suggestions follow the type that is chosen, and it is not to be filled in for several.
export default class extends Controller {
  static targets = ["type", "filter"];

  filterTargetConnected() {
    this.choose();
  }

  choose() {
    const chosen = this.typeTargets.filter((box) => box.checked);
    const only = chosen.length === 1 ? chosen[0].value : null;
    const input = this.filterTarget.querySelector("input");
    this.filterTarget.dataset.filterBoxUrlValue = this.filterTarget.dataset.filterBuilderUrlValue = `/filters/${only ?? "none"}`;
    this.filterTarget.querySelector("[data-filter-builder-target=button]").disabled = !only;
    input.readOnly = !only && input.value === "";
  }
}
