import * as z from "zod/mini";
import { FaultProblem, RefusalProblem } from "./problem.ts";
import { text } from "./text.ts";

/** The WebSocket's path, below `/api`. */
export const LIVE_PATH = "/live";

/** How a page calls one of its messages; only the page itself can tell its own apart by it. */
export const ClientId = z
  .string()
  .check(
    z.minLength(1, { error: "must not be empty" }),
    z.maxLength(100, { error: "must have at most 100 characters" }),
  );

/** The longest message, in characters. */
export const MESSAGE_LENGTH = 20_000;

/**
 * What may be said over the WebSocket: a message to a session that runs. Its lines reach the
 * session's process as they are; each message is answered once, by its `client_id`.
 */
export const LiveRequest = z.strictObject({
  type: z.literal("send_message"),
  client_id: ClientId,
  session_id: z.uuid(),
  text: text(MESSAGE_LENGTH),
});
export type LiveRequest = z.infer<typeof LiveRequest>;

/** `keys` are paths of the API table ("/quota/runs"): their answers may have changed. */
const Changed = z.object({ type: z.literal("changed"), keys: z.array(z.string()) });

/** The session's process has the message on its input; whether it reads it is its own affair. */
const SendAccepted = z.object({ type: z.literal("send_accepted"), client_id: z.string() });

/**
 * Nothing has reached the session. The problem that HTTP would have answered lies flat beside the
 * envelope, all its members under their own names but one: `type` is the envelope's, so the
 * problem's (RFC 9457, "urn:leeway:error:conflict") is `problem_type`. `client_id` is null if what
 * was said had none that could be read.
 */
const SendRefused = z.looseObject({
  type: z.literal("send_refused"),
  client_id: z.nullable(z.string()),
  problem_type: z.string(),
});
export type SendRefused = z.infer<typeof SendRefused>;

/** What the server says over the WebSocket. */
export const LiveEvent = z.discriminatedUnion("type", [Changed, SendAccepted, SendRefused]);
export type LiveEvent = z.infer<typeof LiveEvent>;

const Problem = z.union([RefusalProblem, FaultProblem]);

/** A problem in the envelope of a refused message. */
export const toSendRefused = (
  client_id: string | null,
  { type: problem_type, ...members }: FaultProblem | RefusalProblem,
): SendRefused => ({ ...members, type: "send_refused", client_id, problem_type });

/** The problem out of the envelope, as HTTP would have answered it; null if it is none. */
export function problemOfRefused(event: SendRefused): FaultProblem | RefusalProblem | null {
  const { client_id: _, problem_type: type, ...members } = event;
  return Problem.safeParse({ ...members, type }).data ?? null;
}
