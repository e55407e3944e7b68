import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { defaultPolicy, type Policy } from "../../../server/admission/policy.ts";
import type { World } from "../../../mocks/world.ts";
import { RefusalProblem } from "../../contract/problem.ts";
import { explain } from "../../domain/explain.ts";
import { at, openPage, type Page, T0, useFakeTimers } from "../../renderPage.tsx";
import { useSessionUsage } from "../../stores/session-usage.ts";
import { ToastArea } from "../frame/ToastArea.tsx";
import { NewSessionButton } from "./NewSessionButton.tsx";
import { SessionsCard } from "./SessionsCard.tsx";

const UPGRADE = "https://leeway.example/upgrade";
const HOUR = 3600;

const planned = (plan: Partial<Policy["plans"][string]>): Policy => ({
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: HOUR, ...plan } },
  upgrade_url: UPGRADE,
});

async function startSession({ app }: World, name?: string) {
  return app.fetch(
    new Request("http://localhost/api/container/start", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(name === undefined ? {} : { name }),
    }),
  );
}

/** The button in a world where sessions have been started; the clock stands `later` after that. */
async function open(
  plan: Partial<Policy["plans"][string]> = {},
  { sessions = [] as string[], later = 0 } = {},
): Promise<Page> {
  const page = await openPage({ policy: planned(plan) });
  await page.world.records.addProject({
    id: "acme/web",
    name: "Acme web",
    sample: false,
    created_at: at(0),
  });
  for (const name of sessions) await startSession(page.world, name);
  await page.clock.turn(later);
  return page;
}

async function show(page: Page): Promise<Page> {
  page.render(
    <>
      <NewSessionButton />
      <SessionsCard />
      <ToastArea />
    </>,
  );
  await waitFor(() => expect(page.times("POST /decision")).toBe(1));
  await waitFor(() => expect(useSessionUsage.getState().usage).not.toBeNull());
  return page;
}

const button = () => screen.getByRole("button", { name: "+ New Session" });
const dialog = () => screen.getByRole("dialog", { name: "New session" });
const isBlocked = () => waitFor(() => expect(button()).toHaveAttribute("aria-disabled", "true"));
const isFree = () => waitFor(() => expect(button()).not.toHaveAttribute("aria-disabled"));
const press = (page: Page) =>
  page.user.click(within(dialog()).getByRole("button", { name: "Start session" }));
const sessionsOf = ({ world }: Page) => world.records.listRuns({ kind: "session", limit: 50 });

describe("New Session", () => {
  it("starts a session with its name and project, says so, and lists it", async () => {
    const page = await show(await open());
    await page.user.click(button());
    await screen.findByRole("dialog");
    const name = within(dialog()).getByRole("textbox", { name: "Name" });
    await page.user.type(name, " Parser ");
    await within(dialog()).findByRole("option", { name: "Acme web" });
    const project = within(dialog()).getByRole("combobox", { name: "Project" });
    await page.user.selectOptions(project, "Acme web");
    await press(page);
    expect(await screen.findByText("Session started")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await screen.findByRole("link", { name: "Parser" })).toBeVisible();
    expect(await sessionsOf(page)).toMatchObject([{ name: "Parser", project_id: "acme/web" }]);
  });

  it("starts the agent that is chosen, and asks for its accounts", async () => {
    const page = await show(await open());
    await page.user.click(button());
    await screen.findByRole("dialog");
    const agent = within(dialog()).getByRole("combobox", { name: "Agent" });
    expect(agent).toHaveDisplayValue("As configured");
    await within(dialog()).findByRole("option", { name: "Claude" });
    await page.user.selectOptions(agent, "Claude");
    await waitFor(() => expect(page.times("POST /decision")).toBe(2));
    await press(page);
    await screen.findByText("Session started");
    expect(await sessionsOf(page)).toMatchObject([{ provider: "claude" }]);
  });

  it("opens while the caps hold Claude's work, for agents that they do not hold", async () => {
    const page = await open();
    const { world } = page;
    world.vendor.set("claude", "token", { session_pct: 95, session_resets_at: 7200 });
    const credential = { kind: "token", token: "token" } as const;
    const given = { provider: "claude", nickname: null, credential, owner: "workspace" } as const;
    await world.accounts.connections.add(world.principal, given);
    await world.records.writeThresholds(world.principal.id, { session_pct: 90, week_pct: null });
    await show(page);
    expect(await screen.findByText(/you pause new work at 90%/)).toBeVisible();
    expect(button()).not.toHaveAttribute("aria-disabled");
    await page.user.click(button());
    await screen.findByRole("dialog");
    const submit = within(dialog()).getByRole("button", { name: "Start session" });
    await waitFor(() => expect(submit).toHaveAttribute("aria-disabled", "true"));
    const agent = within(dialog()).getByRole("combobox", { name: "Agent" });
    await within(dialog()).findByRole("option", { name: "Codex" });
    await page.user.selectOptions(agent, "Codex");
    await waitFor(() => expect(submit).not.toHaveAttribute("aria-disabled"));
    await press(page);
    await screen.findByText("Session started");
    expect(await sessionsOf(page)).toMatchObject([{ provider: "codex" }]);
  });

  it("needs neither name nor project", async () => {
    const page = await show(await open());
    await page.user.click(button());
    await press(page);
    await screen.findByText("Session started");
    expect(await sessionsOf(page)).toMatchObject([{ name: null, project_id: null }]);
  });

  it("starts nothing when it is cancelled, and keeps what was written", async () => {
    const page = await show(await open());
    await page.user.click(button());
    await page.user.type(within(dialog()).getByRole("textbox", { name: "Name" }), "Parser");
    await page.user.click(within(dialog()).getByRole("button", { name: "Cancel" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await sessionsOf(page)).toEqual([]);
    await page.user.click(button());
    expect(within(dialog()).getByRole("textbox", { name: "Name" })).toHaveValue("Parser");
  });
});

describe("at the month's compute quota", () => {
  it("is shut, focusable, and says why, until when and what to do", async () => {
    const page = await show(await open({}, { sessions: ["Parser"], later: HOUR }));
    await isBlocked();
    expect(button()).toBeEnabled();
    expect(button()).toHaveAccessibleDescription(
      /^Monthly compute quota exceeded\. You have used 1\sh of 1\sh compute this month\.$/,
    );
    expect(screen.getByText(/The next month starts/)).toHaveTextContent(
      /in 30 d 11 h · 1 Apr 2026, 00:00 UTC\./,
    );
    expect(screen.getByRole("link", { name: "Upgrade to continue" })).toHaveAttribute(
      "href",
      UPGRADE,
    );
    button().focus();
    expect(button()).toHaveFocus();
    await page.user.click(button());
    await page.user.keyboard("{Enter}");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says it in the very words of the server's refusal", async () => {
    const page = await show(await open({}, { sessions: ["Parser"], later: HOUR }));
    await isBlocked();
    const answer = await startSession(page.world);
    const problem = RefusalProblem.parse(await answer.json());
    const { title, sentence } = explain(problem, page.clock.now());
    expect(answer.status).toBe(402);
    expect(button()).toHaveAccessibleDescription(`${title}. ${sentence}`);
    expect(problem.detail).toContain(sentence);
  });

  it("is shut at once after a reload, before any answer", async () => {
    const page = await open({}, { sessions: ["Parser"], later: HOUR });
    page.way = () => new Promise(() => {});
    useSessionUsage.getState().take(
      {
        monthly_seconds: HOUR,
        monthly_quota_seconds: HOUR,
        daily_seconds: 0,
        tier: "member",
        period: "2026-03",
        resets_at: "2026-04-01T00:00:00.000Z",
        observed_at: at(0),
        upgrade_url: UPGRADE,
      },
      Date.now(),
    );
    page.render(<NewSessionButton />);
    expect(button()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("link", { name: "Upgrade to continue" })).toBeVisible();
  });

  it("shuts by itself at the second at which what runs has used it up", async () => {
    useFakeTimers();
    const page = await show(await open({}, { sessions: ["Parser"], later: HOUR - 5 }));
    await isFree();
    await page.clock.turn(4);
    expect(button()).not.toHaveAttribute("aria-disabled");
    await page.clock.turn(2);
    await isBlocked();
  });

  it("is free by itself when the month turns, though no answer comes", async () => {
    const monthEnd = (Date.parse("2026-04-01T00:00:00.000Z") - T0) / 1000;
    const opened = await open({}, { sessions: ["Parser"], later: monthEnd - 60 });
    useFakeTimers();
    const page = await show(opened);
    await isBlocked();
    page.way = async () => Response.error();
    await page.clock.turn(59);
    expect(button()).toHaveAttribute("aria-disabled", "true");
    await page.clock.turn(1);
    expect(button()).not.toHaveAttribute("aria-disabled");
  });

  it("is never shut without a quota, however much is used", async () => {
    const page = await show(
      await open({ monthly_compute_seconds: null }, { sessions: ["Parser"], later: 9 * HOUR }),
    );
    await isFree();
    expect((await startSession(page.world)).status).toBe(201);
  });

  it("is shut from the first second at a quota of 0", async () => {
    await show(await open({ monthly_compute_seconds: 0 }));
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(/^Monthly compute quota exceeded\./);
  });
});

describe("at the session limit", () => {
  const two = { sessions: ["Parser", "Parser"], later: 60 };

  it("is shut, and links each session that could be stopped", async () => {
    const page = await show(await open({ max_sessions: 2 }, two));
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(/2 of 2 sessions are running\.$/);
    const links = screen.getAllByRole("link", { name: "Stop Parser" });
    const ids = (await sessionsOf(page)).map(({ id }) => `/sessions/${id}`);
    expect(new Set(links.map((link) => link.getAttribute("href")))).toEqual(new Set(ids));
  });

  it("opens as soon as one is stopped", async () => {
    const page = await show(await open({ max_sessions: 2 }, two));
    await isBlocked();
    await page.user.click((await screen.findAllByRole("button", { name: "Stop Parser" }))[0]!);
    expect(await screen.findByText("Session is being stopped")).toBeVisible();
    await isFree();
    expect(await screen.findByRole("region", { name: "Past sessions" })).toHaveTextContent(
      /Stopped/,
    );
  });
});

describe("a start that goes wrong", () => {
  it.each([
    ["Session limit reached", { max_sessions: 1 }, 0, "Stop Faster"],
    ["Monthly compute quota exceeded", {}, HOUR, "Upgrade to continue"],
  ])("was lost to a race: %s is heard in the dialog", async (title, plan, later, remedy) => {
    const page = await show(await open(plan));
    await page.user.click(button());
    let decided = () => {};
    const deciding = new Promise<void>((resolve) => (decided = resolve));
    page.way = async (request, send) => {
      if (request.url.endsWith("/start")) {
        await startSession(page.world, "Faster");
        await page.clock.turn(later);
      }
      if (request.url.endsWith("/decision")) await deciding;
      return send(request);
    };
    await press(page);
    const alert = await within(dialog()).findByRole("alert");
    expect(alert).toHaveTextContent(title);
    expect(within(alert).getByRole("link", { name: remedy })).toBeVisible();
    expect(await sessionsOf(page)).toHaveLength(1);
    decided();
    await isBlocked();
    expect(within(dialog()).getAllByText(title)).toHaveLength(1);
  });

  it("lost its answer: the same draft is the same start, also from a dialog opened anew", async () => {
    const page = await show(await open());
    const keys: (string | null)[] = [];
    page.way = async (request, send) => {
      const answer = await send(request);
      if (!request.url.endsWith("/start")) return answer;
      keys.push(request.headers.get("Idempotency-Key"));
      if (keys.length > 1) return answer;
      throw new TypeError("fetch failed");
    };
    await page.user.click(button());
    await press(page);
    expect(await screen.findByText("It is not known whether the session started")).toBeVisible();
    expect(screen.getByRole("alert")).toHaveTextContent(
      /^It is not known whether the session started/,
    );
    await page.user.click(within(dialog()).getByRole("button", { name: "Cancel" }));
    await page.user.click(button());
    expect(screen.queryByText("It is not known whether the session started")).toBeNull();
    await press(page);
    await screen.findByText("Session started");
    expect(await sessionsOf(page)).toHaveLength(1);
    await page.user.click(button());
    await press(page);
    await waitFor(async () => expect(await sessionsOf(page)).toHaveLength(2));
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("is not shut because the question failed, and the dialog says that it is not known", async () => {
    const page = await show(await open());
    page.way = async (request, send) =>
      request.url.endsWith("/decision") ? Response.error() : send(request);
    await page.live.close();
    await page.live.open();
    await page.user.click(button());
    expect(await screen.findByText("It is not known whether a session may start")).toBeVisible();
    await press(page);
    expect(await screen.findByText("Session started")).toBeVisible();
  });

  it("stays shut while sessions cannot be counted", async () => {
    const page = await show(await open());
    page.world.breakEngine("counters");
    await page.live.close();
    await page.live.open();
    await isBlocked();
    expect(button()).toHaveAccessibleDescription(/nothing starts uncounted/);
  });
});
