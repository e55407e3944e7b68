import "./toolbar.css";
import { scenarios, type ScenarioName } from "./scenarios.ts";

/** A small bar at the foot of the page, which says that this is a mock and changes its scenario. */
export function showToolbar(
  current: ScenarioName,
  onChoose: (scenario: ScenarioName) => void,
): void {
  const bar = document.createElement("aside");
  bar.className = "mock-toolbar";
  bar.dataset["noprint"] = "";
  bar.ariaLabel = "Mock data";
  const label = document.createElement("label");
  label.textContent = "Mock data ";
  const select = document.createElement("select");
  for (const [name, { title }] of Object.entries(scenarios)) {
    select.append(new Option(title, name, false, name === current));
  }
  select.addEventListener("change", () => onChoose(select.value as ScenarioName));
  label.append(select);
  bar.append(label);
  document.body.append(bar);
}
