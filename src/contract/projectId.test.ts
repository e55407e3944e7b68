import { describe, expect, it } from "vitest";
import { ProjectId } from "./projectId.ts";

describe("a project id", () => {
  it.each(["a", "7", "acme/web", "a/b/c", "Acme.io/web_app-2", "a..b", "a-", "x".repeat(100)])(
    "may be %s",
    (id) => expect(ProjectId.parse(id)).toBe(id),
  );

  it.each([
    "",
    "/",
    "/web",
    "acme/",
    "acme//web",
    ".",
    "..",
    "acme/../etc",
    "acme/.git",
    "-rf",
    "_a",
    " acme",
    "acme\n",
    "acme web",
    "acme%2Fweb",
    "acme\\web",
    "äcme",
    "a\0",
    "x".repeat(101),
  ])("is never %j", (id) => expect(ProjectId.safeParse(id).success).toBe(false));

  it("says what it must be", () => {
    expect(ProjectId.safeParse("a b").error?.issues[0]?.message).toMatch(/^must be letters/);
  });
});
