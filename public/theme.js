// Before the first paint: the theme that was chosen last. `src/stores/preferences.ts` writes it.
try {
  var theme = JSON.parse(localStorage.getItem("leeway.preferences")).state.theme;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Nothing chosen, or storage is closed: the system's theme.
}
