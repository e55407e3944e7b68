import type { Decision } from "../../src/contract/decision.ts";
import { decide } from "../../src/domain/decide.ts";
import type { AdmissionDependencies } from "./dependencies.ts";
import type { RunRecord } from "../engines/records.ts";
import { gatherFacts, type Question } from "./gatherFacts.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Principal } from "./principal.ts";
import { RequestFault } from "./requestFault.ts";
import { tellRefusal } from "./tellRefusal.ts";

export type Sent = { outcome: "accepted" } | { outcome: "refused"; decision: Decision };

/** The door for what is said to a session that runs. */
export interface Messages {
  /**
   * Members send to their own sessions, operators to anyone's. Messages reach a session in the order
   * in which they were sent.
   *
   * @throws {RequestFault} no such session, or one that takes no messages (any more)
   * @throws {EngineUnavailableError}
   */
  send(principal: Principal, sessionId: string, text: string): Promise<Sent>;
}

/** A session works for its owner, on the owner's accounts, whoever talks to it, and keeps what it may. */
export const questionOfMessage = (session: RunRecord): Question => {
  const { id, user_id, project_id, execution, provider, model } = session;
  return { kind: "message", id, user_id, project_id, execution, provider, model };
};

export function createMessages(
  deps: AdmissionDependencies,
  lifecycle: Pick<Lifecycle, "find">,
): Messages {
  const { launcher, activity, log } = deps;
  /** By session, the message that is being looked at: the next one waits for it, so none overtakes. */
  const lanes = new Map<string, Promise<unknown>>();

  /** Throws what stands in the way, or gives the limit that does. */
  async function look(principal: Principal, sessionId: string): Promise<Decision> {
    const session = await lifecycle.find(principal, sessionId, "session");
    if (session.status !== "running") {
      throw new RequestFault(
        "conflict",
        session.finished_at === null
          ? "This session is being stopped. It takes no more messages."
          : "This session is over. Start it again to go on.",
      );
    }
    const now = deps.now();
    return decide(await gatherFacts(deps, questionOfMessage(session), now), now);
  }

  async function inLane<T>(sessionId: string, act: () => Promise<T>): Promise<T> {
    const before = lanes.get(sessionId)?.catch(() => {}) ?? Promise.resolve();
    const mine = before.then(act);
    lanes.set(sessionId, mine);
    try {
      return await mine;
    } finally {
      if (lanes.get(sessionId) === mine) lanes.delete(sessionId);
    }
  }

  return {
    async send(principal, sessionId, text) {
      const { decision, sending } = await inLane(sessionId, async () => {
        const decision = await look(principal, sessionId);
        // Handed over in order, but not waited for here: a process that does not read would hold
        // each message up for as long as all before it.
        return { decision, sending: decision.allowed ? launcher.send(sessionId, text) : null };
      });
      if (!decision.allowed) {
        const { refusal } = decision;
        log.info({ user: principal.id, session: sessionId, reason: refusal?.reason }, "refused");
        if (refusal) await tellRefusal(activity, principal.id, "message", refusal, deps.now());
        return { outcome: "refused", decision };
      }
      if (!(await sending)) {
        throw new RequestFault(
          "conflict",
          "The session's agent does not take the message: it does not read its input, or has closed it.",
        );
      }
      return { outcome: "accepted" };
    },
  };
}
