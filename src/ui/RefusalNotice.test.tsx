import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Reason, Refusal, RefusalOf } from "../contract/refusal.ts";
import { refusals } from "../domain/refusals.ts";
import { at, renderUnderClock } from "../renderPage.tsx";
import { RefusalNotice } from "./RefusalNotice.tsx";

const examples: { [R in Reason]: RefusalOf<R> } = {
  compute_quota_exceeded: {
    reason: "compute_quota_exceeded",
    used_seconds: 18_000,
    quota_seconds: 18_000,
    resets_at: at(86_400),
    upgrade_url: "https://leeway.example/upgrade",
  },
  session_limit_reached: {
    reason: "session_limit_reached",
    running: 1,
    max: 1,
    sessions: [{ id: "s1", name: "Checkout", started_at: at(-60) }],
  },
  session_threshold: {
    reason: "session_threshold",
    utilization_pct: 82.4,
    threshold_pct: 80,
    resets_at: at(600),
  },
  week_threshold: {
    reason: "week_threshold",
    utilization_pct: 91,
    threshold_pct: 90,
    resets_at: null,
  },
  run_quota_exhausted: {
    reason: "run_quota_exhausted",
    used: 10,
    max: 10,
    window_seconds: 3600,
    next_slot_at: at(300),
  },
  accounts_depleted: {
    reason: "accounts_depleted",
    provider: "Claude",
    skipped: [{ account_id: "a", name: "Work", why: "weekly window", resets_at: at(7200) }],
    resets_at: at(7200),
    next_look_at: at(300),
  },
  quota_exhausted: {
    reason: "quota_exhausted",
    feature: "image",
    quota_resets_at: at(3600),
    purchase_url: "https://leeway.example/credits",
  },
  insufficient_credits: {
    reason: "insufficient_credits",
    feature: "image",
    purchase_url: "https://leeway.example/credits",
  },
  limits_unavailable: {
    reason: "limits_unavailable",
    engine: "counters",
    retry_after_seconds: 5,
  },
};

const until: Record<Reason, string | null> = {
  compute_quota_exceeded: "The next month starts in 1 d",
  session_limit_reached: null,
  session_threshold: "The window resets in 10 m",
  week_threshold: null,
  run_quota_exhausted: "The next window opens in 5 m",
  accounts_depleted: "The first account is back in 2 h",
  quota_exhausted: "Your quota resets in 1 h",
  insufficient_credits: null,
  limits_unavailable: "Worth another try in 5 s",
};

/** How many moments are counted down to: the one that is waited for, and each account's own. */
const moments = (reason: Reason) =>
  until[reason] === null ? 0 : reason === "accounts_depleted" ? 2 : 1;

const show = (refusal: Refusal, urgent = false, others: readonly Refusal[] = []) =>
  renderUnderClock(
    <RefusalNotice reasons={[refusal, ...others]} correlationId="answer-1" urgent={urgent} />,
  );

describe("RefusalNotice", () => {
  it.each(Object.keys(refusals) as Reason[])(
    "says what stands in the way, until when, and what helps: %s",
    (reason) => {
      const { container } = show(examples[reason]);
      expect(screen.getByText(refusals[reason].title)).toBeVisible();
      expect(screen.getAllByRole("listitem").length).toBeGreaterThan(0);
      expect(container).not.toHaveTextContent(/undefined|null|NaN|\[object/);
      expect(screen.getByRole("button", { name: /answer-1/ })).toBeVisible();
      expect(screen.queryAllByRole("time")).toHaveLength(moments(reason));
      expect(container).toHaveTextContent(new RegExp(until[reason] ?? ""));
    },
  );

  it("counts down, and stops at the moment itself", async () => {
    const { clock, container } = show(examples.run_quota_exhausted);
    expect(container).toHaveTextContent(
      "You have started 10 runs in the last hour; 10 are allowed.",
    );
    await clock.turn(299);
    expect(container).toHaveTextContent("The next window opens in 1 s");
    await clock.turn(1);
    expect(container).toHaveTextContent("The next window opens now, checking.");
  });

  it("says of each reason until when, and each remedy once", () => {
    const { container } = show(examples.session_threshold, false, [
      { ...examples.week_threshold, resets_at: at(90_000) },
      examples.run_quota_exhausted,
    ]);
    const { title } = refusals.session_threshold;
    expect(container).toHaveTextContent(
      new RegExp(
        `^${title}.*5-hour window.*resets in 10\\sm.*weekly window.*resets in 1\\sd.*window opens in 5\\sm`,
      ),
    );
    const remedies = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
    expect(remedies).toEqual([...new Set(remedies)]);
    expect(remedies).toEqual(expect.arrayContaining(["Raise the cap"]));
  });

  it("is nothing where nothing stands in the way", () => {
    renderUnderClock(<RefusalNotice reasons={[]} correlationId="answer-1" />);
    expect(screen.queryByRole("button", { name: /answer-1/ })).toBeNull();
  });

  it("names free remedies first, and marks what costs", () => {
    show(examples.compute_quota_exceeded);
    const remedies = screen.getAllByRole("listitem");
    expect(remedies.map(({ textContent }) => textContent)).toEqual([
      "Wait for the new month.",
      "Upgrade to continue (paid)",
    ]);
    const link = within(remedies[1] as HTMLElement).getByRole("link");
    expect(link).toHaveAttribute("href", "https://leeway.example/upgrade");
  });

  const skipped = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      account_id: `a-${index}`,
      name: `Claude ${index + 1}`,
      why: "Weekly (7 d) used up",
      resets_at: at(7200),
    }));
  const listed = () =>
    within(screen.getByRole("list", { name: "Skipped accounts" }))
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);

  it("names each account that was skipped, why, and when it is back if that is known", () => {
    const signedOut = {
      account_id: "b",
      name: "Spare",
      why: "out of quota, says the vendor",
      resets_at: null,
    };
    show({ ...examples.accounts_depleted, skipped: [...skipped(1), signedOut] });
    expect(listed()).toEqual([
      expect.stringMatching(/^Claude 1: Weekly \(7 d\) used up, back in 2\sh · /),
      "Spare: out of quota, says the vendor",
    ]);
  });

  it.each([
    [5, undefined],
    [6, "and 1 more"],
    [317, "and 312 more"],
  ])("names at most five of %d skipped accounts, and says how many more", (count, more) => {
    show({ ...examples.accounts_depleted, skipped: skipped(count) });
    expect(listed().slice(0, 5)).toEqual(
      skipped(5).map(({ name }) => expect.stringContaining(`${name}: `)),
    );
    expect(listed()[5]).toBe(more);
    expect(listed()).toHaveLength(Math.min(count, 6));
  });

  it("is an alert only where it answers an act", () => {
    const { unmount } = show(examples.run_quota_exhausted);
    expect(screen.queryByRole("alert")).toBeNull();
    unmount();
    show(examples.run_quota_exhausted, true);
    expect(screen.getByRole("alert")).toHaveTextContent("Run quota exhausted");
  });
});
