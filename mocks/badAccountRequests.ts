type BadRequest = [what: string, method: string, path: string, body: unknown, fields: string[]];

const token = { kind: "token", token: "t" };
const connect = "/providers/connections";
const one = `${connect}/:id`;
const cases: BadRequest[] = [
  ["an unknown provider", "POST", connect, { provider: "acme", credential: token }, ["provider"]],
  ["no provider", "POST", connect, { credential: token }, ["provider"]],
  ["no credential", "POST", connect, { provider: "claude" }, ["credential"]],
  [
    "a surplus member",
    "POST",
    connect,
    { provider: "claude", credential: token, colour: "red" },
    ["colour"],
  ],
  [
    "an owner that is none",
    "POST",
    connect,
    { provider: "claude", credential: token, owner: "eve" },
    ["owner"],
  ],
  [
    "an empty name",
    "POST",
    connect,
    { provider: "claude", credential: token, nickname: "  " },
    ["nickname"],
  ],
  [
    "a name of 61 characters",
    "POST",
    connect,
    { provider: "claude", credential: token, nickname: "n".repeat(61) },
    ["nickname"],
  ],
  [
    "several at once",
    "POST",
    connect,
    { provider: "acme", credential: { kind: "token" }, nickname: "" },
    ["credential.token", "nickname", "provider"],
  ],
  ["a new name that is empty", "PATCH", one, { nickname: "" }, ["nickname"]],
  ["a new name that is too long", "PATCH", one, { nickname: "n".repeat(61) }, ["nickname"]],
  ["a switch that is none", "PATCH", one, { enabled: "no" }, ["enabled"]],
  ["another provider", "PATCH", one, { provider: "codex" }, ["provider"]],
  [
    "a credential without its token",
    "PATCH",
    one,
    { credential: { kind: "token" } },
    ["credential.token"],
  ],
  ["an id that is none to read", "GET", `${connect}/nonsense`, undefined, ["id"]],
  ["an id that is none to change", "PATCH", `${connect}/nonsense`, {}, ["id"]],
  ["an id that is none to remove", "DELETE", `${connect}/nonsense`, undefined, ["id"]],
  ["an id that is none to ask for", "GET", "/usage/nonsense", undefined, ["connection_id"]],
  ["a job's id that is none", "GET", "/jobs/nonsense", undefined, ["id"]],
  ["ids that are none", "POST", "/providers/refresh", { ids: ["nonsense"] }, ["ids.0"]],
  ["no ids at all", "POST", "/providers/refresh", { ids: [] }, ["ids"]],
  [
    "a provider to refresh that is none",
    "POST",
    "/providers/refresh",
    { provider: "acme" },
    ["provider"],
  ],
  ["page 0", "GET", "/providers/client?page=0", undefined, ["page"]],
  ["half a page", "GET", "/providers/client?page=1.5", undefined, ["page"]],
  ["a page of nothing", "GET", "/providers/client?page_size=0", undefined, ["page_size"]],
  ["a page of 501", "GET", "/providers/client?page_size=501", undefined, ["page_size"]],
  ["an order that is none", "GET", "/providers/client?sort=random", undefined, ["sort"]],
  ["a state that is none", "GET", "/providers/client?status=fine", undefined, ["status"]],
  [
    "a filter by a provider that is none",
    "GET",
    "/providers/client?provider=acme",
    undefined,
    ["provider"],
  ],
  ["a filter that is none", "GET", "/providers/client?colour=red", undefined, ["colour"]],
  ["a choice of a provider that is none", "POST", "/providers/acme/select", {}, ["provider"]],
  [
    "scopes that are none",
    "POST",
    "/providers/claude/select",
    { scopes: ["account", "nonsense"] },
    ["scopes.1"],
  ],
  ["no scope at all", "POST", "/providers/claude/select", { scopes: [] }, ["scopes"]],
  ["a model without a name", "POST", "/providers/claude/select", { model: " " }, ["model"]],
];
const credentials: [what: string, credential: object, fields: string[]][] = [
  ["a kind that is none", { kind: "cookie" }, ["credential.kind"]],
  ["no kind", { token: "t" }, ["credential.kind"]],
  ["no token", { kind: "token" }, ["credential.token"]],
  ["an empty token", { kind: "token", token: "" }, ["credential.token"]],
  ["a token with blanks", { kind: "token", token: "a b" }, ["credential.token"]],
  ["a token of two lines", { kind: "token", token: "a\nb" }, ["credential.token"]],
  ["a token and a path", { kind: "token", token: "t", path: "/t" }, ["credential.path"]],
  ["a region that is none", { kind: "token", token: "t", region: "moon" }, ["credential.region"]],
  ["a relative path", { kind: "file", path: "login.json" }, ["credential.path"]],
  ["a path that climbs", { kind: "file", path: "../login.json" }, ["credential.path"]],
  ["no path", { kind: "file" }, ["credential.path"]],
  ["a file that is not there", { kind: "file", path: "/nowhere/login.json" }, ["credential.path"]],
  [
    "a variable that is not set",
    { kind: "environment", name: "LEEWAY_SUITE_UNSET" },
    ["credential.name"],
  ],
  ["a variable whose name is none", { kind: "environment", name: "A-B" }, ["credential.name"]],
  ["a place that is none", { kind: "discovered", id: "claude:nowhere" }, ["credential.id"]],
];

/** Requests that are refused, with the fields that must be named; `:id` is an account's. */
export const badAccountRequests: readonly BadRequest[] = [
  ...cases,
  ...credentials.flatMap(([what, credential, fields]): BadRequest[] => [
    [`${what}, adding`, "POST", connect, { provider: "claude", credential }, fields],
    [`${what}, changing`, "PATCH", one, { credential }, fields],
  ]),
];
