import * as z from "zod/mini";
import type { Area } from "./endpoint.ts";
import { Instant } from "./instant.ts";
import { Job } from "./jobs.ts";
import { Limit, Scope } from "./limit.ts";
import { ProviderId, Snapshot } from "./snapshot.ts";
import { text } from "./text.ts";

/** Whether work may go to an account, as the server reads its snapshot. */
export const AvailabilityState = z.enum([
  "available",
  "available_on_overage",
  "depleted",
  "unknown",
]);
export type AvailabilityState = z.infer<typeof AvailabilityState>;

/**
 * What an account is filed under, the first that holds: `off`: switched off, or its provider is;
 * `sign_in`: the vendor does not accept the credential, or it has no usage to read; `depleted`;
 * `failing`: the latest poll failed; `approaching`: 80 % or more of a gate used; `unknown`: no
 * numbers; `available`.
 */
export const AccountState = z.enum([
  "off",
  "sign_in",
  "depleted",
  "failing",
  "approaching",
  "unknown",
  "available",
]);
export type AccountState = z.infer<typeof AccountState>;

export const CredentialKind = z.enum(["token", "file", "environment", "discovered"]);
export type CredentialKind = z.infer<typeof CredentialKind>;

/** A provider account. Nothing in it is secret. */
export const Connection = z.object({
  id: z.uuid(),
  provider: ProviderId,
  nickname: z.string(),
  /** Whose it is; null is the workspace's. */
  user_id: z.nullable(z.string()),
  enabled: z.boolean(),
  credential: z.object({
    kind: CredentialKind,
    /** Where it is read: a path, the name of a variable, or the tool's name; null for a pasted one. */
    place: z.nullable(z.string()),
    /** When the token lapses, where that is known. */
    expires_at: z.nullable(Instant),
  }),
  /** Who it belongs to, masked ("d•••@e•••.com"); null if the credential does not say. */
  identity: z.nullable(z.string()),
  created_at: Instant,
  snapshot: Snapshot,
  /** For work that names no model, at the moment of the answer. */
  availability: z.object({
    state: AvailabilityState,
    available_at: z.nullable(Instant),
    /** The limit that binds; null if none is known. */
    binding: z.nullable(z.string()),
  }),
  state: AccountState,
  /** When the poller asks next; null if it does not (switched off, or waiting for a sign-in). */
  next_poll_at: z.nullable(Instant),
  /** True while the vendor is being asked. */
  polling: z.boolean(),
});
export type Connection = z.infer<typeof Connection>;

export const ConnectionSort = z.enum(["attention", "recovery", "tightest", "name"]);
export type ConnectionSort = z.infer<typeof ConnectionSort>;

/** A provider as this server knows it. */
export const ProviderInfo = z.object({
  id: ProviderId,
  name: z.string(),
  /** The policy may switch a provider off: then it is neither asked nor chosen. */
  enabled: z.boolean(),
  poll_seconds: z.int(),
  /** Its usage answers only callers that name themselves as the vendor's own client. */
  poses_as_client: z.boolean(),
  paste_hint: z.string(),
});
export type ProviderInfo = z.infer<typeof ProviderInfo>;

/** A credential that a vendor's tool keeps on the server's machine. Its content has not been read. */
export const Discovered = z.object({
  /** "claude:claude-code", "zai:env:ZAI_API_KEY". */
  id: z.string(),
  provider: ProviderId,
  /** "Claude Code"; null for a variable. */
  tool: z.nullable(z.string()),
  place: z.string(),
  /** The accounts that read it already. */
  connection_ids: z.array(z.uuid()),
});
export type Discovered = z.infer<typeof Discovered>;

const secret = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, { error: "must not be empty" }),
    z.maxLength(16_384, { error: "must have at most 16384 characters" }),
    z.regex(/^[\x21-\x7e]+$/, { error: "must be one line without blanks" }),
  );
const path = text(1000).check(
  z.refine((value) => /^(?:[~/]|[A-Za-z]:[\\/])/.test(value), {
    error: "must be absolute, or begin with ~",
  }),
);

/** Where an account's token comes from. All but `token` are read anew before each poll, never written. */
export const CredentialInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("token"),
    token: secret,
    account_id: z.optional(text(200)),
    region: z.optional(z.enum(["global", "cn"])),
  }),
  z.strictObject({ kind: z.literal("file"), path }),
  z.strictObject({
    kind: z.literal("environment"),
    name: z
      .string()
      .check(z.regex(/^[A-Z_][A-Z0-9_]{0,99}$/i, { error: "must be the name of a variable" })),
  }),
  z.strictObject({ kind: z.literal("discovered"), id: text(200) }),
]);
export type CredentialInput = z.infer<typeof CredentialInput>;

const params = z.strictObject({ id: z.uuid() });
const nickname = text(60);
const whole = (least: number, most: number) =>
  z.coerce.number<string | number>().check(z.int(), z.gte(least), z.lte(most));

export const MOST_CONNECTIONS_A_PAGE = 500;

export const providersApi = {
  client: {
    method: "GET",
    path: "/providers/client",
    summary: "Provider accounts with what was last seen of them",
    query: z.strictObject({
      page: z._default(whole(1, 1_000_000), 1),
      page_size: z._default(whole(1, MOST_CONNECTIONS_A_PAGE), 50),
      provider: z.optional(ProviderId),
      status: z.optional(AccountState),
      sort: z._default(ConnectionSort, "attention"),
      /** Part of a nickname or of a provider's name. */
      q: z.optional(text(100)),
    }),
    answers: {
      200: z.object({
        connections: z.array(Connection),
        pagination: z.object({
          page: z.int(),
          page_size: z.int(),
          total: z.int(),
          total_pages: z.int(),
        }),
        /** How many each filter would leave, beside the other filters. */
        counts: z.object({
          all: z.int(),
          providers: z.record(z.string(), z.int()),
          states: z.record(z.string(), z.int()),
        }),
        providers: z.array(ProviderInfo),
      }),
    },
  },
  binding: {
    method: "GET",
    path: "/providers/binding",
    summary: "What binds the caller's work with each provider first; one used up only if all are",
    answers: {
      200: z.object({
        /** The account that work would go to now, or the one that is back first. */
        binding: z.array(
          z.object({
            provider: ProviderId,
            account_id: z.uuid(),
            nickname: z.string(),
            limit: Limit,
          }),
        ),
      }),
    },
  },
  discovered: {
    method: "GET",
    path: "/providers/discovered",
    summary: "Credentials that vendors' tools keep on the server's machine, unread",
    role: "operator",
    answers: { 200: z.object({ discovered: z.array(Discovered) }) },
  },
  connect: {
    method: "POST",
    path: "/providers/connections",
    summary: "Add a provider account, and ask the vendor whether it works",
    role: "member",
    body: z.strictObject({
      provider: ProviderId,
      nickname: z.optional(nickname),
      credential: CredentialInput,
      /** Whose it is. Only operators add for the workspace, and do unless they say otherwise. */
      owner: z.optional(z.enum(["workspace", "me"])),
    }),
    idempotent: true,
    answers: { 201: Connection },
    faults: ["not_found", "conflict"],
  },
  connection: {
    method: "GET",
    path: "/providers/connections/:id",
    summary: "One provider account",
    params,
    answers: { 200: Connection },
    faults: ["not_found"],
  },
  identity: {
    method: "GET",
    path: "/providers/connections/:id/identity",
    summary: "Who an account belongs to, unmasked",
    role: "member",
    params,
    answers: { 200: z.object({ identity: z.nullable(z.string()) }) },
    faults: ["not_found"],
  },
  change: {
    method: "PATCH",
    path: "/providers/connections/:id",
    summary: "Rename an account, switch it on or off, or give it another credential",
    role: "member",
    params,
    body: z.strictObject({
      nickname: z.optional(nickname),
      enabled: z.optional(z.boolean()),
      credential: z.optional(CredentialInput),
    }),
    answers: { 200: Connection },
    faults: ["not_found"],
  },
  disconnect: {
    method: "DELETE",
    path: "/providers/connections/:id",
    summary: "Remove an account with its credential, its snapshot and its history",
    role: "member",
    params,
    answers: { 200: z.object({ removed: z.literal(true) }) },
    faults: ["not_found"],
  },
  usage: {
    method: "GET",
    path: "/usage/:connection_id",
    summary:
      "Ask the vendor now, keep what it says, and answer it; the last good values if it fails",
    role: "member",
    params: z.strictObject({ connection_id: z.uuid() }),
    answers: { 200: Snapshot },
    faults: ["not_found"],
  },
  refresh: {
    method: "POST",
    path: "/providers/refresh",
    summary: "Ask the vendors of many accounts anew, as a job",
    role: "member",
    body: z.strictObject({
      provider: z.optional(ProviderId),
      ids: z.optional(
        z.array(z.uuid()).check(z.minLength(1), z.maxLength(10_000, { error: "too many" })),
      ),
    }),
    answers: { 202: Job },
  },
  select: {
    method: "POST",
    path: "/providers/:provider/select",
    summary:
      "The account that your work should go to now, past those over your caps while one is not",
    role: "member",
    params: z.strictObject({ provider: ProviderId }),
    body: z.strictObject({
      /** The vendor's name of a model: its own limits count as well. */
      model: z.optional(text(100)),
      /** Which parts the work needs; the model's, or the provider's default, if left out. */
      scopes: z.optional(z.array(Scope).check(z.minLength(1), z.maxLength(20))),
    }),
    answers: {
      200: z.object({
        account_id: z.uuid(),
        nickname: z.string(),
        provider: ProviderId,
        availability: AvailabilityState,
        /** True if only uncertain evidence spoke against every account, and this one was tried all the same. */
        last_resort: z.boolean(),
        skipped: z.array(
          z.object({
            account_id: z.uuid(),
            name: z.string(),
            why: z.string(),
            resets_at: z.nullable(Instant),
          }),
        ),
      }),
    },
    refusable: true,
    faults: ["not_found"],
  },
} as const satisfies Area;
