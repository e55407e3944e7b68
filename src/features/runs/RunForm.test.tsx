import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { RunForm } from "./RunForm.tsx";

const PROJECT = "acme/web";
const onProject = vi.fn<(id: string) => void>();
beforeEach(() => {
  onProject.mockReset();
});

/** The form in a world with room for `max` runs per five minutes, of which `used` are used, and slots. */
async function open(
  used = 0,
  max = 2,
  projectId = PROJECT,
  slots = 20,
  parking = defaultPolicy.parking,
): Promise<Page> {
  const runs = { max, window_seconds: 300, lease_seconds: 90 };
  const projects = { "*": { max_concurrency: slots } };
  const page = await openPage({ policy: { ...defaultPolicy, runs, projects, parking } });
  for (const [id, name] of [
    [PROJECT, "Acme web"],
    ["docs", "Docs"],
  ] as const) {
    await page.world.records.addProject({ id, name, sample: false, created_at: at(0) });
  }
  for (let n = 0; n < used; n++) await startRun(page.world);
  page.render(
    <>
      <RunForm projectId={projectId} onProject={onProject} />
      <ToastArea />
    </>,
  );
  await screen.findByRole("option", { name: "Acme web" });
  await waitFor(() => expect(page.times("POST /decision")).toBe(1));
  return page;
}

const message = () => screen.getByRole("textbox", { name: "Message" });
const button = () => screen.getByRole("button", { name: "Start run" });
const write = (page: Page, text = "Fix the flaky test") => page.user.type(message(), text);
const start = (page: Page) => page.user.click(button());
const messages = async ({ world }: Page) => {
  const runs = await world.records.listRuns({ limit: 50 });
  return runs.map((run) => run.message);
};
const isBlocked = () => waitFor(() => expect(button()).toHaveAttribute("aria-disabled", "true"));
const started = () => screen.findByText("Run started");

describe("starting a run", () => {
  it("starts it in the project, says so, and makes room for the next message", async () => {
    const page = await open();
    await write(page, "  Fix the flaky test ");
    await start(page);
    expect(await started()).toBeVisible();
    expect(message()).toHaveValue("");
    expect(await messages(page)).toEqual(["Fix the flaky test"]);
  });

  it.each(["Control", "Meta"])("starts it by %s and Enter from the message", async (key) => {
    const page = await open();
    await write(page);
    await page.user.keyboard(`{${key}>}{Enter}{/${key}}`);
    expect(await started()).toBeVisible();
    expect(await messages(page)).toEqual(["Fix the flaky test"]);
  });

  it("takes Enter alone for a new line", async () => {
    const page = await open();
    await write(page, "one{Enter}two");
    expect(message()).toHaveValue("one\ntwo");
    expect(page.asked).not.toContain("POST /runs");
  });

  it("names a message that is missing, until one is written", async () => {
    const page = await open();
    await write(page, "   ");
    await start(page);
    expect(message()).toBeInvalid();
    expect(message()).toHaveAccessibleDescription(/^Say what the agent shall do\./);
    expect(page.asked).not.toContain("POST /runs");
    await write(page, "x");
    expect(message()).toBeValid();
  });

  it("starts one run, however often it is pressed meanwhile", async () => {
    const page = await open();
    await write(page);
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    page.way = async (request, send) => {
      if (request.url.endsWith("/runs")) await held;
      return send(request);
    };
    await start(page);
    await page.user.click(screen.getByRole("button", { name: "Starting…" }));
    answer();
    await started();
    expect(page.times("POST /runs")).toBe(1);
  });

  it("leaves the choice of the project to the page", async () => {
    const page = await open();
    const select = screen.getByRole("combobox", { name: "Project" });
    expect(select).toHaveDisplayValue("Acme web");
    await page.user.selectOptions(select, "Docs");
    expect(onProject.mock.calls).toEqual([["docs"]]);
  });

  it("says that the sample agent does no work", async () => {
    await open();
    expect(await screen.findByText(/sample agent, which does no work/)).toBeVisible();
  });

  it("warns when the window is nearly full, and blocks nothing by that", async () => {
    await open(8, 10);
    expect(await screen.findByText("Runs: 80% used.")).toBeVisible();
    expect(button()).not.toHaveAttribute("aria-disabled");
  });
});

describe("a form that is blocked", () => {
  it("says why and until when, and sends nothing", async () => {
    const page = await open(2);
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(
      /^Run quota exhausted\. You have started 2 runs in the last 5\sminutes; 2 are allowed\.$/,
    );
    expect(screen.getByText(/The next window opens/)).toHaveTextContent(
      "The next window opens in 5 m",
    );
    expect(screen.queryByRole("alert")).toBeNull();
    await write(page);
    await start(page);
    await page.user.type(message(), "{Control>}{Enter}{/Control}");
    expect(page.asked).not.toContain("POST /runs");
    expect(message()).toHaveValue("Fix the flaky test");
  });

  it("opens by itself when the next slot is there, by one question", async () => {
    useFakeTimers();
    const page = await open(2);
    await isBlocked();
    await page.clock.turn(299);
    expect(page.times("POST /decision")).toBe(1);
    expect(button()).toHaveAttribute("aria-disabled", "true");
    await page.clock.turn(1);
    await waitFor(() => expect(button()).not.toHaveAttribute("aria-disabled"));
    expect(screen.queryByText("Run quota exhausted")).toBeNull();
    await page.clock.turn(3600);
    expect(page.times("POST /decision")).toBe(2);
    await write(page);
    await start(page);
    expect(await started()).toBeVisible();
  });

  it("closes as soon as others have filled the window", async () => {
    const page = await open(1);
    expect(button()).not.toHaveAttribute("aria-disabled");
    await act(() => startRun(page.world));
    await isBlocked();
  });

  it("closes by itself after the last start that had room, also without the live channel", async () => {
    const page = await open(1);
    await page.live.close();
    await write(page);
    await start(page);
    await isBlocked();
    expect(screen.getByText("Run quota exhausted")).toBeVisible();
  });

  it("has no moment to wait for where the policy allows no runs", async () => {
    await open(0, 0);
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(/The policy allows you no runs\./);
    expect(screen.queryByText(/next window opens/)).toBeNull();
  });

  it("stays shut while the runs cannot be counted", async () => {
    const page = await open();
    page.world.breakEngine("counters");
    await page.live.close();
    await page.live.open();
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(/nothing starts uncounted/);
  });

  it("is not shut because the question failed: the server decides", async () => {
    const page = await open();
    page.way = async (request, send) =>
      request.url.endsWith("/decision") ? Response.error() : send(request);
    await page.live.close();
    await page.live.open();
    expect(await screen.findByText("It is not known whether a run may start")).toBeVisible();
    await write(page);
    await start(page);
    expect(await started()).toBeVisible();
  });
});

describe("a run that may wait", () => {
  const choice = () => screen.getByRole("checkbox", { name: "Wait if a limit stands in the way" });
  const parkButton = () => screen.findByRole("button", { name: "Park run" });

  it("is refused, unless it is told to wait", async () => {
    const page = await open(2);
    await isBlocked();
    expect(choice()).not.toBeChecked();
    await page.user.click(choice());
    expect(await parkButton()).not.toHaveAttribute("aria-disabled");
    await page.user.click(choice());
    await isBlocked();
  });

  it("is parked, and it is said when it starts by itself", async () => {
    const page = await open(2);
    await isBlocked();
    await page.user.click(choice());
    expect(choice()).toHaveAccessibleDescription(
      /parked, and starts by itself about \d\d:\d\d \S+\. You/,
    );
    await write(page);
    await page.user.click(await parkButton());
    expect(await screen.findByText(/^Run parked, resumes about \d\d:\d\d/)).toBeVisible();
    expect(message()).toHaveValue("");
    const [run] = await page.world.records.parkedRuns();
    expect(run).toMatchObject({ message: "Fix the flaky test", resumes_at: at(300) });
  });

  it("costs money beyond a plan only where that is chosen, too", async () => {
    const page = await open(2);
    await isBlocked();
    const overage = { name: "Parked, it may cost money beyond a plan" };
    expect(screen.queryByRole("checkbox", overage)).toBeNull();
    const parked = async () =>
      (await page.world.records.parkedRuns()).map(({ allow_overage }) => allow_overage);
    await page.user.click(choice());
    await page.user.click(screen.getByRole("checkbox", overage));
    await write(page);
    await page.user.click(await parkButton());
    await waitFor(async () => expect(await parked()).toEqual([true]));
    await waitFor(() => expect(message()).toHaveValue(""));
    expect(screen.getByRole("checkbox", overage)).not.toBeChecked();
    await write(page);
    await page.user.click(await parkButton());
    await waitFor(async () => expect(await parked()).toEqual([true, false]));
  });

  it("says beforehand that it is given up before a week's window resets", async () => {
    const page = await open();
    const { world } = page;
    world.vendor.set("claude", "token", { weekly_pct: 95, weekly_resets_at: 5 * 86_400 });
    const credential = { kind: "token", token: "token" } as const;
    const given = { provider: "claude", nickname: null, credential, owner: "workspace" } as const;
    await act(async () => {
      await world.accounts.connections.add(world.principal, given);
      await world.records.writeThresholds(world.principal.id, { session_pct: null, week_pct: 90 });
      await world.counters.publish({ keys: ["/decision"], user_id: null });
    });
    await isBlocked();
    await page.user.click(choice());
    await waitFor(() =>
      expect(choice()).toHaveAccessibleDescription(
        /^The run is then parked until \S+ \d\d:\d\d \S+, and is given up then: what it waits for lifts only \S+ \d\d:\d\d \S+\. You can/,
      ),
    );
  });

  it("starts at once where there is room", async () => {
    const page = await open();
    await page.user.click(choice());
    expect(choice()).toHaveAccessibleDescription(/^The run is then parked/);
    await write(page);
    await start(page);
    expect(await started()).toBeVisible();
    expect(await page.world.records.parkedRuns()).toEqual([]);
  });

  it("is parked where somebody was faster", async () => {
    const page = await open(1);
    await page.user.click(choice());
    await write(page);
    page.way = async (request, send) => {
      if (request.url.endsWith("/runs")) await startRun(page.world);
      return send(request);
    };
    await start(page);
    expect(await screen.findByText(/^Run parked/)).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("stays blocked where no waiting helps", async () => {
    const page = await open(0, 0);
    await isBlocked();
    await page.user.click(choice());
    expect(choice()).toHaveAccessibleDescription(/^Not here: no waiting lifts/);
    expect(button()).toHaveAttribute("aria-disabled", "true");
  });

  it("says that as many wait as may wait, and keeps what was written", async () => {
    const parking = { ...defaultPolicy.parking, max_per_user: 0 };
    const page = await open(2, 2, PROJECT, 20, parking);
    await isBlocked();
    await page.user.click(choice());
    await write(page);
    await page.user.click(await parkButton());
    expect(await screen.findByText("The run was not parked")).toBeVisible();
    expect(message()).toHaveValue("Fix the flaky test");
  });
});

describe("a question that failed", () => {
  it("is asked again by itself", async () => {
    useFakeTimers();
    const page = await open();
    page.way = async (request, send) =>
      request.url.endsWith("/decision") ? Response.error() : send(request);
    await page.live.close();
    await page.live.open();
    const unknown = () => screen.queryByText("It is not known whether a run may start");
    await waitFor(() => expect(unknown()).toBeVisible());
    page.way = async (request, send) => send(request);
    await page.clock.turn(10);
    await waitFor(() => expect(unknown()).toBeNull());
  });
});

describe("a start that goes wrong", () => {
  it("was lost to somebody faster: the refusal is heard at once, with its countdown", async () => {
    const page = await open(1);
    await write(page);
    let decided = () => {};
    const deciding = new Promise<void>((resolve) => (decided = resolve));
    page.way = async (request, send) => {
      if (request.url.endsWith("/runs")) await startRun(page.world);
      if (request.url.endsWith("/decision")) await deciding;
      return send(request);
    };
    await start(page);
    expect(await screen.findByRole("alert")).toHaveTextContent("The next window opens in 5 m");
    expect(message()).toHaveValue("Fix the flaky test");
    expect(await messages(page)).toHaveLength(2);
    decided();
    await isBlocked();
    expect(screen.getAllByText("Run quota exhausted")).toHaveLength(1);
    expect(screen.getByRole("alert")).toHaveTextContent("The next window opens in 5 m");
  });

  it("was refused: once the form opens again, the refusal is gone", async () => {
    useFakeTimers();
    const page = await open(1);
    await write(page);
    page.way = async (request, send) => {
      if (request.url.endsWith("/runs")) await startRun(page.world);
      return send(request);
    };
    await start(page);
    await isBlocked();
    await page.clock.turn(300);
    await waitFor(() => expect(button()).not.toHaveAttribute("aria-disabled"));
    expect(screen.queryByText("Run quota exhausted")).toBeNull();
  });

  it("lost its answer: trying again is the same start, and the next one is another", async () => {
    const page = await open(0, 10);
    const keys: (string | null)[] = [];
    let lost = false;
    page.way = async (request, send) => {
      const answer = await send(request);
      if (request.method !== "POST" || !request.url.endsWith("/runs")) return answer;
      keys.push(request.headers.get("Idempotency-Key"));
      if (lost) return answer;
      lost = true;
      throw new TypeError("fetch failed");
    };
    await write(page);
    await start(page);
    expect(await screen.findByText("It is not known whether the run started")).toBeVisible();
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    await started();
    expect(await messages(page)).toEqual(["Fix the flaky test"]);
    await write(page);
    await start(page);
    await waitFor(async () => expect(await messages(page)).toHaveLength(2));
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("lost its answer: another message is another start", async () => {
    const page = await open(0, 10);
    page.way = async (request, send) => {
      const answer = await send(request);
      if (request.method !== "POST" || !request.url.endsWith("/runs")) return answer;
      page.way = async (next, sendNext) => sendNext(next);
      throw new TypeError("fetch failed");
    };
    await write(page, "one");
    await start(page);
    await screen.findByRole("button", { name: "Try again" });
    await write(page, " and two");
    await start(page);
    await started();
    expect(new Set(await messages(page))).toEqual(new Set(["one", "one and two"]));
  });

  it("names the field that the server did not take", async () => {
    const page = await open(0, 2, "not a project");
    await write(page);
    await start(page);
    expect(await screen.findByText(/must be letters, digits/)).toBeVisible();
    expect(screen.queryByText("The run did not start")).toBeNull();
    const select = screen.getByRole("combobox", { name: "Project" });
    expect(select).toBeInvalid();
    expect(select).toHaveAccessibleDescription(/must be letters, digits/);
    expect(message()).toBeValid();
  });

  it("was for a project that is gone: says so, and counts nothing", async () => {
    const page = await open(0, 2, "gone");
    await write(page);
    await start(page);
    expect(await screen.findByText("The run did not start")).toBeVisible();
    expect(screen.getByRole("alert")).toHaveTextContent(/^The run did not start/);
    expect(screen.getByText(/There is no project gone/)).toBeVisible();
    expect(message()).toHaveValue("Fix the flaky test");
    expect(await messages(page)).toEqual([]);
  });
});

describe("at maximum concurrency", () => {
  const ADVISORY =
    "This repository is at maximum concurrency. A new run will queue until an active run completes.";

  it("stays submittable, with the advisory, and says the place of what is queued", async () => {
    const page = await open(3, 10, PROJECT, 2);
    expect(await screen.findByText(ADVISORY)).toBeVisible();
    expect(button()).not.toHaveAttribute("aria-disabled");
    await write(page);
    await start(page);
    expect(await screen.findByText("Run queued, place 2")).toBeVisible();
    expect(screen.queryByText("Run started")).toBeNull();
    expect(message()).toHaveValue("");
  });

  it("advises of a held lock too, which delays no start", async () => {
    const page = await open(1, 10);
    const [run] = await page.world.records.listRuns({ limit: 1 });
    await act(() => page.world.admission.prLocks.acquire(PROJECT, run?.id ?? ""));
    expect(await screen.findByText(/^The repository advisory lock is held/)).toBeVisible();
    expect(button()).not.toHaveAttribute("aria-disabled");
  });
});
