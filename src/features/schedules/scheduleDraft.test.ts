import { describe, expect, it } from "vitest";
import { scheduleWith } from "../../gallery/sampleSchedules.ts";
import { additionOf, changeOf, draftOf, newDraft } from "./scheduleDraft.ts";

const schedule = scheduleWith({ provider: "claude", model: "opus" });
const draft = draftOf(schedule);

describe("what is sent", () => {
  it("is all of a new one, without a provider or a model where none is named", () => {
    const { provider, model, ...rest } = newDraft("docs");
    expect([provider, model]).toEqual(["", ""]);
    expect(additionOf({ ...newDraft("docs"), model: " " })).toEqual(rest);
    const named = { provider: "claude", model: "opus" };
    expect(additionOf({ ...newDraft("docs"), ...named })).toMatchObject(named);
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
    [{ provider: "codex" }, { provider: "codex" }],
    [
      { provider: "", model: "" },
      { provider: null, model: null },
    ],
    [{ model: "sonnet" }, { model: "sonnet" }],
    [{ model: " opus " }, {}],
    [{ allow_overage: true }, { allow_overage: true }],
  ])("is what is different: %j", (different, sent) => {
    expect(changeOf(schedule, { ...draft, ...different })).toEqual(sent);
  });
});
