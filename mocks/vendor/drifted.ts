/** The body with a member that nobody has seen before in each of its rows: whatever holds a plain value. */
export function drifted(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(drifted);
  if (typeof body !== "object" || body === null) return body;
  const members = Object.entries(body);
  const isRow = members.some(([, value]) => typeof value !== "object");
  return {
    ...Object.fromEntries(members.map(([name, value]) => [name, drifted(value)])),
    ...(isRow && { unheard_of: "new" }),
  };
}
