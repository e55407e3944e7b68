import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { plainProvider } from "../../mocks/plainProvider.ts";
import { type Scenario, type ScenarioName, scenarios } from "../../mocks/scenarios.ts";
import { startRun } from "../../mocks/world.ts";
import { at, openPage, type Page, useFakeTimers } from "../renderPage.tsx";
import { AppRoutes } from "../routes.tsx";

/** The first page in a scenario's world. */
async function open(name: ScenarioName): Promise<Page> {
  const { policy, seed }: Scenario = scenarios[name];
  let ago = 0;
  const page = await openPage({ ...(policy && { policy }), ago: () => ago });
  await seed(page.world, (seconds) => {
    ago = seconds;
  });
  ago = 0;
  return page;
}
/** A world with an account of each of these tokens: Claude 1, Claude 2 … */
async function withAccounts(tokens: readonly string[]): Promise<Page> {
  const page = await openPage({ providers: [plainProvider("claude", "Claude")] });
  for (const token of tokens) {
    await page.world.accounts.connections.add(page.world.principal, {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token },
      owner: "workspace",
    });
  }
  return page;
}
const show = (page: Page) => page.render(<AppRoutes />);
const card = (name: string) => screen.getByRole("region", { name });
const said = (sentence: string | RegExp) => within(card("Now")).findByText(sentence);

describe("the verdict on the first page", () => {
  it.each<[ScenarioName, string | RegExp, string]>([
    ["empty", "You can start: 10 runs left this hour.", "Tightest: Runs, 0% used."],
    ["busy", "You can start: 3 runs left this hour.", "Tightest: Runs, 70% used."],
    [
      "run-quota-exhausted",
      "You can start sessions; the next run in 5 m.",
      "Tightest: Runs, exhausted.",
    ],
    [
      "session-limit-reached",
      "You can start runs, but no session: session limit reached.",
      "Tightest: Sessions, exhausted.",
    ],
    [
      "compute-quota-reached",
      /^Nothing can start now: monthly compute quota exceeded; again on /,
      "Tightest: Compute, exhausted.",
    ],
    ["unlimited", "You can start: 8 runs left this hour.", "Tightest: Sessions, 33% used."],
  ])(
    "says in the scenario %s what may start, and what binds first",
    async (name, sentence, first) => {
      const page = await open(name);
      show(page);
      expect(await said(sentence)).toBeVisible();
      expect(await said(first)).toBeVisible();
    },
  );

  it("says that the limits cannot be checked, and names none as the tightest", async () => {
    show(await open("everything-unknown"));
    expect(
      await said("Nothing can start now: limits cannot be checked; again in 5 s."),
    ).toBeVisible();
    expect(screen.queryByText(/^Tightest/)).toBeNull();
    expect(
      await screen.findByText(
        /^Leeway cannot reach its counters, so nothing starts uncounted\. Try again in a moment\.$/,
      ),
    ).toBeVisible();
  });

  it("says that it is not known where the server cannot be asked", async () => {
    const page = await open("busy");
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    show(page);
    expect(await said(/^It is not known whether anything can start/)).toBeVisible();
    expect(screen.queryByText(/You can start|Nothing can start/)).toBeNull();
    expect(await screen.findByText("It is not known whether anything needs you")).toBeVisible();
    expect(screen.queryByText("Nothing needs you.")).toBeNull();
    expect(screen.getByText("What runs is not known")).toBeVisible();
  });

  it("takes back a yes that could not be asked again", async () => {
    const page = await open("busy");
    show(page);
    await said("You can start: 3 runs left this hour.");
    page.way = () => Promise.reject(new TypeError("fetch failed"));
    await page.live.close();
    await page.live.open();
    expect(await said(/^It is not known whether anything can start/)).toBeVisible();
    expect(screen.queryByText(/You can start/)).toBeNull();
  });

  it("changes by itself at the second at which what runs has used up the month", async () => {
    const { policy } = scenarios["compute-quota-reached"];
    const page = await openPage({ policy });
    await startRun(page.world, { kind: "session", project_id: null, name: "Parser" });
    await page.clock.turn(3595);
    useFakeTimers();
    show(page);
    await said("You can start: 10 runs left this hour.");
    await page.clock.turn(4);
    expect(await said("You can start: 10 runs left this hour.")).toBeVisible();
    await page.clock.turn(2);
    expect(await said(/^Nothing can start now: monthly compute quota exceeded/)).toBeVisible();
  });

  it("changes by itself when others start, and when the window opens", async () => {
    const page = await open("run-quota-exhausted");
    useFakeTimers();
    show(page);
    await said(/the next run in 5 m\.$/);
    await page.clock.turn(240);
    expect(await said(/the next run in 1 m\.$/)).toBeVisible();
    await page.clock.turn(61);
    expect(await said("You can start: 1 run left this hour.")).toBeVisible();
    await act(() => startRun(page.world, { project_id: "docs" }));
    expect(await said(/^You can start sessions; the next run in/)).toBeVisible();
  });
});

describe("what runs and what needs a look", () => {
  it("links each run to its project and each session to its page", async () => {
    const page = await open("unlimited");
    show(page);
    const running = await screen.findByRole("region", { name: "Running now" });
    const links = await within(running).findAllByRole("link");
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Update the dependencies and open a pull request", "/projects/acme%2Fpayments-api"],
      ["Refactor the parser", "/sessions/00000000-0000-4000-8000-000000000001"],
    ]);
  });

  it("says calmly that nothing runs and nothing needs one", async () => {
    show(await open("empty"));
    expect(await screen.findByText("Nothing needs you.")).toBeVisible();
    expect(await screen.findByText("Nothing runs")).toBeVisible();
  });

  it.each<[ScenarioName, string[]]>([
    ["busy", ["Add dark mode to the settings page: failed → /projects/acme%2Fweb"]],
    ["compute-quota-reached", ["Compute: exhausted → /sessions"]],
    ["session-limit-reached", ["Sessions: exhausted → /sessions"]],
    ["nearly-full", ["Runs: approaching → /quota"]],
    ["queue-of-three", ["Acme web: full → /projects/acme%2Fweb"]],
    ["lock-held", ["Acme web: PR lock held → /projects/acme%2Fweb"]],
    ["lock-stuck", ["Acme web: PR lock stuck → /projects/acme%2Fweb"]],
  ])("names in the scenario %s what needs a look, each with its way", async (name, expected) => {
    show(await open(name));
    await waitFor(() => {
      const links = within(card("Needs attention")).getAllByRole("link");
      const ways = links.map((link) => `${link.textContent} → ${link.getAttribute("href")}`);
      expect(ways).toEqual(expect.arrayContaining(expected));
    });
  });

  it("forgets a failure after an hour, by itself", async () => {
    const page = await open("empty");
    await page.world.records.addProject({
      id: "docs",
      name: "D",
      sample: false,
      created_at: at(0),
    });
    const id = await startRun(page.world, { project_id: "docs", message: "Fix it" });
    page.world.launcher.exit(id, 1);
    await page.world.admission.lifecycle.settled();
    show(page);
    expect(await screen.findByRole("link", { name: "Fix it: failed" })).toBeVisible();
    await page.clock.turn(3599);
    expect(screen.getByRole("link", { name: "Fix it: failed" })).toBeVisible();
    await page.clock.turn(1);
    expect(await screen.findByText("Nothing needs you.")).toBeVisible();
  });
});

describe("accounts that need a look", () => {
  const links = () =>
    within(card("Needs attention"))
      .getAllByRole("link")
      .map((link) => `${link.textContent} → ${link.getAttribute("href")}`);

  it("are named with what is the matter, and lead to where they are looked at", async () => {
    show(await withAccounts(["ok-1", "down-2", "spent-3", "rejected-4", "tight-5"]));
    await waitFor(() =>
      expect(links()).toEqual([
        "Claude 4: sign in again → /accounts?status=sign_in&q=Claude+4",
        "Claude 3: out of quota → /accounts?status=depleted&q=Claude+3",
        "Claude 2: refresh failed → /accounts?status=failing&q=Claude+2",
      ]),
    );
    expect(card("Needs attention")).toHaveTextContent(/Weekly \(7 d\) used up · back in 3\sh/);
  });

  it("are five at most, and it is said how many more there are", async () => {
    show(await withAccounts(Array.from({ length: 17 }, (_, index) => `down-${index}`)));
    await waitFor(() => expect(links()).toHaveLength(6));
    expect(links()[5]).toBe("and 12 more accounts → /accounts");
  });

  it("are gone by themselves when they are back", async () => {
    const page = await withAccounts(["spent-1"]);
    show(page);
    await waitFor(() => expect(links()).toHaveLength(1));
    await page.clock.turn(3 * 3600);
    expect(await screen.findByText("Nothing needs you.")).toBeVisible();
  });

  it("are not known where they cannot be asked for", async () => {
    const page = await withAccounts(["ok-1"]);
    page.way = async (request, send) =>
      request.url.includes("/providers/client") ? Response.error() : send(request);
    show(page);
    expect(await screen.findByText("No answer about provider accounts.")).toBeVisible();
    expect(screen.queryByText("Nothing needs you.")).toBeNull();
  });
});

describe("what binds first, among the accounts too", () => {
  const tightest = (words: string | RegExp) => within(card("Now")).findByText(words);

  it("is the tightest limit of the account that work would go to", async () => {
    show(await withAccounts(["tight-1"]));
    expect(
      await tightest(
        "Tightest: Weekly (7 d) of Claude 1, 91% used. At this pace it lasts until it resets.",
      ),
    ).toBeVisible();
  });

  it("is no limit of an account that another one stands in for", async () => {
    show(await withAccounts(["spent-1", "ok-2", "tight-3"]));
    expect(
      await tightest(
        "Tightest: Weekly (7 d) of Claude 2, 40% used. At this pace it lasts until it resets.",
      ),
    ).toBeVisible();
  });

  it("is exhausted where all accounts are, until the reset", async () => {
    const page = await withAccounts(["spent-1"]);
    show(page);
    expect(await tightest("Tightest: Weekly (7 d) of Claude 1, exhausted.")).toBeVisible();
    await page.clock.turn(3 * 3600);
    expect(screen.queryByText(/^Tightest: Weekly .*exhausted/)).toBeNull();
  });

  it("is none of an account without numbers, nor of one whose sign-in is rejected", async () => {
    show(await withAccounts(["down-1", "rejected-2", "empty-3"]));
    expect(await tightest("Tightest: Runs, 0% used.")).toBeVisible();
  });

  it("is not said before it is known of the accounts", async () => {
    const page = await withAccounts(["tight-1"]);
    let answer = () => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    page.way = async (request, send) => {
      if (request.url.includes("/providers/binding")) await asked;
      return send(request);
    };
    show(page);
    await said("You can start: 10 runs left this hour.");
    await screen.findByText("Nothing runs");
    expect(screen.queryByText(/^Tightest/)).toBeNull();
    answer();
    expect(
      await tightest(
        "Tightest: Weekly (7 d) of Claude 1, 91% used. At this pace it lasts until it resets.",
      ),
    ).toBeVisible();
  });

  it("follows what becomes of the accounts, by itself", async () => {
    const page = await withAccounts(["tight-1"]);
    show(page);
    expect(await tightest(/^Tightest: Weekly \(7 d\) of Claude 1, 91% used/)).toBeVisible();
    const [known] = page.world.accounts.book.all();
    await act(async () => {
      await page.world.accounts.connections.change(page.world.principal, known!.account.id, {
        enabled: false,
      });
    });
    expect(await tightest("Tightest: Runs, 0% used.")).toBeVisible();
  });

  it("is the caller's own where the accounts cannot be asked for", async () => {
    const page = await withAccounts(["spent-1"]);
    page.way = async (request, send) =>
      request.url.includes("/providers/binding") ? Response.error() : send(request);
    show(page);
    expect(await tightest("Tightest: Runs, 0% used.")).toBeVisible();
  });
});

describe("the way to a session", () => {
  it("goes from the first page to the session that could be stopped, and back to a free button", async () => {
    const page = await open("session-limit-reached");
    show(page);
    await page.user.click(await screen.findByRole("link", { name: "Stop Review with Sam" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Review with Sam" })).toBeVisible();
    await page.user.click(await screen.findByRole("button", { name: "Stop Review with Sam" }));
    expect(await screen.findByText("Stopped")).toBeVisible();
    await page.user.click(screen.getByRole("link", { name: "Overview" }));
    const button = await screen.findByRole("button", { name: "+ New Session" });
    await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
  });
});
