import { Controller } from "../lib/stimulus/stimulus.js";

const side = 512;

// A chosen photo is shown at once and sent as a square of a sensible size: what a camera makes is a hundred times larger than a face on a page.
export default class extends Controller {
  static targets = ["face"];

  disconnect() {
    URL.revokeObjectURL(this.shown);
  }

  async take({ target }) {
    const [file] = target.files ?? [];
    if (!file || file === this.made) return;
    try {
      const picture = await createImageBitmap(file);
      const square = await this.square(picture);
      this.show(square ?? file);
      if (!square || (Math.min(picture.width, picture.height) <= side && square.size >= file.size)) return;
      this.made = new File([square], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: square.type });
      const kept = new DataTransfer();
      kept.items.add(this.made);
      target.files = kept.files;
    } catch {
      // No picture, or one that this browser cannot read: the server says what is wrong.
    }
  }

  square(picture) {
    const from = Math.min(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.min(side, from);
    const paper = canvas.getContext("2d");
    paper.fillStyle = "white";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, (picture.width - from) / 2, (picture.height - from) / 2, from, from, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.88); });
  }

  show(blob) {
    URL.revokeObjectURL(this.shown);
    this.shown = URL.createObjectURL(blob);
    const image = document.createElement("img");
    image.alt = "";
    image.src = this.shown;
    this.faceTarget.replaceChildren(image);
  }
}
