import { setupWorker } from "msw/browser";
import { openScenario } from "./handlers.ts";
import { isScenarioName, type ScenarioName } from "./scenarios.ts";
import { showToolbar } from "./toolbar.ts";

const PARAMETER = "scenario";
const STEP_MS = 2500;
const SWEEP_MS = 5000;
const WATCH_MS = 1000;

/** Puts a mocked world behind the page: `?scenario=busy`, remembered for the tab. */
export async function startMocks(): Promise<{ scenario: ScenarioName }> {
  const scenario = chosenScenario();
  const { world, handlers } = await openScenario(scenario, { stepMs: STEP_MS });
  await setupWorker(...handlers).start({
    quiet: true,
    onUnhandledRequest: "bypass",
    serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
  });
  setInterval(() => void world.admission.lifecycle.sweep().catch(() => {}), SWEEP_MS);
  setInterval(() => {
    void world.admission.watch();
    void world.admission.scheduler.tick();
    void world.admission.parking.tick();
  }, WATCH_MS);
  setInterval(() => world.accounts.poller.sweep(), WATCH_MS);
  showToolbar(scenario, (chosen) => {
    const url = new URL(location.href);
    url.searchParams.set(PARAMETER, chosen);
    location.assign(url);
  });
  return { scenario };
}

function chosenScenario(): ScenarioName {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  const remembered = sessionStorage.getItem(PARAMETER);
  const name = [asked, remembered].find(isScenarioName) ?? "fresh";
  sessionStorage.setItem(PARAMETER, name);
  return name;
}
