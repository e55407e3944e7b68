import type { AnswerOf, Area, Endpoint, ParsedInputOf } from "../../src/contract/endpoint.ts";
import type { Principal } from "../admission/principal.ts";

/** What a handler is given beside its parsed input. */
export interface Caller {
  principal: Principal;
}

/** Answers one endpoint of the table; faults and refusals are thrown. */
export type Handler<E extends Endpoint> = (
  given: ParsedInputOf<E> & Caller,
) => Promise<AnswerOf<E> & { headers?: Record<string, string> }>;

/** One handler per endpoint of an area: a missing one fails the type check. */
export type Handlers<A extends Area> = { readonly [N in keyof A]: Handler<A[N]> };
