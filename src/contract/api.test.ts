import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { endpoints } from "./api.ts";

const rows = endpoints.map((endpoint) => ({
  ...endpoint,
  name: `${endpoint.method} ${endpoint.path}`,
}));
const requests = rows.flatMap(({ name, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema ? [{ name, part, schema }] : [],
  ),
);

/** Every object inside a schema that would let an unknown member pass. */
function looseObjects(schema: unknown, at = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const loose =
    "properties" in schema &&
    !("additionalProperties" in schema && schema.additionalProperties === false);
  const inside = Object.entries(schema).flatMap(([key, value]) =>
    looseObjects(value, `${at}/${key}`),
  );
  return loose ? [at || "/", ...inside] : inside;
}

describe("the API table", () => {
  it("has each operation once", () => {
    const operations = rows.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ":")}`);
    expect(operations.length).toBeGreaterThan(10);
    expect(operations.filter((operation, n) => operations.indexOf(operation) !== n)).toEqual([]);
  });

  it.each(rows)("$name takes the very params that its path names", ({ path, params }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
    expect(Object.keys(params?.shape ?? {})).toEqual(named);
  });

  it.each(rows)("$name has a path of plain segments", ({ path }) => {
    expect(path).toMatch(/^(?:\/(?:[a-z][a-z_-]*|:[a-z_]+))+$/);
  });

  it.each(rows)("$name says in one line what it does", ({ summary }) => {
    expect(summary).toMatch(/^[A-Z][^\n]*[^.\s]$/);
  });

  it.each(rows)("$name answers with a success", ({ answers }) => {
    const statuses = Object.keys(answers).map(Number);
    expect(statuses.length).toBeGreaterThan(0);
    for (const status of statuses) expect(Math.floor(status / 100)).toBe(2);
  });

  it.each(rows.filter(({ method }) => method === "GET"))("$name changes nothing", (endpoint) => {
    expect(endpoint).not.toHaveProperty("body");
    expect(endpoint).not.toHaveProperty("idempotent");
    expect(endpoint).not.toHaveProperty("refusable");
  });

  it("lets viewers read all but what asks a vendor, unmasks a person or looks into the machine", () => {
    const kept = rows.filter(({ method, role }) => method === "GET" && role !== undefined);
    expect(kept.map(({ path, role }) => [path, role])).toEqual([
      ["/providers/discovered", "operator"],
      ["/providers/connections/:id/identity", "member"],
      ["/usage/:connection_id", "member"],
    ]);
  });

  it.each(rows.filter(({ method, path }) => method !== "GET" && path !== "/decision"))(
    "$name is not for viewers",
    ({ role }) => expect(role).toBeDefined(),
  );

  // To choose an account starts nothing and takes nothing.
  const starts = rows.filter(({ refusable, path }) => refusable && !path.endsWith("/select"));
  it.each(starts)("$name can be repeated safely", (endpoint) => {
    expect(endpoint.idempotent).toBe(true);
  });

  it.each(requests)("$name refuses an unknown member of its $part", ({ schema }) => {
    expect(schema.safeParse({ surplus: 1 }).error?.issues).toContainEqual(
      expect.objectContaining({ code: "unrecognized_keys", keys: ["surplus"] }),
    );
    expect(looseObjects(z.toJSONSchema(schema, { io: "input" }))).toEqual([]);
  });

  it.each(rows)("$name drops what is new in an answer", ({ answers }) => {
    for (const answer of Object.values(answers)) {
      const issues = answer.safeParse({ surplus: 1 }).error?.issues ?? [];
      expect(issues.filter(({ code }) => code === "unrecognized_keys")).toEqual([]);
    }
  });
});
