import { describe, expect, it } from "vitest";
import { type AccountDraft, connectionOf, emptyDraft } from "./accountDraft.ts";

const request = (more: Partial<AccountDraft>, isOperator = false) => {
  const draft = { ...emptyDraft, provider: "claude" as const, token: " tok-1 ", ...more };
  return connectionOf(draft, draft.provider ?? "claude", isOperator);
};
const bare = { kind: "token", token: "tok-1" };

describe("the request for an account", () => {
  it.each<[string, Partial<AccountDraft>, object]>([
    ["a pasted token", {}, bare],
    ["no account id where it is not asked for", { account_id: "acc" }, bare],
    [
      "an account id of Codex",
      { provider: "codex", account_id: " acc " },
      { ...bare, account_id: "acc" },
    ],
    ["no account id that was left empty", { provider: "codex", account_id: "  " }, bare],
    ["the region of z.ai", { provider: "zai", region: "cn" }, { ...bare, region: "cn" }],
    ["the region of MiniMax", { provider: "minimax" }, { ...bare, region: "global" }],
    ["the region of Moonshot", { provider: "moonshot" }, { ...bare, region: "global" }],
    ["no region where it is not asked for", { region: "cn" }, bare],
    [
      "a path, and no token",
      { source: "file", path: " ~/c.json " },
      { kind: "file", path: "~/c.json" },
    ],
    [
      "a variable, and no token",
      { source: "environment", variable: " KEY ", provider: "zai" },
      { kind: "environment", name: "KEY" },
    ],
  ])("has %s", (_, more, credential) => {
    expect(request(more).credential).toEqual(credential);
  });

  it("has a nickname only if one was written", () => {
    expect(request({ nickname: " Work " })).toHaveProperty("nickname", "Work");
    expect(request({ nickname: "  " })).not.toHaveProperty("nickname");
  });

  it("says for whom it is only for operators", () => {
    expect(request({ owner: "me" }, true)).toHaveProperty("owner", "me");
    expect(request({ owner: "me" })).not.toHaveProperty("owner");
  });
});
