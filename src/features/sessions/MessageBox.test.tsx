import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { startRun } from "../../../mocks/world.ts";
import { ANSWER_MS } from "../../api/messenger.ts";
import { defaultPolicy } from "../../../server/admission/policy.ts";
import { at, openPage, type Page, useFakeTimers } from "../../renderPage.tsx";
import { SessionCard } from "./SessionCard.tsx";

async function open() {
  const page = await openPage({ policy: defaultPolicy });
  const id = await startRun(page.world, { kind: "session", project_id: null, name: "Parser" });
  const shown = page.render(<SessionCard id={id} />);
  await screen.findByText("Running");
  return { page, id, shown };
}
const box = () => screen.getByRole("textbox", { name: "Message" });
const button = () => screen.getByRole("button", { name: "Send" });
const output = () => screen.getByRole("region", { name: "Output" });
const onTheirWay = () => screen.queryByRole("list", { name: "Messages on their way" });
const end = (page: Page, id: string) => act(async () => page.world.launcher.exit(id, 0));

describe("the message box", () => {
  it("sends by Enter, makes room for the next, and leaves the answer to the output", async () => {
    const { page } = await open();
    await page.user.type(box(), "  hello{Enter}");
    expect(box()).toHaveValue("");
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
    await waitFor(() => expect(onTheirWay()).toBeNull());
  });

  it("starts a new line by Shift and Enter, and sends by its button", async () => {
    const { page } = await open();
    await page.user.type(box(), "one{Shift>}{Enter}{/Shift}two");
    expect(box()).toHaveValue("one\ntwo");
    await page.user.click(button());
    await waitFor(() => expect(output().textContent).toContain("You said: one\nYou said: two\n"));
  });

  it("takes the Enter that chooses a word for just that", async () => {
    const { page } = await open();
    await page.user.type(box(), "にほ");
    fireEvent.keyDown(box(), { key: "Enter", isComposing: true });
    expect(box()).toHaveValue("にほ");
  });

  it("sends nothing where nothing is written, and says so until something is", async () => {
    const { page } = await open();
    await page.user.type(box(), "  {Enter}");
    expect(box()).toBeInvalid();
    expect(box()).toHaveAccessibleDescription(/^Write something first\./);
    expect(onTheirWay()).toBeNull();
    await page.user.type(box(), "x");
    expect(box()).toBeValid();
  });

  it("keeps a draft for each session while the page is open", async () => {
    const { page, id, shown } = await open();
    await page.user.type(box(), "half a thou");
    shown.unmount();
    const other = await startRun(page.world, { kind: "session", project_id: null });
    const elsewhere = page.render(<SessionCard id={other} />);
    await screen.findByText("Running");
    expect(box()).toHaveValue("");
    elsewhere.unmount();
    page.render(<SessionCard id={id} />);
    await screen.findByText("Running");
    expect(box()).toHaveValue("half a thou");
  });

  it("is blocked, says why, and keeps the draft while there is no live connection", async () => {
    const { page } = await open();
    await page.live.close();
    expect(button()).toHaveAttribute("aria-disabled", "true");
    expect(button()).toHaveAccessibleDescription(/^There is no live connection/);
    expect(box()).toHaveAccessibleDescription(/^There is no live connection/);
    button().focus();
    expect(button()).toHaveFocus();
    await page.user.type(box(), "hello{Enter}");
    expect(box()).toHaveValue("hello");
    await page.live.open();
    expect(button()).not.toHaveAttribute("aria-disabled");
    expect(output()).not.toHaveTextContent("You said");
    await page.user.click(button());
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
  });

  it("is blocked once the session is over, with what was written", async () => {
    const { page, id } = await open();
    await page.user.type(box(), "one more thing");
    await end(page, id);
    await waitFor(() => expect(box()).toHaveAccessibleDescription("The session is over."));
    expect(box()).toHaveAttribute("aria-disabled", "true");
    expect(box()).toHaveValue("one more thing");
    expect(button()).toHaveAccessibleDescription("The session is over.");
    await page.user.type(box(), "{Enter}");
    expect(onTheirWay()).toBeNull();
  });

  /** A session, and a cap of its owner's that Claude's use has reached since it started. */
  async function openCapped(provider: string | null) {
    const page = await openPage();
    const { accounts, admission, principal, records, vendor } = page.world;
    const id = await startRun(page.world, { kind: "session", project_id: null, provider });
    vendor.set("claude", "token", { session_pct: 91, session_resets_at: at(7200) });
    await accounts.connections.add(principal, {
      provider: "claude",
      nickname: null,
      credential: { kind: "token", token: "token" },
      owner: "me",
    });
    await records.writeThresholds(principal.id, { session_pct: 80, week_pct: null });
    const passOnce = () => admission.overrides.open(principal, null);
    return { page, id, passOnce };
  }

  it("is blocked by a limit that stands in the way, in its words", async () => {
    const { page, id } = await openCapped(null);
    page.render(<SessionCard id={id} />);
    await waitFor(() => expect(button()).toHaveAttribute("aria-disabled", "true"));
    expect(button()).toHaveAccessibleDescription(/91/);
  });

  it("is blocked by no limit of another vendor's agent than the session's", async () => {
    const { page, id } = await openCapped("codex");
    page.render(<SessionCard id={id} />);
    await screen.findByText("Running");
    await waitFor(() => expect(page.times("POST /decision")).toBeGreaterThan(0));
    await page.user.type(box(), "hello{Enter}");
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
    expect(button()).not.toHaveAttribute("aria-disabled");
  });

  it("is blocked by no cap that its session was let pass", async () => {
    const { page, passOnce } = await openCapped(null);
    await passOnce();
    const id = await startRun(page.world, { kind: "session", project_id: null });
    page.render(<SessionCard id={id} />);
    await screen.findByText("Running");
    await waitFor(() => expect(page.times("POST /decision")).toBeGreaterThan(0));
    await page.user.type(box(), "hello{Enter}");
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
  });
});

describe("a message on its way", () => {
  it("stands under the box while it is being sent", async () => {
    const { page } = await open();
    page.liveReaches = false;
    await page.user.type(box(), "hello{Enter}");
    expect(onTheirWay()).toHaveTextContent("helloSending…");
  });

  it("that is refused says why, and keeps its text for another try", async () => {
    const { page, id } = await open();
    const { messages, lifecycle } = page.world.admission;
    const refusing = vi.spyOn(messages, "send").mockImplementation(async (asking) => {
      await lifecycle.find(asking, `${id}0`);
      return { outcome: "accepted" };
    });
    await page.user.type(box(), "hello{Enter}");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/^Not sent/);
    expect(alert).toHaveTextContent(`There is no run ${id}0.`);
    expect(box()).toHaveValue("");
    refusing.mockRestore();
    await page.user.click(screen.getByRole("button", { name: "Send again hello" }));
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
    await waitFor(() => expect(onTheirWay()).toBeNull());
  });

  it("that meets a limit says so in the limit's words", async () => {
    const { page } = await open();
    page.world.breakEngine("records");
    await page.user.type(box(), "hello{Enter}");
    expect(await screen.findByRole("alert")).toHaveTextContent(/^Limits cannot be checked/);
    expect(onTheirWay()).toHaveTextContent(/^hello/);
  });

  it.each([
    ["the connection breaks", async (page: Page) => page.live.close()],
    ["no answer comes in time", async (page: Page) => page.clock.turn(ANSWER_MS / 1000)],
  ])("of which nobody knows, as %s, is sent again only by a person", async (_, lose) => {
    const { page } = await open();
    useFakeTimers();
    page.liveReaches = false;
    await page.user.type(box(), "hello{Enter}");
    await lose(page);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      /^It is not known whether this message arrived/,
    );
    page.liveReaches = true;
    await page.live.open();
    expect(output()).not.toHaveTextContent("You said");
    await page.user.click(screen.getByRole("button", { name: "Send again hello" }));
    await waitFor(() => expect(output()).toHaveTextContent("You said: hello"));
  });

  it("is removed if a person gives it up, and the others stay", async () => {
    const { page } = await open();
    page.liveReaches = false;
    await page.user.type(box(), "one{Enter}two{Enter}");
    await page.live.close();
    const list = onTheirWay() ?? document.body;
    expect(within(list).getByRole("button", { name: "Send again one" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    await page.user.click(within(list).getByRole("button", { name: "Remove one" }));
    expect(within(list).getAllByRole("listitem")).toHaveLength(1);
    expect(list).toHaveTextContent(/^two/);
  });
});
