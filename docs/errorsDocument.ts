import * as z from "zod/mini";
import { API_PREFIX, endpoints } from "../src/contract/api.ts";
import { toInstant } from "../src/contract/instant.ts";
import {
  type Fault,
  FaultProblem,
  PROBLEM_JSON,
  RefusalProblem,
  statusOfFault,
} from "../src/contract/problem.ts";
import { errorOfReason, type Reason, Refusal, type RefusalOf } from "../src/contract/refusal.ts";
import { explain, retryAt } from "../src/domain/explain.ts";
import { reasonOrder } from "../src/domain/refusals.ts";
import type { RequestFault } from "../server/admission/requestFault.ts";
import { faultsOf } from "../server/routes/openapi.ts";
import { faultProblem, refusalProblem } from "../server/routes/problem.ts";

const NOW = Date.parse("2026-03-10T12:00:00.000Z");
const CORRELATION_ID = "3f0c9a52-6d0e-4b57-9c55-0c1f6f0a7a11";

const inSeconds = (seconds: number) => toInstant(NOW + seconds * 1000);
const MONTH_END = "2026-04-01T00:00:00.000Z";
const UPGRADE = "https://leeway.example/upgrade";
const PURCHASE = "https://leeway.example/credits";

/** One refusal of each reason, as somebody might meet it. */
const refused: { readonly [R in Reason]: Omit<RefusalOf<R>, "reason"> } = {
  compute_quota_exceeded: {
    used_seconds: 288_000,
    quota_seconds: 288_000,
    resets_at: MONTH_END,
    upgrade_url: UPGRADE,
  },
  session_limit_reached: {
    running: 1,
    max: 1,
    sessions: [{ id: "s-1", name: "Refactoring", started_at: inSeconds(-4500) }],
  },
  session_threshold: { utilization_pct: 91.5, threshold_pct: 90, resets_at: inSeconds(8040) },
  week_threshold: { utilization_pct: 80.2, threshold_pct: 80, resets_at: inSeconds(200_000) },
  run_quota_exhausted: { used: 10, max: 10, window_seconds: 3600, next_slot_at: inSeconds(300) },
  accounts_depleted: {
    provider: "kiro",
    skipped: [
      { account_id: "a-1", name: "team", why: "out of quota", resets_at: inSeconds(7200) },
      { account_id: "a-2", name: "spare", why: "out of quota", resets_at: MONTH_END },
    ],
    resets_at: inSeconds(7200),
    next_look_at: inSeconds(300),
  },
  quota_exhausted: {
    feature: "image_generate",
    quota_resets_at: MONTH_END,
    purchase_url: PURCHASE,
  },
  insufficient_credits: { feature: "image_generate", purchase_url: PURCHASE },
  limits_unavailable: { engine: "counters", retry_after_seconds: 5 },
};

/** What a person is told of each fault, and what helps. */
const faulty: {
  readonly [F in Fault]: { detail: string; remedy: string; fields?: RequestFault["fields"] };
} = {
  invalid_request: {
    detail: "Check these fields: colour, project_id.",
    remedy: "Mend the `fields` that are named, and send it again.",
    fields: [
      { field: "project_id", message: "Invalid input: expected string, received number" },
      { field: "colour", message: "is not a known field" },
    ],
  },
  bad_json: {
    detail: "The body must be JSON: it is empty.",
    remedy: "Send one JSON object.",
  },
  unauthenticated: { detail: "Sign in to use this.", remedy: "Sign in." },
  forbidden: {
    detail: "This needs the role operator.",
    remedy: "Ask an operator; from a page, use the address that the server printed.",
  },
  not_found: {
    detail: "There is no project acme/web.",
    remedy: "Look the id up in its list.",
    fields: [{ field: "project_id", message: "no such project" }],
  },
  method_not_allowed: {
    detail: "/api/quota/runs takes GET.",
    remedy: "Use a method that the `Allow` header names.",
  },
  conflict: {
    detail: "There is a project acme/web already.",
    remedy: "Ask for the present state, then decide anew.",
    fields: [{ field: "id", message: "is taken" }],
  },
  payload_too_large: {
    detail: "The body may have 256 KiB.",
    remedy: "Send less.",
  },
  internal_error: {
    detail: "The server's log has more, under this id.",
    remedy: "Look the `correlation_id` up in the server's log.",
  },
  launch_failed: {
    detail:
      "The agent could not be started: there is no program claude, or not what its first line names (ENOENT).",
    remedy:
      "Mend `LEEWAY_RUN_COMMAND`, or for a session `LEEWAY_SESSION_COMMAND`. The place in the window is given back.",
  },
};

type Schema = Record<string, unknown>;
type Properties = Record<string, Schema>;

interface Section {
  heading: string;
  status: number;
  error: string;
  says: string;
  remedies: string[];
  /** The members that this error alone has. */
  members: Properties;
  response: Response;
  note: string;
}

/** `docs/errors.md`: every error that the API answers, from the tables that answer it. */
export async function errorsDocument(): Promise<string> {
  const refusals = reasonOrder.map((reason) => refusalSection(reason));
  const faults = (Object.keys(statusOfFault) as Fault[]).map(faultSection);
  const ofFaults = propertiesOf(schemaOf(FaultProblem));
  const ofRefusals = refusalEnvelope();
  const only = (members: Properties, keep: (name: string) => boolean) =>
    memberTable(Object.fromEntries(Object.entries(members).filter(([name]) => keep(name))));
  return [
    "# Errors",
    "<!-- Generated by `npm run docs` from src/domain/refusals.ts and src/contract/problem.ts. -->",
    `Every error is \`${PROBLEM_JSON}\` (RFC 9457). Branch on \`error\`, or on \`reason\` where there is one; \`title\` and \`detail\` are for people. A proxy's error page is none of these.`,
    "## Refusals",
    "A limit stands in the way: the request is right and the server is well. If several limits bind, the first of this table is the answer and `reasons` has all of them.",
    overview(refusals, "reason"),
    "402: pay, or wait for the period. 409: something must be done first. 429: wait for the window. 503: come back later. Where a moment is known, `retry_at` and the header `Retry-After` (whole seconds) name the latest that any of the reasons waits for.",
    "## Faults",
    "The request, the caller or the server is at fault; no limit is.",
    overview(faults, "error"),
    "## Members",
    "All of them have:",
    only(ofFaults, (name) => name in ofRefusals),
    "Refusals have beside these, and beside those of their reason:",
    only(ofRefusals, (name) => !(name in ofFaults)),
    "Faults may have:",
    only(ofFaults, (name) => !(name in ofRefusals)),
    "## Examples",
    ...(await Promise.all([...refusals, ...faults].map(details))),
    "",
  ].join("\n\n");
}

function refusalSection(reason: Reason): Section {
  const refusal = { reason, ...refused[reason] } as Refusal;
  const { status, sentence, remedies } = explain(refusal, NOW);
  const decision = {
    allowed: false,
    refusal,
    reasons: [refusal],
    advice: [],
    retry_at: retryAt([refusal], NOW),
  };
  return {
    heading: reason,
    status,
    error: errorOfReason[reason],
    says: sentence,
    remedies: remedies.map(({ label, cost }) => (cost === "paid" ? `${label} (paid)` : label)),
    members: propertiesOf(refusalSchema(reason)),
    response: refusalProblem(decision, CORRELATION_ID, NOW),
    note: "",
  };
}

function faultSection(fault: Fault): Section {
  const { detail, remedy, fields } = faulty[fault];
  const answering = endpoints.filter((endpoint) => faultsOf(endpoint).has(fault));
  const who = answering.map(({ method, path }) => `\`${method} ${API_PREFIX}${path}\``).join(", ");
  return {
    heading: fault,
    status: statusOfFault[fault],
    error: fault,
    says: detail,
    remedies: [remedy],
    members: {},
    response: faultProblem(fault, detail, CORRELATION_ID, fields),
    note: answering.length === endpoints.length ? "Any endpoint." : who,
  };
}

const overview = (sections: Section[], first: string) =>
  table(
    [first, "HTTP", ...(first === "error" ? [] : ["error"]), "says", "what to do"],
    sections.map(({ heading, status, error, says, remedies }) => [
      `[\`${heading}\`](#${heading})`,
      String(status),
      ...(first === "error" ? [] : [`\`${error}\``]),
      says,
      remedies.join("<br>"),
    ]),
  );

async function details({ heading, note, members, response }: Section): Promise<string> {
  const wait = response.headers.get("Retry-After");
  const body = JSON.stringify(await response.json(), null, 2);
  return [
    `### ${heading}`,
    ...(note ? [note] : []),
    ...(Object.keys(members).length > 0 ? [memberTable(members)] : []),
    `\`\`\`http\nHTTP/1.1 ${response.status}\nContent-Type: ${PROBLEM_JSON}${
      wait === null ? "" : `\nRetry-After: ${wait}`
    }\n\n${body}\n\`\`\``,
  ].join("\n\n");
}

const memberTable = (members: Properties) =>
  table(
    ["member", "type"],
    Object.entries(members).map(([name, schema]) => [`\`${name}\``, typeName(schema)]),
  );

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\u00a0", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A JSON Schema in words: "instant or null", "list of {id: text, name: text}". */
function typeName(schema: Schema): string {
  const { type, format, anyOf, oneOf, items, const: literal, enum: values } = schema;
  if (literal !== undefined) return `\`${JSON.stringify(literal)}\``;
  if (oneOf) return "one of the kinds below";
  if (Array.isArray(anyOf)) return anyOf.map((part: Schema) => typeName(part)).join(" or ");
  if (Array.isArray(values)) {
    return values.length > 4
      ? "one of the names above"
      : values.map((value) => `\`${value}\``).join(" or ");
  }
  if (type === "array") return `list of ${listed(items as Schema)}`;
  if (type === "object") {
    const parts = Object.entries(propertiesOf(schema));
    return `{${parts.map(([name, part]) => `${name}: ${typeName(part)}`).join(", ")}}`;
  }
  if (format === "date-time") return "instant";
  if (format === "uri") return "URL";
  return { string: "text", integer: "whole number" }[type as string] ?? String(type);
}

const listed = (items: Schema) =>
  items["oneOf"]
    ? "reason" in propertiesOf(firstOf(items))
      ? "refusals"
      : "advice"
    : typeName(items);

const firstOf = (union: Schema) => (union["oneOf"] as Schema[])[0] ?? {};
const propertiesOf = (schema: Schema) => (schema["properties"] ?? {}) as Properties;
const schemaOf = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { io: "output" }) as Schema;

const refusalSchema = (reason: Reason): Schema =>
  (schemaOf(Refusal)["oneOf"] as Schema[]).find(
    (option) => propertiesOf(option)["reason"]?.["const"] === reason,
  ) ?? {};

/** A refusal's problem as any reason has it: what is not the refusal's own. */
function refusalEnvelope(): Properties {
  const own = Object.keys(propertiesOf(firstOf(schemaOf(Refusal))));
  const whole = Object.entries(propertiesOf(firstOf(schemaOf(RefusalProblem))));
  return Object.fromEntries(whole.filter(([name]) => !own.includes(name)));
}
