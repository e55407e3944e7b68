import type { Api } from "../../src/contract/api.ts";
import { bindingAccounts } from "../../src/domain/bindingAccount.ts";
import { type AccountsFact, accountsRefusal } from "../../src/domain/selectAccount.ts";
import { retryAt } from "../../src/domain/explain.ts";
import { listConnections } from "../accounts/listConnections.ts";
import { RequestFault } from "../admission/requestFault.ts";
import { readThresholdFact } from "../admission/thresholdFact.ts";
import type { AppDependencies } from "../app.ts";
import type { Handlers } from "./handler.ts";
import { Refused } from "./refused.ts";

export const providersRoutes = ({
  accounts: { book, connections, jobs, poller, selecting },
  records,
  places,
  providers,
  now,
}: AppDependencies): Handlers<Api["providers"]> => {
  /** Only Claude's windows have caps. */
  const withCaps = async (fact: AccountsFact, at: number): Promise<AccountsFact> =>
    fact.provider === "claude"
      ? { ...fact, caps: await readThresholdFact({ records, selecting }, fact, at) }
      : fact;

  return {
    client: async ({ principal, query }) => {
      const { page, page_size } = query;
      const { connections: listed, total, counts } = listConnections(connections, principal, query);
      const total_pages = Math.ceil(total / page_size);
      return {
        status: 200,
        body: {
          connections: listed,
          pagination: { page, page_size, total, total_pages },
          counts,
          providers: connections.providers(),
        },
      };
    },

    binding: async ({ principal }) => {
      const at = now();
      const work = { user_id: principal.id, model: null, scopes: null };
      const facts = providers.flatMap(
        ({ id }) => selecting.factOf({ ...work, provider: id }) ?? [],
      );
      const asked = await Promise.all(facts.map((fact) => withCaps(fact, at)));
      return { status: 200, body: { binding: bindingAccounts(asked, at) } };
    },

    discovered: async () => ({
      status: 200,
      body: {
        discovered: (await places.discover(providers)).map((found) => ({
          ...found,
          connection_ids: book
            .ofProvider(found.provider)
            .filter(({ account }) => account.credential_source === found.id)
            .map(({ account }) => account.id),
        })),
      },
    }),

    connect: async ({ principal, body, idempotencyKey }) => {
      const { provider, nickname = null, credential } = body;
      const { owner = principal.role === "operator" ? "workspace" : "me" } = body;
      const asked = { provider, nickname, credential, owner };
      return { status: 201, body: await connections.add(principal, asked, idempotencyKey) };
    },

    connection: async ({ principal, params: { id } }) => ({
      status: 200,
      body: connections.present(connections.find(principal, id)),
    }),

    identity: async ({ principal, params: { id } }) => ({
      status: 200,
      body: { identity: connections.find(principal, id).poll.identity },
    }),

    change: async ({ principal, params: { id }, body }) => ({
      status: 200,
      body: await connections.change(principal, id, body),
    }),

    disconnect: async ({ principal, params: { id } }) => {
      await connections.remove(principal, id);
      return { status: 200, body: { removed: true } };
    },

    usage: async ({ principal, params: { connection_id } }) => {
      const before = connections.find(principal, connection_id);
      const poll = (await poller.poll(connection_id)) ?? before.poll;
      return {
        status: 200,
        body: connections.present({ account: before.account, poll }).snapshot,
      };
    },

    refresh: async ({ principal, body }) => ({ status: 202, body: jobs.start(principal, body) }),

    select: async ({ principal, params: { provider }, body: { model = null, scopes = null } }) => {
      const known = selecting.factOf({ user_id: principal.id, model, provider, scopes });
      if (!known) throw new RequestFault("not_found", `There is no ${provider} account to choose.`);
      // One moment for the choice and its reasons: a reset between two would leave neither.
      const at = now();
      const fact = await withCaps(known, at);
      const { chosen, last_resort, skipped, over_caps } = await selecting.select(fact, at);
      if (!chosen) {
        const refusal = accountsRefusal(fact, at);
        throw new Refused({
          allowed: false,
          refusal,
          reasons: refusal ? [refusal] : [],
          advice: [],
          retry_at: refusal && retryAt([refusal], at),
        });
      }
      const { candidate, availability } = chosen;
      const { account_id, name: nickname } = candidate;
      return {
        status: 200,
        body: {
          account_id,
          nickname,
          provider,
          availability,
          last_resort,
          skipped: [...skipped, ...over_caps],
        },
      };
    },
  };
};
