import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Client, createClient } from "../src/api/client.ts";
import { problemOfRefused, type SendRefused } from "../src/contract/live.ts";
import { MOST_IN_FLIGHT } from "../server/routes/liveRoute.ts";
import { defaultPolicy, type Policy } from "../server/admission/policy.ts";
import { problemOf, type Target } from "./contractSuite.ts";
import type { LiveLine } from "./liveLine.ts";

const NO_SESSION = "00000000-0000-4000-8000-ffffffffffff";

/** Room for a session a test. */
const policy: Policy = {
  ...defaultPolicy,
  plans: { member: { paid: true, max_sessions: 100, monthly_compute_seconds: null } },
};

/** What is promised to whoever talks to a session, whichever transport carries it. */
export function messagesSuite(
  name: string,
  open: (policy: Policy) => Promise<Target & { dial: () => Promise<LiveLine> }>,
): void {
  describe(`messages, ${name}`, () => {
    // One world for all of them: each has a session and a line of its own.
    let target: Awaited<ReturnType<typeof open>>;
    let client: Client;
    let line: LiveLine;

    beforeAll(async () => {
      target = await open(policy);
      client = createClient(target);
      await client.projects.add({ body: { id: "acme/web", name: "Acme web" } });
    });
    beforeEach(async () => {
      line = await target.dial();
    });
    afterEach(() => line.close());
    afterAll(() => target.close());

    const startSession = async (body: object = {}) => (await client.sessions.start({ body })).data;
    const output = async (id: string) =>
      (await client.sessions.get({ params: { id } })).data.output.text;
    const message = (session_id: string, more: object = {}) => ({
      type: "send_message",
      client_id: "mine-1",
      session_id,
      text: "hello",
      ...more,
    });
    /** Says it, and gives the next answer. */
    async function answerTo(said: unknown): Promise<LiveLine["answers"][number]> {
      const before = line.answers.length;
      line.say(typeof said === "string" ? said : JSON.stringify(said));
      await expect.poll(() => line.answers.length).toBe(before + 1);
      return line.answers[before]!;
    }
    async function stop(id: string): Promise<void> {
      await client.sessions.stop({ body: { session_id: id } });
      await expect
        .poll(async () => (await client.sessions.get({ params: { id } })).data.finished_at)
        .not.toBeNull();
    }

    it("reach the session's process, whole and in their order, and are answered", async () => {
      const { id } = await startSession();
      const texts = ["one", "two\n  lines — ünï 🦊", "three"];
      for (const [n, text] of texts.entries()) {
        line.say(JSON.stringify(message(id, { client_id: `mine-${n}`, text })));
      }
      await expect.poll(() => line.answers.length).toBe(3);
      expect(new Set(line.answers.map(({ client_id }) => client_id))).toEqual(
        new Set(["mine-0", "mine-1", "mine-2"]),
      );
      expect(line.answers.map(({ type }) => type)).toEqual(Array(3).fill("send_accepted"));
      await expect
        .poll(() => output(id))
        .toContain("You said: one\nYou said: two\nYou said:   lines — ünï 🦊\nYou said: three\n");
    });

    it("takes 20,000 characters, without the blanks around them", async () => {
      const { id } = await startSession();
      const text = `  ${"x".repeat(19_999)}y\n `;
      expect(await answerTo(message(id, { text }))).toEqual({
        type: "send_accepted",
        client_id: "mine-1",
      });
      await expect.poll(() => output(id)).toContain("xxxy\n");
    });

    const bad: [
      what: string,
      said: (id: string) => unknown,
      id: string | null,
      fields: string[],
    ][] = [
      ["no type", (id) => ({ ...message(id), type: undefined }), "mine-1", ["type"]],
      ["another type", (id) => message(id, { type: "shout" }), "mine-1", ["type"]],
      ["a surplus member", (id) => message(id, { colour: "red" }), "mine-1", ["colour"]],
      ["no text", (id) => message(id, { text: undefined }), "mine-1", ["text"]],
      ["blanks only", (id) => message(id, { text: " \n " }), "mine-1", ["text"]],
      ["a NUL", (id) => message(id, { text: "a\0b" }), "mine-1", ["text"]],
      ["too long", (id) => message(id, { text: "x".repeat(20_001) }), "mine-1", ["text"]],
      ["no session's id", () => message("nonsense"), "mine-1", ["session_id"]],
      ["no client_id", (id) => message(id, { client_id: undefined }), null, ["client_id"]],
      ["an empty client_id", (id) => message(id, { client_id: "" }), null, ["client_id"]],
      ["a number as client_id", (id) => message(id, { client_id: 7 }), null, ["client_id"]],
      [
        "a long client_id",
        (id) => message(id, { client_id: "x".repeat(101) }),
        null,
        ["client_id"],
      ],
      ["an array", () => [], null, ["message"]],
      ["null", () => null, null, ["message"]],
    ];
    it.each(bad)("are refused with %s, and named", async (_, said, client_id, fields) => {
      const { id } = await startSession();
      const answer = await answerTo(said(id));
      expect(answer).toMatchObject({
        type: "send_refused",
        client_id,
        problem_type: "urn:leeway:error:invalid_request",
        status: 400,
        error: "invalid_request",
        correlation_id: expect.any(String),
      });
      const problem = problemOfRefused(answer as SendRefused);
      expect(problem).toMatchObject({ type: "urn:leeway:error:invalid_request" });
      expect((problem as { fields: { field: string }[] }).fields.map(({ field }) => field)).toEqual(
        fields,
      );
      expect(await output(id)).not.toContain("You said");
      expect(line.isOpen()).toBe(true);
    });

    it.each(["", "hello", '{"type":"send_message"', "\0"])(
      "are refused if they are not JSON: %j",
      async (said) => {
        expect(await answerTo(said)).toMatchObject({
          client_id: null,
          error: "bad_json",
          detail: expect.stringContaining("message must be JSON"),
        });
        expect(line.isOpen()).toBe(true);
      },
    );

    it("are refused where there is no such session, or it is a run", async () => {
      const run = (await client.runs.submit({ body: { project_id: "acme/web" } })).data;
      for (const id of [NO_SESSION, run.id]) {
        expect(await answerTo(message(id))).toMatchObject({
          type: "send_refused",
          client_id: "mine-1",
          status: 404,
          error: "not_found",
          detail: `There is no session ${id}.`,
        });
      }
    });

    it("are refused by a session that is over", async () => {
      const { id } = await startSession();
      await stop(id);
      expect(await answerTo(message(id))).toMatchObject({
        type: "send_refused",
        client_id: "mine-1",
        status: 409,
        error: "conflict",
        detail: "This session is over. Start it again to go on.",
      });
    });

    it("are answered each, also when more come at once than may wait", async () => {
      const { id } = await startSession();
      const many = 3 * MOST_IN_FLIGHT;
      for (let n = 0; n < many; n++) line.say(JSON.stringify(message(id, { client_id: `m${n}` })));
      await expect.poll(() => line.answers.length).toBe(many);
      expect(new Set(line.answers.map(({ client_id }) => client_id)).size).toBe(many);
      const said = () => output(id).then((text) => text.split("You said: hello").length - 1);
      await expect
        .poll(said)
        .toBe(line.answers.filter(({ type }) => type === "send_accepted").length);
      expect(await answerTo(message(id))).toMatchObject({ type: "send_accepted" });
    });

    it("may be asked about beforehand", async () => {
      const { data } = await client.decision.decide({ body: { kind: "message" } });
      expect(data).toMatchObject({ allowed: true, refusal: null });
    });

    it("have a new session to go to: one that is over is started again as it was", async () => {
      const body = { name: "Parser", agent: "nobody", project_id: "acme/web" };
      const { id } = await startSession(body);
      const again = () => startSession({ session_id: id });
      expect(await problemOf(again())).toMatchObject({ status: 409, error: "conflict" });
      await stop(id);
      const next = await again();
      expect(next).toMatchObject({
        name: "Parser",
        provider: "nobody",
        project_id: "acme/web",
        status: "running",
      });
      expect(next.id).not.toBe(id);
      expect(await answerTo(message(next.id))).toMatchObject({ type: "send_accepted" });
      expect(await problemOf(startSession({ session_id: NO_SESSION }))).toMatchObject({
        status: 404,
      });
      expect(await problemOf(startSession({ session_id: id, name: "Other" }))).toMatchObject({
        error: "invalid_request",
        fields: [{ field: "session_id" }],
      });
    });
  });
}
