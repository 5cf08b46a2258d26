// Every page works without this file. It starts the design system's own behaviour: menus, tabs, error focus.
import { initAll } from "../nhsuk/nhsuk-frontend.js";

initAll();
