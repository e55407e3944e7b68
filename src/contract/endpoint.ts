import type * as z from "zod/mini";
import type { Fault } from "./problem.ts";

type Schema = z.ZodMiniType;
type Fields = z.ZodMiniObject;

/**
 * One row of the API table. Client, server, mocks and OpenAPI derive from it.
 * Requests are strict (unknown members are refused), answers lenient (unknown members are dropped).
 */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api`; `:name` segments are percent-encoded values. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: Fields;
  /** The least role that may ask; viewers, if left out. */
  readonly role?: "member" | "operator";
  /** Takes an `Idempotency-Key`: the same key again is the same start, or addition. */
  readonly idempotent?: true;
  /** May be refused by a limit. */
  readonly refusable?: true;
  /** Success status to body. */
  readonly answers: Readonly<Record<number, Schema>>;
  /** Beyond those that any endpoint may answer (`commonFaults`) and those that its parts bring. */
  readonly faults?: readonly Fault[];
}

type In<S> = S extends Schema ? z.input<S> : never;
type Out<S> = S extends Schema ? z.output<S> : never;
type Part<E, K extends string, V> = K extends keyof E ? { [P in K]: V } : { [P in K]?: never };
type OptionalWhenEmpty<K extends string, V> = object extends V ? { [P in K]?: V } : { [P in K]: V };
type Given<E, K extends "params" | "query" | "body"> = K extends keyof E
  ? OptionalWhenEmpty<K, In<E[K]>>
  : { [P in K]?: never };

/** What a caller gives. */
export type InputOf<E extends Endpoint> = Given<E, "params"> &
  Given<E, "query"> &
  Given<E, "body"> &
  (E extends { idempotent: true } ? { idempotencyKey?: string } : { idempotencyKey?: never });

/** What a handler is given: parsed, defaults filled in. */
export type ParsedInputOf<E extends Endpoint> = Part<E, "params", Out<E["params" & keyof E]>> &
  Part<E, "query", Out<E["query" & keyof E]>> &
  Part<E, "body", Out<E["body" & keyof E]>> &
  (E extends { idempotent: true } ? { idempotencyKey: string | null } : { idempotencyKey?: never });

/** What a handler answers: a status of the table with its body. */
export type AnswerOf<E extends Endpoint> = {
  [S in keyof E["answers"] & number]: { status: S; body: In<E["answers"][S]> };
}[keyof E["answers"] & number];

/** What a caller gets, whichever success status it was. */
export type OutputOf<E extends Endpoint> = Out<E["answers"][keyof E["answers"] & number]>;

export type Area = Readonly<Record<string, Endpoint>>;
