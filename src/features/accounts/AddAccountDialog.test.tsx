import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { act, screen, waitFor, within } from "@testing-library/react";
import { useEffect } from "react";
import { useLocation } from "react-router";
import { describe, expect, it } from "vitest";
import { plainProvider } from "../../../mocks/plainProvider.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import type { Principal } from "../../../server/admission/principal.ts";
import { credentialOf } from "../../../server/providers/credentialOf.ts";
import { CredentialError } from "../../../server/providers/credentialError.ts";
import type { Places } from "../../../server/providers/places.ts";
import { openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { ToastArea } from "../frame/ToastArea.tsx";
import { AddAccountButton } from "./AddAccountButton.tsx";

const read: string[] = [];
/** A machine with Claude Code's credential, a variable of z.ai and one whose content is of no use. */
const places: Places = {
  discover: async () => [
    { id: "claude:claude-code", provider: "claude", tool: "Claude Code", place: "~/.claude.json" },
    { id: "zai:env:ZAI_API_KEY", provider: "zai", tool: null, place: "ZAI_API_KEY" },
    { id: "codex:codex", provider: "codex", tool: "Codex CLI", place: "~/.codex/auth.json" },
    { id: "grok:grok", provider: "grok", tool: "Grok CLI", place: "~/.grok.json" },
  ],
  read: async (_, __, source) => {
    read.push(source);
    if (source.startsWith("claude") || source === "KEY") return credentialOf("ok-machine");
    throw new CredentialError("no_login", `Nobody is signed in at ${source}`);
  },
};

const clients: QueryClient[] = [];
/** Tells where the page is, and lets its caches be looked into. */
const Probe = () => {
  const client = useQueryClient();
  useEffect(() => {
    clients[0] = client;
  }, [client]);
  return <output aria-label="address">{JSON.stringify(useLocation())}</output>;
};

async function open(role: Principal["role"] = "operator"): Promise<Page> {
  read.length = 0;
  const page = await openPage({
    providers: [
      plainProvider("claude", "Claude", { poses_as_client: true, paste_hint: "A token (sk-…)" }),
      plainProvider("codex", "Codex"),
      plainProvider("zai", "z.ai"),
      plainProvider("grok", "Grok"),
    ],
    places,
    principal: { id: "dana", name: "Dana", role },
    policy: { ...defaultPolicy, providers: { grok: { enabled: false } } },
  });
  page.render(
    <>
      <AddAccountButton />
      <Probe />
      <ToastArea />
    </>,
  );
  await waitFor(() => expect(page.times("GET /me")).toBe(1));
  await page.user.click(screen.getByRole("button", { name: "+ Add account" }));
  await within(dialog()).findByRole("combobox", { name: "Provider" });
  if (role === "operator") await within(dialog()).findByText("Found on this machine.");
  return page;
}

const dialog = () => screen.getByRole("dialog", { name: "Add an account" });
const press = ({ user }: Page, name: string) =>
  user.click(within(dialog()).getByRole("button", { name }));
const select = ({ user }: Page, name: string, option: string) =>
  user.selectOptions(within(dialog()).getByRole("combobox", { name }), option);
const field = (label: string) => within(dialog()).getByLabelText(label);

/** Pastes a token for a provider and sends it. */
async function paste(page: Page, token: string, provider = "Claude"): Promise<void> {
  await select(page, "Provider", provider);
  await page.user.click(field("Token"));
  if (token !== "") await page.user.paste(token);
  await press(page, "Add account");
}
const accounts = ({ world }: Page) =>
  world.accounts.book
    .all()
    .map(({ account: { nickname, provider, user_id, credential_kind } }) => ({
      nickname,
      provider,
      user_id,
      credential_kind,
    }));

/** What the page's caches hold, as text. */
function cached(): string {
  const [client] = clients;
  const answers = client?.getQueryCache().getAll() ?? [];
  const acts = client?.getMutationCache().getAll() ?? [];
  expect(answers).not.toHaveLength(0);
  return JSON.stringify([
    answers.map(({ queryKey, state }) => [queryKey, state]),
    acts.map(({ state }) => state),
  ]);
}

/** Everything that outlives the dialog, as text. */
function kept(): string {
  const stored = [localStorage, sessionStorage].flatMap((storage) =>
    Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? "")),
  );
  const written = [...document.querySelectorAll("input")].map(({ value }) => value);
  return cached() + JSON.stringify([document.documentElement.outerHTML, written, stored]);
}

describe("a pasted token", () => {
  it("is added, and the dialog says that it works, with the limits that were seen", async () => {
    const page = await open();
    await paste(page, "ok-1");
    expect(await within(dialog()).findByText("Claude 1")).toBeVisible();
    expect(within(dialog()).getByText(/works/)).toHaveTextContent("Claude 1 works");
    expect(within(dialog()).getByText("Plan Max")).toBeVisible();
    const meter = within(dialog()).getByRole("meter", { name: "Weekly (7 d) of Claude 1" });
    expect(meter).toHaveAttribute("aria-valuenow", "40");
    expect(accounts(page)).toEqual([
      { nickname: "Claude 1", provider: "claude", user_id: null, credential_kind: "token" },
    ]);
    await press(page, "Done");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is nowhere once it is added: not in the page, not in a cache, not in the address", async () => {
    const page = await open();
    await paste(page, "ok-very-secret");
    await within(dialog()).findByText(/works/);
    expect(kept()).not.toContain("very-secret");
    await press(page, "Done");
    expect(kept()).not.toContain("very-secret");
  });

  it("is in no cache while it is on its way, nor after it was not accepted", async () => {
    const page = await open();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    page.way = async (request, send) => {
      if (request.method === "POST") await held;
      return send(request);
    };
    await paste(page, "very-secret with a blank");
    expect(await within(dialog()).findByRole("button", { name: "Asking Claude…" })).toBeVisible();
    expect(cached()).not.toContain("very-secret");
    answer();
    await waitFor(() => expect(field("Token")).toBeInvalid());
    expect(cached()).not.toContain("very-secret");
  });

  it("is forgotten when the dialog is closed", async () => {
    const page = await open();
    await select(page, "Provider", "Claude");
    await page.user.type(field("Token"), "very-secret");
    await press(page, "Cancel");
    expect(kept()).not.toContain("very-secret");
    await page.user.click(screen.getByRole("button", { name: "+ Add account" }));
    await select(page, "Provider", "Claude");
    expect(field("Token")).toHaveValue("");
  });

  it("is hidden until it is asked for", async () => {
    const page = await open();
    await select(page, "Provider", "Claude");
    expect(field("Token")).toHaveAttribute("type", "password");
    expect(field("Token")).toHaveAccessibleDescription(/^A token \(sk-…\)\. It is kept encrypted/);
    await press(page, "Show the token");
    expect(field("Token")).toHaveAttribute("type", "text");
    await press(page, "Show the token");
    expect(field("Token")).toHaveAttribute("type", "password");
  });

  it("is sent once, however often it is pressed meanwhile", async () => {
    const page = await open();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    page.way = async (request, send) => {
      if (request.method === "POST") await held;
      return send(request);
    };
    await paste(page, "ok-1");
    const busy = await within(dialog()).findByRole("button", { name: "Asking Claude…" });
    expect(busy).toHaveAttribute("aria-busy", "true");
    await page.user.click(busy);
    answer();
    await within(dialog()).findByText(/works/);
    expect(page.times("POST /providers/connections")).toBe(1);
  });
});

describe("what can be said of an account", () => {
  it("is its name and for whom it is, for operators", async () => {
    const page = await open();
    await select(page, "Provider", "Claude");
    await page.user.type(field("Nickname"), "Work");
    await select(page, "For whom", "Only me");
    await page.user.type(field("Token"), "ok-1{Enter}");
    await within(dialog()).findByText(/works/);
    expect(accounts(page)).toMatchObject([{ nickname: "Work", user_id: "dana" }]);
  });

  it("is less for members: their tokens are theirs, and the machine is not read", async () => {
    const page = await open("member");
    await paste(page, "ok-1");
    await within(dialog()).findByText(/works/);
    expect(accounts(page)).toMatchObject([{ user_id: "dana" }]);
    expect(page.asked).not.toContain("GET /providers/discovered");
    expect(screen.queryByText("Found on this machine.")).toBeNull();
  });

  it("has only what its provider needs", async () => {
    const page = await open("member");
    const labels = () =>
      [...dialog().querySelectorAll("label")].map(({ textContent }) => textContent);
    expect(labels()).toEqual(["Provider"]);
    await select(page, "Provider", "Claude");
    expect(labels()).toEqual(["Provider", "Token", "Nickname"]);
    await select(page, "Provider", "z.ai");
    expect(labels()).toEqual(["Provider", "Token", "Region", "Nickname"]);
    await select(page, "Provider", "Codex");
    expect(labels()).toEqual(["Provider", "Token", "Account id", "Nickname"]);
  });

  it("says where Leeway would call itself the vendor's own client", async () => {
    const page = await open();
    await select(page, "Provider", "Claude");
    expect(within(dialog()).getByText(/a matter of the vendor's terms/)).toBeVisible();
    await select(page, "Provider", "Codex");
    expect(within(dialog()).queryByText(/a matter of the vendor's terms/)).toBeNull();
  });

  it("offers no provider that is switched off, and says so", async () => {
    await open();
    const provider = within(dialog()).getByRole("combobox", { name: "Provider" });
    expect(within(provider).queryByRole("option", { name: "Grok" })).toBeNull();
    expect(provider).toHaveAccessibleDescription("Switched off in the policy: Grok");
  });

  it("is not asked of viewers, who are told why", async () => {
    const page = await openPage({ principal: { id: "v", name: "V", role: "viewer" } });
    page.render(<AddAccountButton />);
    const button = screen.getByRole("button", { name: "+ Add account" });
    await waitFor(() => expect(button).toHaveAccessibleDescription(/^Viewers only read/));
  });
});

describe("what was found on the machine", () => {
  const row = (name: string) =>
    within(screen.getByRole("region", { name: "Found on this machine" }))
      .getAllByRole("listitem")
      .find(({ textContent }) => textContent.includes(name)) as HTMLElement;

  it("is read only once it is added", async () => {
    const page = await open();
    expect(row("Claude Code")).toHaveTextContent("~/.claude.json");
    expect(row("z.ai variable")).toHaveTextContent("ZAI_API_KEY");
    expect(read).toEqual([]);
    await press(page, "Add Claude Code");
    expect(await within(dialog()).findByText(/works/)).toHaveTextContent("Claude 1 works");
    expect(new Set(read)).toEqual(new Set(["claude:claude-code"]));
    expect(accounts(page)).toMatchObject([{ credential_kind: "discovered", user_id: null }]);
    await press(page, "Done");
    await page.user.click(screen.getByRole("button", { name: "+ Add account" }));
    await waitFor(() => expect(row("Claude Code")).toHaveTextContent(/Added$/));
    expect(screen.queryByRole("button", { name: "Add Claude Code" })).toBeNull();
  });

  it("says in its place why it cannot be added", async () => {
    const page = await open();
    await press(page, "Add Codex CLI");
    await waitFor(() =>
      expect(row("Codex CLI")).toHaveTextContent("Nobody is signed in at codex:codex"),
    );
    expect(within(dialog()).queryByText("The account was not added")).toBeNull();
    expect(accounts(page)).toEqual([]);
  });

  it("is not offered where its provider is switched off", async () => {
    await open();
    expect(row("Grok CLI")).toHaveTextContent("Grok is switched off in the policy");
    expect(within(row("Grok CLI")).queryByRole("button")).toBeNull();
  });
});

describe("what is wrong with a request", () => {
  it("is a provider that was not chosen", async () => {
    const page = await open();
    await press(page, "Add account");
    const provider = within(dialog()).getByRole("combobox", { name: "Provider" });
    expect(provider).toHaveAccessibleDescription(/^Choose a provider\./);
    expect(page.asked).not.toContain("POST /providers/connections");
  });

  it.each([
    ["an empty token", "", "Token must not be empty"],
    ["a token with a blank", "a b", "Token must be one line without blanks"],
  ])("is said at its field: %s", async (_, token, words) => {
    const page = await open();
    await paste(page, token);
    await waitFor(() => expect(field("Token")).toBeInvalid());
    expect(field("Token")).toHaveAccessibleDescription(new RegExp(`^${words}`));
    expect(field("Nickname")).toBeValid();
    expect(within(dialog()).queryByText("The account was not added")).toBeNull();
    expect(accounts(page)).toEqual([]);
  });

  it.each([
    ["A file on the server's machine", "Path", "relative.json", /^Path must be absolute/],
    [
      "A file on the server's machine",
      "Path",
      "/gone.json",
      /^Nobody is signed in at \/gone\.json/,
    ],
    ["An environment variable of the server", "Variable", "1x", /^Variable must be the name/],
    ["An environment variable of the server", "Variable", "NONE", /^Nobody is signed in at NONE/],
  ])("is said at its field: %s, %s %s", async (source, label, value, words) => {
    const page = await open();
    await select(page, "Provider", "Claude");
    await select(page, "Credential", source);
    await page.user.type(field(label), value);
    await press(page, "Add account");
    await waitFor(() => expect(field(label)).toBeInvalid());
    expect(field(label)).toHaveAccessibleDescription(words);
  });

  it("is said above the buttons where no field is at fault, and can be tried again", async () => {
    const page = await open();
    const { way } = page;
    page.way = (request, send) =>
      request.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : send(request);
    await paste(page, "ok-1");
    expect(
      await within(dialog()).findByText("It is not known whether the account was added"),
    ).toBeVisible();
    expect(field("Token")).toHaveValue("ok-1");
    page.way = way;
    await press(page, "Try again");
    expect(await within(dialog()).findByText(/works/)).toBeVisible();
  });

  it("adds one account where it was added, and only the answer was lost", async () => {
    const page = await open();
    const { way } = page;
    page.way = async (request, send) => {
      const answer = await send(request);
      return request.url.endsWith("/providers/connections") ? Response.error() : answer;
    };
    await paste(page, "ok-1");
    await within(dialog()).findByText("It is not known whether the account was added");
    page.way = way;
    await press(page, "Try again");
    expect(await within(dialog()).findByText(/works/)).toBeVisible();
    expect(await page.world.records.listAccounts()).toHaveLength(1);
  });

  it("is said as the server says it where the records do not take it", async () => {
    const page = await open();
    page.world.breakEngine("records");
    await paste(page, "ok-1");
    expect(await within(dialog()).findByText("The account was not added")).toBeVisible();
  });
});

describe("an account that does not work", () => {
  it.each([
    ["rejected-1", "Sign in again", "The vendor does not accept this sign-in."],
    ["keyless-1", "No usage to read", "An API key has no usage to read."],
    ["down-1", "Claude was not reachable", "HTTP 503."],
    ["empty-1", "Claude named no limit", "The answer holds no limit that can be read."],
    ["paused-1", "Claude asks to wait", "The usage endpoint asks to wait."],
  ])("says why: %s", async (token, title, message) => {
    const page = await open();
    await paste(page, token);
    const notice = await within(dialog()).findByText(title);
    expect(notice.closest("[role=status]")).toHaveTextContent(message);
    expect(within(dialog()).queryByRole("meter")).toBeNull();
    await press(page, "Keep it");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(accounts(page)).toHaveLength(1);
  });

  it("is removed, and that is said", async () => {
    const page = await open();
    await paste(page, "rejected-1");
    await within(dialog()).findByText("Sign in again");
    await press(page, "Remove it");
    expect(await screen.findByText("Claude 1 removed")).toBeVisible();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(accounts(page)).toEqual([]);
  });

  it("takes another credential, and stays the same account", async () => {
    const page = await open();
    await paste(page, "rejected-1");
    await within(dialog()).findByText("Sign in again");
    await press(page, "Try another credential");
    expect(dialog()).toHaveTextContent("Another credential for Claude 1");
    expect(within(dialog()).queryByRole("combobox", { name: "Provider" })).toBeNull();
    expect(field("Token")).toHaveValue("");
    await page.user.type(field("Token"), "ok-2");
    await press(page, "Try it");
    expect(await within(dialog()).findByText(/works/)).toHaveTextContent("Claude 1 works");
    expect(accounts(page)).toHaveLength(1);
    expect(kept()).not.toContain("ok-2");
  });

  it("is still being asked after eight seconds, and says it once it is known", async () => {
    const page = await open();
    useFakeTimers();
    await paste(page, "silent-1");
    await within(dialog()).findByRole("button", { name: "Asking Claude…" });
    // What is told later has to be told a pause after it was added.
    await waitFor(() => expect(page.world.accounts.book.all()).toHaveLength(1));
    await page.clock.turn(8);
    expect(await within(dialog()).findByText("Still asking Claude")).toBeVisible();
    const [known] = page.world.accounts.book.all();
    if (!known) throw new Error("There is no account.");
    await act(() =>
      page.world.accounts.book.keep(
        known.account.id,
        {
          ...known.poll,
          snapshot: {
            ...known.poll.snapshot,
            status: "error",
            error: { code: "http_503", message: "HTTP 503." },
          },
        },
        null,
        true,
      ),
    );
    await act(() => page.world.accounts.book.flush());
    expect(await within(dialog()).findByText("Claude was not reachable")).toBeVisible();
  });

  it("has the focus on what became of it", async () => {
    const page = await open();
    await paste(page, "ok-1");
    const said = await within(dialog()).findByText(/works/);
    expect(document.activeElement).toContainElement(said);
    expect(document.activeElement).not.toBe(document.body);
  });
});
