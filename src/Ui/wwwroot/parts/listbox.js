// The moving mark of a combobox: one option is active, named to the input by aria-activedescendant.
export class Listbox {
  constructor(input, list) {
    this.input = input;
    this.list = list;
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get active() {
    return this.list.querySelector("[role=option].is-active");
  }

  activate(option) {
    this.active?.classList.remove("is-active");
    if (!option) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    option.id ||= `${this.list.id || "option"}-${this.options.indexOf(option)}`;
    option.classList.add("is-active");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  move(by) {
    const { options } = this;
    if (options.length === 0) return;
    const at = options.indexOf(this.active);
    this.activate(options.at((at < 0 && by < 0 ? -1 : at + by) % options.length));
  }
}
