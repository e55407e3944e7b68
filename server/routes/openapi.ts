import * as z from "zod/mini";
import {
  API_PREFIX,
  api,
  CORRELATION_ID_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  SERVER_TIME_HEADER,
} from "../../src/contract/api.ts";
import type { Endpoint } from "../../src/contract/endpoint.ts";
import {
  type Fault,
  FaultProblem,
  PROBLEM_JSON,
  RefusalProblem,
  statusOfFault,
} from "../../src/contract/problem.ts";
import { refusals } from "../../src/domain/refusals.ts";

type Json = Record<string, unknown>;

/** The API table as an OpenAPI 3.1 document. */
export function openapi(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [area, endpoints] of Object.entries(api)) {
    for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
      const path = API_PREFIX + endpoint.path.replace(/:(\w+)/g, "{$1}");
      const operation = { ...operationOf(endpoint), operationId: `${area}.${name}`, tags: [area] };
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation };
    }
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Leeway",
      version,
      summary: "May I start work now, and if not, which limit stands in the way, and until when?",
      license: { name: "MIT", identifier: "MIT" },
    },
    paths,
    components: {
      schemas: {
        FaultProblem: answerSchema(FaultProblem),
        RefusalProblem: answerSchema(RefusalProblem),
      },
      headers: {
        [CORRELATION_ID_HEADER]: {
          description:
            "Names this answer, in logs and to people; the request's own, if it has one.",
          schema: { type: "string" },
        },
        [SERVER_TIME_HEADER]: {
          description: "The server's time as it answered.",
          schema: { type: "string", format: "date-time" },
        },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): Json {
  return {
    summary: endpoint.summary,
    ...(endpoint.role ? { description: `Needs the role ${endpoint.role}.` } : {}),
    parameters: [
      ...parametersOf(endpoint.params, "path"),
      ...parametersOf(endpoint.query, "query"),
      ...(endpoint.idempotent ? [idempotencyKey] : []),
    ],
    ...(endpoint.body
      ? { requestBody: { required: true, content: json(requestSchema(endpoint.body)) } }
      : {}),
    responses: { ...answersOf(endpoint), ...problemsOf(endpoint) },
  };
}

const idempotencyKey = {
  name: IDEMPOTENCY_KEY_HEADER,
  in: "header",
  description: "The same key with the same request again is the same start, or addition.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

const headers = Object.fromEntries(
  [CORRELATION_ID_HEADER, SERVER_TIME_HEADER].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

const json = (schema: Json) => ({ "application/json": { schema } });

function answersOf({ answers }: Endpoint): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      { description: "Done.", headers, content: json(answerSchema(schema)) },
    ]),
  );
}

/** Which faults an endpoint may answer: its own, those its parts bring, and what may always happen. */
export function faultsOf(endpoint: Endpoint): Set<Fault> {
  const takesInput = endpoint.params ?? endpoint.query ?? endpoint.body;
  return new Set<Fault>([
    ...(endpoint.faults ?? []),
    ...(takesInput ? (["invalid_request"] as const) : []),
    ...(endpoint.body ? (["bad_json", "payload_too_large"] as const) : []),
    ...(endpoint.role ? (["forbidden"] as const) : []),
    "unauthenticated",
    "internal_error",
  ]);
}

function problemsOf(endpoint: Endpoint): Json {
  const reasons = endpoint.refusable ? Object.values(refusals) : [refusals.limits_unavailable];
  const byStatus = new Map<number, Set<string>>();
  const add = (status: number, schema: string) =>
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(schema));
  for (const fault of faultsOf(endpoint)) add(statusOfFault[fault], "FaultProblem");
  for (const { status } of reasons) add(status, "RefusalProblem");
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => {
      const schemas = [...names].map((name) => ({ $ref: `#/components/schemas/${name}` }));
      const schema = schemas.length === 1 ? schemas[0] : { oneOf: schemas };
      return [
        status,
        { description: "Refused.", headers, content: { [PROBLEM_JSON]: { schema } } },
      ];
    }),
  );
}

function parametersOf(schema: z.ZodMiniObject | undefined, place: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = requestSchema(schema);
  return Object.entries(properties as Json).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || (required as string[]).includes(name),
    schema: property,
  }));
}

const answerSchema = (schema: z.ZodMiniType) => schemaOf(schema, "output");
const requestSchema = (schema: z.ZodMiniType) => schemaOf(schema, "input");

function schemaOf(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const {
    $schema: _,
    "~standard": __,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
  }) as Json;
  return rest;
}
