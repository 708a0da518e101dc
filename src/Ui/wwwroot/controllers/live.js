import { Controller } from "../lib/stimulus/stimulus.js";
import * as Turbo from "../lib/turbo/turbo.js";
import { isEditing } from "../parts/editing.js";
import { join, want } from "../parts/hub.js";
import { isSending, refresh } from "../parts/turbo.js";

const pause = 1000;
let joined = false;

// Refreshes the page by morphing when a topic that it shows has changed: at most once a second, and not while something is being edited or dragged.
export default class extends Controller {
  static values = { url: String };

  connect() {
    if (!this.urlValue) return;
    document.addEventListener("turbo:load", this.subscribe);
    document.addEventListener("turbo:morph", this.subscribe);
    document.addEventListener("turbo:frame-load", this.subscribe);
    document.addEventListener("turbo:submit-end", this.submitted);
    addEventListener("tandem:topic", this.changed);
    if (!joined) join(this.urlValue, (topic) => dispatchEvent(new CustomEvent("tandem:topic", { detail: topic })));
    joined = true;
    this.subscribe();
  }

  disconnect() {
    document.removeEventListener("turbo:load", this.subscribe);
    document.removeEventListener("turbo:morph", this.subscribe);
    document.removeEventListener("turbo:frame-load", this.subscribe);
    document.removeEventListener("turbo:submit-end", this.submitted);
    removeEventListener("tandem:topic", this.changed);
    clearTimeout(this.timer);
  }

  get topics() {
    return [...document.querySelectorAll("[data-live-topics]")].flatMap((element) => element.dataset.liveTopics.split(",")).filter(Boolean);
  }

  subscribe = () => want(this.topics);

  changed = ({ detail }) => {
    if (this.topics.includes(detail)) this.refreshSoon();
  };

  // What this page sent itself may have been saved before its stream was open.
  submitted = ({ detail }) => {
    if (detail.success && detail.fetchResponse?.contentType?.includes("turbo-stream") && this.topics.length > 0) this.refreshSoon();
  };

  refreshSoon() {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      // Turbo drops a refresh while another visit is under way, and a form that is on its way for a refresh.
      if (isEditing() || document.hidden || isSending() || Turbo.session.navigator.currentVisit) this.refreshSoon();
      else refresh();
    }, pause);
  }
}
