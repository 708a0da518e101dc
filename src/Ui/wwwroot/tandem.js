// Entry: starts Turbo and Stimulus and registers the controllers of this library.
// Other modules add theirs: import { application } from this file, then application.register("name", Controller).
import "./parts/turbo.js";
import "./parts/offline.js";
import "./parts/tips.js";
import { Application } from "./lib/stimulus/stimulus.js";
import { controllers } from "./controllers/index.js";

export const application = Application.start();

for (const [name, controller] of Object.entries(controllers)) application.register(name, controller);
