import type * as z from "zod/mini";
import {
  type Api,
  api,
  API_PREFIX,
  CORRELATION_ID_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  SERVER_TIME_HEADER,
} from "../contract/api.ts";
import type { Area, Endpoint, InputOf, OutputOf } from "../contract/endpoint.ts";
import { Instant, toInstant } from "../contract/instant.ts";
import { FaultProblem, PROBLEM_JSON, RefusalProblem } from "../contract/problem.ts";
import {
  FaultError,
  MalformedAnswerError,
  OfflineError,
  RefusalError,
  TimeoutError,
} from "./errors.ts";

/** What a call gives: the parsed body, and where and when it came from. */
export interface Answer<T> {
  data: T;
  status: number;
  correlation_id: string;
  /** The server's time as it answered. */
  server_time: Instant;
}

/** When an answer was asked for and had, on this machine's clock, and what the server's clock said. */
export interface Timing {
  server_time: Instant;
  sentAt: number;
  receivedAt: number;
}

export interface ClientOptions {
  /** Origin and prefix before the API's paths: "" for the page's own, or "https://leeway.example". */
  baseUrl: string;
  fetch?: typeof globalThis.fetch;
  timeoutMs?: number;
  newId?: () => string;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** Told of every answer that carries the server's time. */
  onTiming?: (timing: Timing) => void;
}

type Call<E extends Endpoint> = (
  ...given: object extends InputOf<E>
    ? [input?: InputOf<E>, options?: CallOptions]
    : [input: InputOf<E>, options?: CallOptions]
) => Promise<Answer<OutputOf<E>>>;

export interface CallOptions {
  signal?: AbortSignal;
}

/** One method per endpoint of the API table: `client.runs.submit({ body })`. */
export type Client = {
  readonly [A in keyof Api]: {
    readonly [N in keyof Api[A]]: Api[A][N] extends Endpoint ? Call<Api[A][N]> : never;
  };
};

/** Requests as the transport sees them, whichever endpoint they are for. */
interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  idempotencyKey?: string;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * The typed client.
 *
 * @throws {RefusalError} a limit said no
 * @throws {FaultError} the request was wrong, or the server failed
 * @throws {OfflineError | TimeoutError} no answer came
 * @throws {MalformedAnswerError} the answer is not in the contract
 */
export function createClient(options: ClientOptions): Client {
  const callsOf = (area: Area) =>
    Object.fromEntries(
      Object.entries(area).map(([name, endpoint]) => [
        name,
        (input: AnyInput = {}, call: CallOptions = {}) => ask(options, endpoint, input, call),
      ]),
    );
  return Object.fromEntries(
    Object.entries(api).map(([name, area]) => [name, callsOf(area)]),
  ) as unknown as Client;
}

async function ask(
  options: ClientOptions,
  endpoint: Endpoint,
  input: AnyInput,
  call: CallOptions,
): Promise<Answer<unknown>> {
  const now = options.now ?? Date.now;
  const requestId = options.newId?.() ?? crypto.randomUUID();
  const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const sentAt = now();
  let response: Response;
  let text: string;
  try {
    response = await (options.fetch ?? fetch)(options.baseUrl + urlOf(endpoint, input), {
      method: endpoint.method,
      headers: headersOf(requestId, input),
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
    });
    text = await response.text();
  } catch (cause) {
    call.signal?.throwIfAborted();
    throw timeout.aborted
      ? new TimeoutError("The server did not answer in time.", requestId, cause)
      : new OfflineError("The server cannot be reached.", requestId, cause);
  }
  const receivedAt = now();
  const serverTime = Instant.safeParse(response.headers.get(SERVER_TIME_HEADER));
  if (serverTime.success) {
    options.onTiming?.({ server_time: serverTime.data, sentAt, receivedAt });
  }
  const correlationId = response.headers.get(CORRELATION_ID_HEADER) ?? requestId;
  return {
    data: read(endpoint, response, text, correlationId),
    status: response.status,
    correlation_id: correlationId,
    server_time: serverTime.data ?? toInstant(receivedAt),
  };
}

/** The path and query of a call, below the base URL. */
export function urlOf(endpoint: Endpoint, input: AnyInput): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? ""),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${API_PREFIX}${path}${query.size > 0 ? `?${query}` : ""}`;
}

function headersOf(requestId: string, input: AnyInput): Record<string, string> {
  return {
    Accept: "application/json",
    [CORRELATION_ID_HEADER]: requestId,
    ...(input.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(input.idempotencyKey === undefined
      ? {}
      : { [IDEMPOTENCY_KEY_HEADER]: input.idempotencyKey }),
  };
}

function read(
  endpoint: Endpoint,
  response: Response,
  text: string,
  correlationId: string,
): unknown {
  const malformed = (why: string, cause?: unknown) =>
    new MalformedAnswerError(why, response.status, correlationId, cause);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw malformed(
      `The server answered ${response.status} with something that is not JSON.`,
      cause,
    );
  }
  const schema: z.ZodMiniType | undefined = endpoint.answers[response.status];
  if (schema) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw malformed("The server's answer does not have the agreed shape.", parsed.error);
  }
  if (response.headers.get("Content-Type")?.startsWith(PROBLEM_JSON)) {
    const refusal = RefusalProblem.safeParse(body);
    if (refusal.success) throw new RefusalError(refusal.data, correlationId);
    const fault = FaultProblem.safeParse(body);
    if (fault.success) throw new FaultError(fault.data, correlationId);
  }
  throw malformed(`The server answered ${response.status}, which is not in the contract.`);
}
