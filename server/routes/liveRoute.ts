import { ClientId, type LiveEvent, LiveRequest, toSendRefused } from "../../src/contract/live.ts";
import type { Principal } from "../admission/principal.ts";
import { RequestFault } from "../admission/requestFault.ts";
import type { App, AppDependencies } from "../app.ts";
import { parseJson, parseValue } from "./parseInput.ts";
import { permit } from "./permit.ts";
import { problemOf } from "./problem.ts";
import { Refused } from "./refused.ts";

/** Messages of one connection that may wait for their answers at a time. */
export const MOST_IN_FLIGHT = 20;

/** Both directions of the live channel: what changes, and what is said to sessions. */
export function liveRoute(deps: AppDependencies): App["live"] {
  const { counters, admission, log, newId, now } = deps;

  /** Every message is answered, also the worst: a connection outlives whatever is said over it. */
  async function answerTo(text: string, principal: Principal, busy: boolean): Promise<LiveEvent> {
    const started = now();
    const correlationId = newId();
    let client_id: string | null = null;
    try {
      const said = parseJson(text, "message");
      client_id = clientIdOf(said);
      permit(principal, "member");
      const message = parseValue(LiveRequest, said, "message");
      if (busy) {
        const detail = `${MOST_IN_FLIGHT} messages are under way on this connection. Wait for their answers.`;
        throw new RequestFault("conflict", detail);
      }
      const sent = await admission.messages.send(principal, message.session_id, message.text);
      if (sent.outcome === "refused") throw new Refused(sent.decision);
      // The text is between a person and the agent: no log has it.
      const { session_id: session } = message;
      log.debug({ correlationId, session, ms: now() - started }, "message sent");
      return { type: "send_accepted", client_id: message.client_id };
    } catch (error) {
      return toSendRefused(client_id, problemOf(error, correlationId, deps));
    }
  }

  return (connection, principal) => {
    let open = true;
    let inFlight = 0;
    const tell = (event: LiveEvent) => {
      if (open) connection.send(JSON.stringify(event));
    };
    const stop = counters.subscribe(({ keys, user_id }) => {
      const concerned =
        user_id === null || user_id === principal.id || principal.role === "operator";
      if (concerned) tell({ type: "changed", keys: [...keys] });
    });
    const hear = async (text: string) => {
      const busy = inFlight >= MOST_IN_FLIGHT;
      inFlight++;
      const answer = await answerTo(text, principal, busy);
      inFlight--;
      tell(answer);
    };
    connection.onMessage((text) => void hear(text));
    connection.onClose(() => {
      open = false;
      stop();
    });
  };
}

/** What a page calls its message, if that can be read, whatever else is wrong with it. */
function clientIdOf(said: unknown): string | null {
  const { client_id } = Object(said) as { client_id?: unknown };
  return ClientId.safeParse(client_id).data ?? null;
}
