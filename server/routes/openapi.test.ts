import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { API_PREFIX, endpoints } from "../../src/contract/api.ts";
import { PROBLEM_JSON, statusOfFault } from "../../src/contract/problem.ts";
import { errorOfReason } from "../../src/contract/refusal.ts";
import { createWorld } from "../../mocks/world.ts";

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required?: boolean }[];
  requestBody?: object;
  responses: Record<string, { content: Record<string, object>; headers: object }>;
}

const { app } = await createWorld();
const answer = await app.fetch(new Request("http://localhost/openapi.json"));
const document = (await answer.json()) as Record<string, object> & {
  paths: Record<string, Record<string, Operation>>;
};
const operationOf = ({ method, path }: { method: string; path: string }) =>
  document.paths[API_PREFIX + path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];

describe("openapi.json", () => {
  it("is valid OpenAPI 3.1, by the standard's own schema", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("has the endpoints of the table, each under a name of its own, and no other", () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(endpoints.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(endpoints.length);
    expect(endpoints.filter((endpoint) => !operationOf(endpoint))).toEqual([]);
  });

  it("names every error of the contract", () => {
    const schemas = JSON.stringify(document["components"]);
    const errors = [...Object.keys(statusOfFault), ...Object.values(errorOfReason)];
    const reasons = Object.keys(errorOfReason);
    const missing = [...errors, ...reasons].filter((name) => !schemas.includes(`"${name}"`));
    expect(missing).toEqual([]);
  });

  it.each(endpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
    "says of %s what it takes, and of every answer its type and headers",
    (_, endpoint) => {
      const { parameters, requestBody, responses } = operationOf(endpoint) as Operation;
      const names = (place: string) =>
        parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
      expect(names("path")).toEqual([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
      expect(names("header")).toEqual(endpoint.idempotent ? ["Idempotency-Key"] : []);
      expect(requestBody !== undefined).toBe(endpoint.body !== undefined);

      for (const status of Object.keys(endpoint.answers)) expect(responses).toHaveProperty(status);
      for (const [status, { content, headers }] of Object.entries(responses)) {
        const type = Number(status) < 400 ? "application/json" : PROBLEM_JSON;
        expect(Object.keys(content)).toEqual([type]);
        expect(Object.keys(headers)).toEqual(["X-Correlation-Id", "X-Server-Time"]);
      }
    },
  );

  it.each([
    ["GET", "/meta", [200, 401, 500, 503]],
    ["DELETE", "/sample", [200, 401, 403, 500, 503]],
    ["GET", "/runs/:id", [200, 400, 401, 404, 500, 503]],
    ["POST", "/decision", [200, 400, 401, 404, 413, 500, 503]],
    ["POST", "/runs", [201, 202, 400, 401, 402, 403, 404, 409, 413, 429, 500, 503]],
  ])("says which statuses %s %s may answer", (method, path, statuses) => {
    const { responses = {} } = operationOf({ method, path }) ?? {};
    expect(Object.keys(responses).map(Number)).toEqual(statuses);
  });

  it("requires only what may not be left out", () => {
    const list = operationOf({ method: "GET", path: "/runs" });
    expect(list?.parameters.filter(({ required }) => required)).toEqual([]);
    const one = operationOf({ method: "GET", path: "/runs/:id" });
    expect(one?.parameters).toMatchObject([{ name: "id", in: "path", required: true }]);
  });
});
