import { act, screen, waitFor, within } from "@testing-library/react";
import { Route, Routes } from "react-router";
import { beforeEach, describe, expect, it } from "vitest";
import type { Work } from "../../../server/admission/admit.ts";
import { defaultPolicy, type Policy } from "../../../server/admission/policy.ts";
import { startRun } from "../../../mocks/world.ts";
import SessionPage from "../../pages/SessionPage.tsx";
import { at, openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { ComputeCard } from "./ComputeCard.tsx";
import { SessionLimitCard } from "./SessionLimitCard.tsx";
import { SessionsCard } from "./SessionsCard.tsx";

const planned = (plan: Partial<Policy["plans"][string]>): Policy => ({
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 3, monthly_compute_seconds: 288_000, ...plan } },
});
const open = (plan: Partial<Policy["plans"][string]> = {}) => openPage({ policy: planned(plan) });

/** Starts a session; gives its id. */
const startSession = (page: Page, name: string | null, work: Partial<Work> = {}) =>
  startRun(page.world, { kind: "session", project_id: null, name, ...work });
const plain = (element: HTMLElement) => element.textContent?.replaceAll("\u00a0", " ");

describe("the list of sessions", () => {
  it("says that there are none, which is not the same as not known", async () => {
    const page = await open();
    page.render(<SessionsCard />);
    expect(await screen.findByText("No sessions yet")).toBeVisible();
  });

  it("says that it cannot be had", async () => {
    const page = await open();
    page.way = async () => Response.error();
    page.render(<SessionsCard />);
    expect(await screen.findByText("Sessions unavailable")).toBeVisible();
    expect(screen.queryByText("No sessions yet")).toBeNull();
  });

  it("parts what runs from what is past, each with its state, age and end", async () => {
    const page = await open();
    const past = await startSession(page, "Parser");
    await page.clock.turn(600);
    page.world.launcher.exit(past, 3);
    await page.world.admission.lifecycle.settled();
    const running = await startSession(page, null);
    await page.clock.turn(60);
    page.render(<SessionsCard />);
    const now = await screen.findByRole("region", { name: "Running sessions" });
    const over = screen.getByRole("region", { name: "Past sessions" });
    expect(within(now).getByRole("link", { name: "Unnamed session" })).toHaveAttribute(
      "href",
      `/sessions/${running}`,
    );
    expect(plain(now)).toContain("Started 1 m ago · used 1 m");
    expect(now).toHaveTextContent("Running");
    expect(plain(over)).toContain("Started 11 m ago · used 10 m · ended with code 3");
    expect(over).toHaveTextContent("Failed");
    expect(within(over).queryByRole("button", { name: /^Stop/ })).toBeNull();
  });

  it("shows what runs, however much has ended since it started", async () => {
    const page = await open();
    const running = await startSession(page, "Old");
    for (let n = 0; n < 51; n++) {
      await page.clock.turn(1);
      page.world.launcher.exit(await startSession(page, null), 0);
      await page.world.admission.lifecycle.settled();
    }
    page.render(<SessionsCard />);
    const now = await screen.findByRole("region", { name: "Running sessions" });
    expect(within(now).getByRole("link", { name: "Old" })).toHaveAttribute(
      "href",
      `/sessions/${running}`,
    );
  });

  it("counts a session's compute on by the clock, and asks nobody", async () => {
    const page = await open();
    const past = await startSession(page, "Over");
    await page.clock.turn(30);
    page.world.launcher.exit(past, 0);
    await page.world.admission.lifecycle.settled();
    await startSession(page, "Parser");
    page.render(<SessionsCard />);
    const now = await screen.findByRole("region", { name: "Running sessions" });
    expect(plain(now)).toContain("used 0 s");
    await page.clock.turn(59);
    expect(plain(now)).toContain("used 59 s");
    await page.clock.turn(2 * 3600 + 781);
    expect(plain(now)).toContain("used 2 h 14 m");
    const over = screen.getByRole("region", { name: "Past sessions" });
    expect(plain(over)).toContain("used 30 s");
    expect(page.times("GET /sessions")).toBe(1);
  });

  it("says in its row when the quota will stop a session, and afterwards that it did", async () => {
    const page = await open({ monthly_compute_seconds: 100 });
    await startSession(page, "Parser");
    page.render(<SessionsCard />);
    const now = await screen.findByRole("region", { name: "Running sessions" });
    expect(now).not.toHaveTextContent("Will be stopped");
    await page.clock.turn(55);
    await act(async () => page.world.admission.watch());
    await waitFor(() => expect(now).toHaveTextContent("Will be stopped"));
    expect(plain(now)).toMatch(
      /Will be stopped in 45 s · .+: the month’s compute is nearly used up\./,
    );
    await page.clock.turn(10);
    expect(plain(now)).toContain("Will be stopped in 35 s");
    await page.clock.turn(35);
    await act(async () => page.world.admission.watch());
    const over = await screen.findByRole("region", { name: "Past sessions" });
    expect(over).toHaveTextContent("the month's compute was used up");
    expect(screen.queryByText(/Will be stopped/)).toBeNull();
  });

  it("stops a session, says so, and moves it to the past", async () => {
    const page = await open();
    await startSession(page, "Parser");
    page.render(
      <>
        <SessionsCard />
        <ToastArea />
      </>,
    );
    await page.user.click(await screen.findByRole("button", { name: "Stop Parser" }));
    expect(await screen.findByText("Session is being stopped")).toBeVisible();
    const over = await screen.findByRole("region", { name: "Past sessions" });
    expect(over).toHaveTextContent("Stopped");
    expect(screen.getByText("None is running.")).toBeVisible();
  });

  it("says why a session was not stopped", async () => {
    const page = await open();
    await startSession(page, "Parser");
    page.render(
      <>
        <SessionsCard />
        <ToastArea />
      </>,
    );
    const stop = await screen.findByRole("button", { name: "Stop Parser" });
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await page.user.click(stop);
    expect(await screen.findByText("Not stopped: The server cannot be reached.")).toBeVisible();
  });

  it("shows more of the past on demand", async () => {
    const page = await open();
    for (let n = 0; n < 10; n++) {
      const id = await startSession(page, `Session ${n}`);
      await page.clock.turn(1);
      page.world.launcher.exit(id, 0);
      await page.world.admission.lifecycle.settled();
    }
    page.render(<SessionsCard />);
    expect(await screen.findAllByRole("listitem")).toHaveLength(8);
    await page.user.click(screen.getByRole("button", { name: "Show more" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(10);
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});

describe("the compute card", () => {
  it("tells today, the month, the quota and the reset, in hours and minutes", async () => {
    const page = await open();
    await startSession(page, "Parser");
    await page.clock.turn(11 * 3600);
    await page.clock.turn(3600 + 840);
    page.render(<ComputeCard />);
    const meter = await screen.findByRole("meter", { name: "Compute" });
    expect(meter.getAttribute("aria-valuetext")?.replaceAll("\u00a0", " ")).toBe(
      "12 h 14 m of 80 h used. OK.",
    );
    const facts = screen.getAllByRole("definition").map(plain);
    expect(facts).toEqual([
      "14 m",
      "12 h 14 m",
      "80 h (member)",
      "in 29 d 23 h · 1 Apr 2026, 00:00 UTC",
    ]);
    expect(screen.getByText("At this pace it is used up on 7 Mar.")).toBeVisible();
  });

  it("is no meter where the plan has no quota", async () => {
    const page = await open({ monthly_compute_seconds: null });
    await startSession(page, "Parser");
    await page.clock.turn(60);
    page.render(<ComputeCard />);
    const card = await screen.findByRole("region", { name: "Compute" });
    await waitFor(() => expect(within(card).getAllByText("Unlimited")).toHaveLength(2));
    expect(plain(card)).toContain("This month1 m");
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("reads unavailable, never empty, where the server does not answer", async () => {
    const page = await open();
    page.way = async () => Response.error();
    page.render(<ComputeCard />);
    expect(await screen.findByText("Compute unavailable")).toBeVisible();
    expect(screen.queryByRole("meter")).toBeNull();
  });

  it("looks again after half a minute, though nobody tells of the seconds that pass", async () => {
    const page = await open();
    await startSession(page, "Parser");
    useFakeTimers();
    page.render(<ComputeCard />);
    await screen.findByRole("meter", { name: "Compute" });
    expect(page.times("GET /sessions/batch-status")).toBe(1);
    await page.clock.turn(31);
    await waitFor(() => expect(screen.getAllByText("31 s")).toHaveLength(2));
    expect(page.times("GET /sessions/batch-status")).toBe(2);
  });
});

describe("what the compute card asks, and when", () => {
  const compute = (page: Page) => page.times("GET /sessions/batch-status");
  beforeEach(() => {
    useFakeTimers();
  });
  const show = async (page: Page) => {
    page.render(<ComputeCard />);
    await screen.findByRole("meter", { name: "Compute" });
    expect(compute(page)).toBe(1);
  };

  it("is nothing while nothing works: what stands still need not be looked at", async () => {
    const page = await open();
    await show(page);
    await page.clock.turn(3600);
    expect(compute(page)).toBe(1);
  });

  it("is nothing between two looks: it counts on by itself", async () => {
    const page = await open();
    await startSession(page, "Parser");
    await show(page);
    await page.clock.turn(12);
    expect(screen.getAllByText("12 s")).toHaveLength(2);
    expect(compute(page)).toBe(1);
  });

  it("is a look at what a managed run uses too, from its start to its end", async () => {
    const page = await open();
    await page.world.records.addProject({
      id: "acme/web",
      name: "Acme web",
      sample: false,
      created_at: at(0),
    });
    await show(page);
    let id = "";
    await act(async () => {
      id = await startRun(page.world);
    });
    await waitFor(() => expect(compute(page)).toBe(2));
    await page.clock.turn(31);
    await waitFor(() => expect(compute(page)).toBe(3));
    expect(screen.getAllByText("31 s")).toHaveLength(2);
    await act(async () => {
      page.world.launcher.exit(id, 0);
      await page.world.admission.lifecycle.settled();
    });
    await waitFor(() => expect(compute(page)).toBe(4));
    await page.clock.turn(600);
    expect(compute(page)).toBe(4);
    expect(screen.getAllByText("31 s")).toHaveLength(2);
  });
});

describe("the session limit", () => {
  it.each([
    [0, "0 of 2 sessions used", "2 more sessions may start"],
    [1, "1 of 2 sessions used", "1 more session may start"],
    [2, "2 of 2 sessions used", "No further session may start"],
  ])("counts %d of two", async (running, use, left) => {
    const page = await open({ max_sessions: 2 });
    for (let n = 0; n < running; n++) await startSession(page, "Parser");
    page.render(<SessionLimitCard />);
    expect(await screen.findByText(use)).toBeVisible();
    expect(screen.getByText(left)).toBeVisible();
    expect(screen.getByRole("meter", { name: "Sessions" })).toHaveAttribute(
      "aria-valuenow",
      String(running * 50),
    );
  });
});

describe("one session", () => {
  const show = (page: Page, id: string) =>
    page.render(
      <>
        <Routes>
          <Route path="/sessions/:id" element={<SessionPage />} />
        </Routes>
        <ToastArea />
      </>,
      `/sessions/${id}`,
    );

  it("tells its state and start, and what it prints while it prints", async () => {
    const page = await open();
    const id = await startSession(page, "Parser");
    await page.clock.turn(60);
    show(page, id);
    expect(await screen.findByRole("heading", { level: 1, name: "Parser" })).toBeVisible();
    expect(screen.getByText("Running")).toBeVisible();
    expect(screen.getByRole("region", { name: "Output" })).toHaveTextContent(/^Mock agent/);
    expect(screen.getAllByRole("definition").map(plain)).toEqual([
      "1 m ago",
      "1 m",
      page.world.principal.id,
      "sample agent, does no work",
    ]);
  });

  it("is stopped from its page, and says that and when it ended", async () => {
    const page = await open();
    const id = await startSession(page, "Parser");
    await page.clock.turn(90);
    show(page, id);
    await page.user.click(await screen.findByRole("button", { name: "Stop Parser" }));
    expect(await screen.findByText("Session is being stopped")).toBeVisible();
    expect(await screen.findByText("stopped")).toBeVisible();
    expect(screen.getAllByRole("definition").map(plain).slice(0, 4)).toEqual([
      "1 m 30 s ago",
      "just now",
      "1 m 30 s",
      "stopped",
    ]);
    expect(screen.queryByRole("button", { name: "Stop Parser" })).toBeNull();
  });

  it.each(["00000000-0000-4000-8000-ffffffffffff", "nonsense"])(
    "that is not there (%s) says where all are",
    async (id) => {
      const page = await open();
      show(page, id);
      expect(await screen.findByRole("heading", { name: "No such session" })).toBeVisible();
      expect(screen.getByRole("link", { name: "All sessions" })).toHaveAttribute(
        "href",
        "/sessions",
      );
    },
  );

  it("keeps its page where the server cannot be asked", async () => {
    const page = await open();
    page.way = async () => Response.error();
    show(page, "00000000-0000-4000-8000-000000000001");
    expect(await screen.findByText("Session unavailable")).toBeVisible();
    expect(screen.queryByText("No such session")).toBeNull();
  });

  it("is warned before the month's compute ends it, and says why it has, and until when", async () => {
    const page = await openPage({
      policy: { ...planned({ monthly_compute_seconds: 100 }), upgrade_url: "https://up.example/" },
    });
    const id = await startSession(page, "Parser");
    show(page, id);
    await screen.findByText("Running");
    const watch = () => act(() => page.world.admission.watch());
    await page.clock.turn(58);
    await watch();
    const warning = await screen.findByText(/^Your month's compute is used up in 42\ss\.$/);
    expect(warning).toBeVisible();
    expect(
      screen.getByText("This session is then asked to stop, so save your work."),
    ).toBeVisible();
    // Said once, and not with every second that passes.
    const heard = screen.getByText(/^Your month's compute is almost used up\./);
    expect(heard).toHaveAttribute("role", "status");
    expect(screen.queryByRole("alert")).toBeNull();
    await page.clock.turn(2);
    expect(plain(warning)).toBe("Your month's compute is used up in 40 s.");
    expect(screen.getByRole("button", { name: "Stop Parser" })).toBeVisible();

    await page.clock.turn(40);
    await watch();
    expect(await screen.findByText("the month's compute was used up")).toBeVisible();
    const said = screen.getByText("Monthly compute quota exceeded").parentElement;
    expect(said).toHaveTextContent(/The next month starts in 30 d 11\sh · 1 Apr 2026/);
    expect(screen.getByRole("link", { name: "Upgrade to continue" })).toHaveAttribute(
      "href",
      "https://up.example/",
    );
    expect(screen.queryByText(/^Your month's compute is used up/)).toBeNull();
    const again = screen.getByRole("button", { name: "Start again" });
    await page.clock.turn(31 * 86_400);
    await waitFor(() => expect(again).not.toHaveAttribute("aria-disabled"));
    expect(screen.queryByText("Monthly compute quota exceeded")).toBeNull();
  });

  it("that is over is started again as it was, once, and its page is the new one's", async () => {
    const page = await open();
    const old = await startSession(page, "Parser", { provider: "claude" });
    page.world.launcher.exit(old, 0);
    await page.world.admission.lifecycle.settled();
    show(page, old);
    const again = await screen.findByRole("button", { name: "Start again" });
    await page.user.dblClick(again);
    expect(page.times("POST /container/start")).toBe(1);
    expect(await screen.findByText("Session started")).toBeVisible();
    expect(await screen.findByText("Running")).toBeVisible();
    const [next, ...others] = await page.world.records.listRuns({ limit: 9 });
    expect(others).toHaveLength(1);
    expect(next).toMatchObject({ name: "Parser", provider: "claude", status: "running" });
    expect(screen.queryByRole("button", { name: "Start again" })).toBeNull();
  });

  it("lets its end be heard, once it comes, with why", async () => {
    const page = await open();
    const id = await startSession(page, "Parser");
    show(page, id);
    await screen.findByText("Running");
    const heard = () => screen.queryByText(/^The session is over:/);
    expect(heard()).toBeNull();
    await act(async () => page.world.launcher.exit(id, 3));
    expect(await screen.findByText("Failed")).toBeVisible();
    expect(heard()).toHaveRole("status");
    expect(heard()).toHaveTextContent("The session is over: ended with code 3.");
  });

  it("tells the compute that it uses while it does, and has used", async () => {
    const page = await open();
    const id = await startSession(page, "Parser");
    await page.clock.turn(42);
    show(page, id);
    const used = async () => plain((await screen.findByText("Compute used")).parentElement!);
    expect(await used()).toBe("Compute used42 s");
    await page.clock.turn(20);
    expect(await used()).toBe("Compute used1 m");
    await act(async () => page.world.launcher.exit(id, 0));
    expect(await screen.findByText("Succeeded")).toBeVisible();
    await page.clock.turn(120);
    expect(await used()).toBe("Compute used1 m");
  });

  it("that is over is not started again at the session limit, and says so", async () => {
    const page = await open({ max_sessions: 1 });
    const old = await startSession(page, "Parser");
    page.world.launcher.exit(old, 0);
    await page.world.admission.lifecycle.settled();
    await startSession(page, "Other");
    show(page, old);
    const again = await screen.findByRole("button", { name: "Start again" });
    await waitFor(() => expect(again).toHaveAttribute("aria-disabled", "true"));
    expect(again).toHaveAccessibleDescription(/^Session limit reached\./);
    expect(screen.getByRole("link", { name: "Stop Other" })).toBeVisible();
    await page.user.click(again);
    expect(page.asked).not.toContain("POST /container/start");
  });

  it("of another person's is not for this one to start again", async () => {
    const page = await open();
    const theirs = await page.world.admission.admit({
      principal: { id: "dana", name: "Dana", role: "member" },
      idempotencyKey: null,
      work: {
        kind: "session",
        project_id: null,
        source: "manual",
        execution: "managed",
        name: "Theirs",
        message: null,
        provider: null,
        model: null,
      },
    });
    if (theirs.outcome === "refused") throw new Error("refused");
    page.world.launcher.exit(theirs.run.id, 0);
    await page.world.admission.lifecycle.settled();
    show(page, theirs.run.id);
    expect(await screen.findByText("Succeeded")).toBeVisible();
    await waitFor(() => expect(page.asked).toContain("GET /me"));
    expect(screen.queryByRole("button", { name: "Start again" })).toBeNull();
  });

  it("whose start again was lost says so, and trying again is the same start", async () => {
    const page = await open();
    const old = await startSession(page, "Parser");
    page.world.launcher.exit(old, 0);
    await page.world.admission.lifecycle.settled();
    show(page, old);
    let lost = false;
    page.way = async (request, send) => {
      const answer = await send(request);
      if (lost || !request.url.endsWith("/start")) return answer;
      lost = true;
      throw new TypeError("fetch failed");
    };
    await page.user.click(await screen.findByRole("button", { name: "Start again" }));
    expect(await screen.findByText("It is not known whether the session started")).toBeVisible();
    await page.user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Session started")).toBeVisible();
    expect(await page.world.records.listRuns({ limit: 9 })).toHaveLength(2);
  });

  it("ends before one's eyes", async () => {
    const page = await open();
    const id = await startSession(page, "Parser");
    show(page, id);
    await screen.findByText("Running");
    await act(async () => page.world.launcher.exit(id, 0));
    expect(await screen.findByText("Succeeded")).toBeVisible();
    expect(screen.getByText("ended with code 0")).toBeVisible();
  });
});
