import { describe, expect, it, vi } from "vitest";
import { PROBLEM_JSON } from "../contract/problem.ts";
import { type ClientOptions, createClient } from "./client.ts";
import {
  ApiError,
  FaultError,
  MalformedAnswerError,
  OfflineError,
  RefusalError,
  TimeoutError,
} from "./errors.ts";

const SERVER_TIME = "2026-03-01T12:00:00.000Z";
const ME = { id: "dana", name: "Dana", role: "member", plan: "member" };
const REFUSAL = {
  reason: "run_quota_exhausted",
  used: 3,
  max: 3,
  window_seconds: 3600,
  next_slot_at: "2026-03-01T12:05:00.000Z",
};
const REFUSED = {
  type: "urn:leeway:error:run_quota_exhausted",
  title: "Run quota exhausted",
  status: 429,
  detail: "You have started 3 runs in the last hour; 3 are allowed.",
  error: "run_quota_exhausted",
  correlation_id: "from-server",
  ...REFUSAL,
  reasons: [REFUSAL],
  advice: [],
  retry_at: REFUSAL.next_slot_at,
};
const FAULT = {
  type: "urn:leeway:error:invalid_request",
  title: "Invalid request",
  status: 400,
  detail: "1 field is wrong.",
  error: "invalid_request",
  fields: [{ field: "id", message: "must not be empty" }],
  correlation_id: "from-server",
};

const answer = (body: unknown, init: ResponseInit & { type?: string } = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), {
    ...init,
    headers: {
      "Content-Type": init.type ?? "application/json",
      "X-Correlation-Id": "from-server",
      "X-Server-Time": SERVER_TIME,
      ...(init.headers as Record<string, string>),
    },
  });

type Sent = RequestInit & { url: string; headers: Record<string, string> };

/** A client over a server that answers everything with the same, and what was sent to it. */
function over(respond: () => Response | Promise<Response>, options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    sent.push({ ...init, url: url as string, headers: init.headers as Record<string, string> });
    return respond();
  };
  const client = createClient({
    baseUrl: "https://leeway.example",
    fetch,
    newId: () => "from-page",
    ...options,
  });
  return { client, sent };
}

/** Never answers, but gives up when it is told to, as fetch does. */
const silent: typeof fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
  });

async function errorOf<E extends ApiError>(
  asking: Promise<unknown>,
  kind: new (...given: never[]) => E,
): Promise<E> {
  const error = await asking.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(ApiError);
  return error as E;
}

describe("an answer", () => {
  it("is parsed, and says where and when it came from", async () => {
    const { client } = over(() => answer({ ...ME, added_by_a_newer_server: 1 }));
    expect(await client.meta.me()).toEqual({
      data: ME,
      status: 200,
      correlation_id: "from-server",
      server_time: SERVER_TIME,
    });
  });

  it("bears the request's id and this machine's time where the server gives none", async () => {
    const bare = { "X-Correlation-Id": "", "X-Server-Time": "yesterday" };
    const response = answer(ME, { headers: bare });
    response.headers.delete("X-Correlation-Id");
    const onTiming = vi.fn<NonNullable<ClientOptions["onTiming"]>>();
    let now = 3;
    const { client } = over(() => response, { onTiming, now: () => ++now });
    expect(await client.meta.me()).toMatchObject({
      correlation_id: "from-page",
      server_time: "1970-01-01T00:00:00.005Z",
    });
    expect(onTiming).not.toHaveBeenCalled();
  });

  it.each([
    ["a good one", () => answer(ME)],
    ["a refusal", () => answer(REFUSED, { status: 429, type: PROBLEM_JSON })],
  ])("tells how long it took and what the server's clock said: %s", async (_, respond) => {
    const timings: unknown[] = [];
    let at = 1000;
    const { client } = over(respond, {
      onTiming: (timing) => timings.push(timing),
      now: () => (at += 40),
    });
    await client.meta.me().catch(() => {});
    expect(timings).toEqual([{ server_time: SERVER_TIME, sentAt: 1040, receivedAt: 1080 }]);
  });
});

describe("a request", () => {
  it("goes to the base URL, with its id, and has no body if it needs none", async () => {
    const { client, sent } = over(() => answer(ME));
    await client.meta.me();
    expect(sent[0]).toMatchObject({
      url: "https://leeway.example/api/me",
      method: "GET",
      body: null,
    });
    expect(sent[0]?.headers).toEqual({
      Accept: "application/json",
      "X-Correlation-Id": "from-page",
    });
  });

  it("carries JSON and, if given, the key of the start", async () => {
    const { client, sent } = over(() => answer({}, { status: 201 }));
    const body = { project_id: "acme/web" };
    await client.runs.submit({ body, idempotencyKey: "key-1" }).catch(() => {});
    await client.runs.submit({ body }).catch(() => {});
    expect(sent[0]).toMatchObject({ method: "POST", body: '{"project_id":"acme/web"}' });
    expect(sent[0]?.headers).toMatchObject({
      "Content-Type": "application/json",
      "Idempotency-Key": "key-1",
    });
    expect(sent[1]?.headers).not.toHaveProperty("Idempotency-Key");
  });

  it("encodes what stands in its path", async () => {
    const { client, sent } = over(() => answer({}));
    await client.projects.get({ params: { id: "acme/web" } }).catch(() => {});
    await client.projects.get({ params: { id: "../me?x=1#y" } }).catch(() => {});
    expect(sent.map(({ url }) => url)).toEqual([
      "https://leeway.example/api/projects/acme%2Fweb",
      "https://leeway.example/api/projects/..%2Fme%3Fx%3D1%23y",
    ]);
  });

  it("leaves out of its query what is not given", async () => {
    const { client, sent } = over(() => answer({}));
    const query = { project_id: "acme/web", cursor: undefined, limit: 0 };
    await client.runs.list({ query }).catch(() => {});
    await client.runs.list({ query: {} }).catch(() => {});
    expect(sent.map(({ url }) => url)).toEqual([
      "https://leeway.example/api/runs?project_id=acme%2Fweb&limit=0",
      "https://leeway.example/api/runs",
    ]);
  });
});

describe("an error", () => {
  it("is a refusal, with all its members, where a limit says no", async () => {
    const { client } = over(() =>
      answer(REFUSED, { status: 429, type: `${PROBLEM_JSON}; charset=utf-8` }),
    );
    const error = await errorOf(client.meta.me(), RefusalError);
    expect(error).toMatchObject({
      kind: "refusal",
      name: "RefusalError",
      message: REFUSED.detail,
      correlationId: "from-server",
    });
    expect(error.problem).toEqual(REFUSED);
  });

  it("is a fault that names the fields where the request is wrong", async () => {
    const { client } = over(() => answer(FAULT, { status: 400, type: PROBLEM_JSON }));
    const error = await errorOf(client.meta.me(), FaultError);
    expect(error).toMatchObject({ kind: "fault", correlationId: "from-server" });
    expect(error.problem.fields).toEqual(FAULT.fields);
  });

  it("is offline where no answer came, under the id that was sent", async () => {
    const cause = new TypeError("fetch failed");
    const { client } = over(() => Promise.reject(cause));
    const error = await errorOf(client.meta.me(), OfflineError);
    expect(error).toMatchObject({ kind: "offline", correlationId: "from-page", cause });
  });

  it("is offline where the answer broke off", async () => {
    const broken = answer(ME);
    vi.spyOn(broken, "text").mockRejectedValue(new TypeError("terminated"));
    const { client } = over(() => broken);
    const error = await errorOf(client.meta.me(), OfflineError);
    expect(error.correlationId).toBe("from-page");
  });

  it("is a timeout where the server takes too long", async () => {
    const { client } = over(() => answer(ME), { fetch: silent, timeoutMs: 1 });
    const error = await errorOf(client.meta.me(), TimeoutError);
    expect(error).toMatchObject({ kind: "timeout", correlationId: "from-page" });
  });

  it("is the caller's own reason where the caller gave up", async () => {
    const { client } = over(() => answer(ME), { fetch: silent });
    const giving = new AbortController();
    const asking = client.meta.me({}, { signal: giving.signal });
    const reason = new Error("the page was left");
    giving.abort(reason);
    await expect(asking).rejects.toBe(reason);
  });

  const malformed: [string, () => Response, number][] = [
    ["a proxy's page", () => answer("<h1>502</h1>", { status: 502, type: "text/html" }), 502],
    ["truncated JSON", () => answer('{"id": "dan'), 200],
    ["an empty body", () => answer(""), 200],
    ["another shape", () => answer({ ...ME, role: "emperor" }), 200],
    ["a status that is not agreed", () => answer(ME, { status: 203 }), 203],
    ["a refusal of unknown reason", () => unknownReason(), 429],
    ["a problem that is not declared as one", () => answer(FAULT, { status: 400 }), 400],
  ];
  const unknownReason = () =>
    answer({ ...REFUSED, reason: "the_moon" }, { status: 429, type: PROBLEM_JSON });

  it.each(malformed)("is a malformed answer, never a refusal: %s", async (_, respond, status) => {
    const { client } = over(respond);
    const error = await errorOf(client.meta.me(), MalformedAnswerError);
    expect(error).toMatchObject({ kind: "malformed", status, correlationId: "from-server" });
  });
});

it("gives every request an id of its own", async () => {
  const sent: string[] = [];
  const client = createClient({
    baseUrl: "",
    async fetch(_, init) {
      sent.push(new Headers(init?.headers).get("X-Correlation-Id") ?? "");
      return answer(ME);
    },
  });
  await Promise.all([client.meta.me(), client.meta.me()]);
  expect(new Set(sent).size).toBe(2);
  expect(sent[0]).toMatch(/^[\da-f-]{36}$/);
});
