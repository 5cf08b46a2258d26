// Runs as soon as the page begins, so that nothing jumps: tells the style sheet that scripts run here.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
}
