// Every page works without this file. It starts the design system's own behaviour: menus, tabs, error focus.
import { initAll } from "../nhsuk/nhsuk-frontend.js";

initAll();

// Where a form says so, the number keys press its buttons.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  document.querySelector(`[data-number-keys] [data-key="${CSS.escape(event.key)}"]`)?.click();
});

// Where a form says so, what is typed is sent as a draft now and then, so that a lost connection loses none of it.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector("[data-draft-state]");
  let waiting = null;
  let unsaved = false;
  let wanted = false; // pressed "keep" while there was no connection
  const wait = (time) => {
    clearTimeout(waiting);
    waiting = setTimeout(send, time);
  };
  const send = async () => {
    clearTimeout(waiting);
    waiting = null;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      unsaved = waiting !== null;
      state.textContent = "Your draft is safe. It is not in the plan until you keep it.";
    } catch {
      state.textContent = "Your draft could not be sent. Leave this page open: it is tried again by itself.";
      if (waiting === null) wait(5000);
    }
  };
  form.addEventListener("input", () => {
    unsaved = true;
    wanted = false;
    wait(1500);
  });
  form.addEventListener("submit", (event) => {
    wanted = !navigator.onLine;
    if (wanted) {
      event.preventDefault();
      state.textContent = "There is no connection. Leave this page open: your words are kept as soon as it is back.";
    } else {
      unsaved = false;
      clearTimeout(waiting);
      waiting = null;
    }
  });
  addEventListener("online", () => (wanted ? form.requestSubmit() : unsaved && send()));
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
}
