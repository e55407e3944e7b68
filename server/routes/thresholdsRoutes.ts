import type { Api } from "../../src/contract/api.ts";
import { toInstant } from "../../src/contract/instant.ts";
import { thresholdRefusals } from "../../src/domain/thresholds.ts";
import { publishThresholds } from "../admission/overrides.ts";
import { RequestFault } from "../admission/requestFault.ts";
import { readThresholdFact } from "../admission/thresholdFact.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";

export const thresholdsRoutes = (deps: AppDependencies): Handlers<Api["thresholds"]> => {
  const {
    records,
    accounts: { book },
    admission: { overrides },
    now,
  } = deps;

  /** The snapshot of a Claude account that is the caller's or the workspace's. */
  function snapshotOf(user_id: string, account_id: string) {
    const { account, poll } = book.find(account_id) ?? {};
    const theirs = account?.user_id === null || account?.user_id === user_id;
    if (account?.provider === "claude" && theirs && poll) return poll.snapshot;
    throw new RequestFault("not_found", `There is no Claude account ${account_id}.`, [
      { field: "account_id", message: "no such account" },
    ]);
  }

  return {
    read: async ({ principal }) => ({
      status: 200,
      body: await records.readThresholds(principal.id),
    }),

    write: async ({ principal, body }) => {
      await records.writeThresholds(principal.id, body);
      await publishThresholds(deps, principal.id);
      return { status: 200, body };
    },

    usage: async ({ principal: { id: user_id }, query: { account_id, include } }) => {
      const at = now();
      const named = account_id === undefined ? null : snapshotOf(user_id, account_id);
      const fact = await readThresholdFact(deps, { user_id, model: null }, at);
      const known = deps.selecting.factOf({
        provider: "claude",
        user_id,
        model: null,
        scopes: null,
      });
      const snapshots = (known?.candidates ?? []).map(({ snapshot }) => snapshot);
      const usage = named ?? snapshots[0] ?? null;
      const reasons = thresholdRefusals(fact, at);
      const [refusal] = reasons;
      const open = await records.openOverride(user_id, toInstant(at));
      return {
        status: 200,
        body: {
          usage,
          updated_at: usage?.observed_at ?? null,
          thresholds: fact.thresholds,
          paused: refusal !== undefined,
          reasons,
          reason: refusal?.reason ?? null,
          utilization_pct: refusal?.utilization_pct ?? null,
          threshold_pct: refusal?.threshold_pct ?? null,
          resets_at: refusal?.resets_at ?? null,
          override: open && { reason: open.reason, expires_at: open.expires_at },
          poll_seconds: fact.poll_seconds,
          ...(include === "accounts" && { accounts: snapshots }),
        },
      };
    },

    override: async ({ principal, body }) => ({
      status: 201,
      body: await overrides.open(principal, body.reason ?? null),
    }),
  };
};
