import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { seedSchedules } from "../../../mocks/schedulesScenario.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage, type Page } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { SchedulesCard } from "./SchedulesCard.tsx";

let page: Page;
let ago = 0;
beforeEach(async () => {
  ago = 0;
  const runs = { max: 2, window_seconds: 3600, lease_seconds: 90 };
  page = await openPage({ policy: { ...defaultPolicy, runs }, ago: () => ago });
  for (const id of ["acme/web", "acme/payments-api", "docs"]) {
    await page.world.records.addProject({ id, name: id, sample: false, created_at: at(0) });
  }
});
const seed = () => seedSchedules(page.world, (seconds) => (ago = seconds));
const show = () =>
  page.render(
    <>
      <SchedulesCard projectHref={(id) => `/projects/${id}`} />
      <ToastArea />
    </>,
  );

/** The row of a schedule, by its heading. */
const row = async (name: string): Promise<HTMLElement> => {
  const heading = await screen.findByRole("heading", { level: 3, name });
  const found = heading.closest("li");
  if (!found) throw new Error(`${name} is in no list.`);
  return found;
};
const press = async (name: string) => page.user.click(await screen.findByRole("button", { name }));
const dialog = () => screen.findByRole("dialog");
const field = async (name: string) => within(await dialog()).findByLabelText(name);
const write = async (name: string, text: string) => {
  await page.user.clear(await field(name));
  if (text) await page.user.type(await field(name), text);
};
const save = async () =>
  page.user.click(within(await dialog()).getByRole("button", { name: "Save" }));
const known = async () => page.world.records.listSchedules(null);

describe("the list of schedules", () => {
  it("says that there are none, which is neither pending nor failed", async () => {
    show();
    expect(screen.getByRole("status", { name: "Loading: Schedules" })).toBeVisible();
    expect(await screen.findByText("No schedules yet")).toBeVisible();
    expect(screen.queryByText("Schedules unavailable")).toBeNull();
  });

  it("says that it cannot be had, which is not empty", async () => {
    page.world.breakEngine("records");
    show();
    expect(await screen.findByText("Schedules unavailable")).toBeVisible();
    expect(screen.queryByText("No schedules yet")).toBeNull();
  });

  it("has the next starts in the schedule's own time zone", async () => {
    await seed();
    show();
    const next = within(await row("Weekday checks")).getByRole("list", { name: "Next" });
    // The test begins on a Sunday.
    expect(next).toHaveTextContent("Mon 07:00 CETTue 07:00 CETWed 07:00 CET");
    expect(await row("Friday release notes")).toHaveTextContent("Nothing, while it is paused.");
  });

  it("has what became of the last starts, with the reason", async () => {
    await seed();
    show();
    const last = within(await row("Triage new issues")).getByRole("list", { name: "Last" });
    const outcomes = within(last).getAllByRole("listitem");
    expect(outcomes.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^12:50 CETSkippedYou have started 2 runs/),
      "12:40 CETMissedNo server looked in time.",
      expect.stringMatching(/^12:30 CETSkippedYou have started 2 runs/),
      "12:20 CETFailedended with code 1",
      "12:10 CETSucceeded",
    ]);
    expect(await row("Update the dependencies")).toHaveTextContent(/11:50 UTCParkedYou have/);
    expect(await row("Weekday checks")).toHaveTextContent("It has started nothing yet.");
  });

  it("leads to the project", async () => {
    await seed();
    show();
    const link = within(await row("Friday release notes")).getByRole("link", { name: "docs" });
    expect(link).toHaveAttribute("href", "/projects/docs");
  });
});

describe("a new schedule", () => {
  const fill = async () => {
    await press("+ New schedule");
    await write("Name", "Nightly");
    await write("Message", "Run the slow tests");
    await write("Cron", "30 2 * * *");
    await write("Time zone", "Europe/Berlin");
  };

  it("is saved from the empty list, and shows its next starts as the server names them", async () => {
    await page.live.close();
    show();
    await fill();
    await save();
    const next = await within(await dialog()).findByRole("list", { name: "Next" });
    expect(next).toHaveTextContent("Mon 02:30 CETTue 02:30 CETWed 02:30 CET");
    await page.user.click(within(await dialog()).getByRole("button", { name: "Done" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(await row("Nightly")).toHaveTextContent(
      "30 2 * * * Europe/Berlin · in acme/payments-api",
    );
    expect(await known()).toMatchObject([
      { message: "Run the slow tests", provider: null, enabled: true, on_refusal: "refuse" },
    ]);
  });

  it("takes the reader's own time zone, unless told otherwise", async () => {
    show();
    await press("+ New schedule");
    expect(await field("Time zone")).toHaveValue(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it("may be for a provider, and wait", async () => {
    show();
    await fill();
    await within(await dialog()).findByRole("option", { name: "Claude" });
    await page.user.selectOptions(await field("Provider"), "claude");
    await page.user.selectOptions(await field("If a limit stands in the way"), "park");
    await save();
    await within(await dialog()).findByRole("button", { name: "Done" });
    expect(await known()).toMatchObject([{ provider: "claude", on_refusal: "park" }]);
  });

  it("may name a model, and cost money where it waits", async () => {
    show();
    await fill();
    const overage = { name: "Parked, it may cost money beyond a plan" };
    expect(within(await dialog()).queryByRole("checkbox", overage)).toBeNull();
    await page.user.selectOptions(await field("If a limit stands in the way"), "park");
    await page.user.click(within(await dialog()).getByRole("checkbox", overage));
    await write("Model", "claude-opus-4-5");
    await save();
    await within(await dialog()).findByRole("button", { name: "Done" });
    expect(await known()).toMatchObject([{ model: "claude-opus-4-5", allow_overage: true }]);
    await page.user.click(within(await dialog()).getByRole("button", { name: "Done" }));
    expect(await row("Nightly")).toHaveTextContent(
      "claude-opus-4-5 · waits for limits, and may cost money beyond a plan",
    );
  });

  it.each([
    ["Name", " ", /^Name must not be empty/],
    ["Message", "", /^Message must not be empty/],
    ["Cron", "every morning", /^Cron must be five cron fields/],
    ["Cron", "0 0 30 2 *", /^Cron names no time that ever comes/],
    ["Time zone", "Mars/Olympus", /^Time zone must be an IANA time zone/],
  ])("names a %s that is wrong: %j", async (label, text, words) => {
    show();
    await fill();
    await write(label, text);
    await save();
    await waitFor(async () => expect(await field(label)).toBeInvalid());
    expect(await field(label)).toHaveAccessibleDescription(words);
    expect(screen.queryByText("The schedule was not saved")).toBeNull();
    expect(await known()).toEqual([]);
  });

  it("names a project that was removed meanwhile", async () => {
    await page.world.records.addProject({
      id: "old",
      name: "old",
      sample: true,
      created_at: at(0),
    });
    show();
    await fill();
    await page.user.selectOptions(await field("Project"), "old");
    await page.world.records.removeSample();
    await save();
    await waitFor(async () => expect(await field("Project")).toBeInvalid());
    expect(await field("Project")).toHaveAccessibleDescription("no such project");
  });

  it("keeps what was written where no answer came, and saves when tried again", async () => {
    show();
    await fill();
    const { way } = page;
    page.way = (request, send) =>
      request.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : send(request);
    await save();
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /^It is not known whether the schedule was saved/,
    );
    expect(await field("Name")).toHaveValue("Nightly");
    page.way = way;
    await press("Try again");
    expect(await screen.findByRole("button", { name: "Done" })).toBeVisible();
    expect(await known()).toHaveLength(1);
  });

  it("is added once where it was saved, and only the answer was lost", async () => {
    show();
    await fill();
    const { way } = page;
    page.way = async (request, send) => {
      const answer = await send(request);
      if (request.method === "POST" && request.url.endsWith("/schedules")) return Response.error();
      return answer;
    };
    await save();
    expect(await screen.findByText("It is not known whether the schedule was saved")).toBeVisible();
    page.way = way;
    await press("Try again");
    await within(await dialog()).findByRole("button", { name: "Done" });
    expect(await known()).toHaveLength(1);
  });
});

it("leads to the projects where there is none to start runs in", async () => {
  page = await openPage();
  show();
  await press("+ New schedule");
  expect(
    await within(await dialog()).findByRole("link", { name: "Add a project" }),
  ).toHaveAttribute("href", "/projects");
});

describe("a schedule", () => {
  beforeEach(seed);

  it("is edited, and only what is different is changed", async () => {
    show();
    await press("Edit Friday release notes");
    expect(await field("Cron")).toHaveValue("30 18 * * 5");
    await write("Name", "Release notes");
    await save();
    await within(await dialog()).findByRole("button", { name: "Done" });
    expect(document.activeElement).toHaveTextContent(/^Release notes is saved\./);
    expect(await dialog()).toHaveTextContent("Nothing, while it is paused.");
    const changed = (await known()).find(({ name }) => name === "Release notes");
    expect(changed).toMatchObject({ timezone: "America/New_York", provider: "claude" });
  });

  it("loses its model with the provider that it was of", async () => {
    show();
    await press("Edit Friday release notes");
    await write("Model", "claude-opus-4-5");
    await within(await dialog()).findByRole("option", { name: "Codex" });
    await page.user.selectOptions(await field("Provider"), "codex");
    expect(await field("Model")).toHaveValue("");
    await save();
    await within(await dialog()).findByRole("button", { name: "Done" });
    const changed = (await known()).find(({ name }) => name === "Friday release notes");
    expect(changed).toMatchObject({ provider: "codex", model: null });
  });

  it("is paused, and resumed, also without the live channel", async () => {
    await page.live.close();
    show();
    await press("Pause Weekday checks");
    expect(await screen.findByText("Weekday checks paused")).toBeVisible();
    await press("Resume Weekday checks");
    expect(await screen.findByText("Weekday checks goes on")).toBeVisible();
    await waitFor(async () => expect(await row("Weekday checks")).toHaveTextContent("Mon 07:00"));
  });

  it("is deleted once that is confirmed, and its parked runs stay", async () => {
    show();
    const parked = await page.world.records.parkedRuns();
    await press("Delete Update the dependencies");
    await page.user.click(within(await dialog()).getByRole("button", { name: "Cancel" }));
    expect(await known()).toHaveLength(4);
    await press("Delete Update the dependencies");
    await page.user.click(within(await dialog()).getByRole("button", { name: "Delete it" }));
    expect(await screen.findByText("Update the dependencies deleted")).toBeVisible();
    await waitFor(() => expect(screen.queryByText("Update the dependencies")).toBeNull());
    expect(await page.world.records.parkedRuns()).toEqual(parked);
  });

  it("says why it was not changed", async () => {
    show();
    await row("Weekday checks");
    page.way = (request, send) =>
      request.method === "PATCH" ? Promise.reject(new TypeError("fetch failed")) : send(request);
    await press("Pause Weekday checks");
    expect(await screen.findByText("Not changed: The server cannot be reached.")).toBeVisible();
    expect(await row("Weekday checks")).toHaveTextContent("On");
  });
});

it("is read only for viewers, who are told so", async () => {
  page = await openPage({ principal: { id: "vera", name: "Vera", role: "viewer" } });
  show();
  const button = await screen.findByRole("button", { name: "+ New schedule" });
  await waitFor(() => expect(button).toHaveAttribute("aria-disabled", "true"));
  expect(button).toHaveAccessibleDescription(/^Viewers only read/);
});
