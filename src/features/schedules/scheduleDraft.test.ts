import { describe, expect, it } from "vitest";
import { scheduleWith } from "../../gallery/sampleSchedules.ts";
import { additionOf, changeOf, draftOf, newDraft } from "./scheduleDraft.ts";

const schedule = scheduleWith({ provider: "claude", model: "opus" });
const draft = draftOf(schedule);

describe("what is sent", () => {
  it("is all of a new one, without a provider where none is chosen", () => {
    const { provider, ...rest } = newDraft("docs");
    expect(provider).toBe("");
    expect(additionOf(newDraft("docs"))).toEqual(rest);
    expect(additionOf({ ...newDraft("docs"), provider: "claude" }).provider).toBe("claude");
  });

  it("is nothing where nothing is different", () => {
    expect(changeOf(schedule, draft)).toEqual({});
  });

  it.each([
    [{ name: "Other" }, { name: "Other" }],
    [
      { cron: "5 * * * *", timezone: "UTC" },
      { cron: "5 * * * *", timezone: "UTC" },
    ],
    [{ provider: "codex" }, { provider: "codex", model: null }],
    [{ provider: "" }, { provider: null, model: null }],
  ])("is what is different: %j", (different, sent) => {
    expect(changeOf(schedule, { ...draft, ...different })).toEqual(sent);
  });
});
