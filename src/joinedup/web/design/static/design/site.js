// Every page works without this file. It starts the design system's own behaviour: menus, tabs, error focus.
import { initAll } from "../nhsuk/nhsuk-frontend.js";

initAll();

// Where a form says so, the number keys press its buttons.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  document.querySelector(`[data-number-keys] [data-key="${CSS.escape(event.key)}"]`)?.click();
});
