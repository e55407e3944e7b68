import { expect, it } from "vitest";
import { jwtClaims } from "./jwtClaims.ts";

const tokenOf = (payload: string) => `eyJhbGciOiJub25lIn0.${payload}.signature`;

it("reads what a token says, in any alphabet", () => {
  const payload = Buffer.from('{"name":"Zoë ÿ~?>","exp":1784500000}').toString("base64url");
  expect(payload).toMatch(/[-_]/);
  expect(jwtClaims(tokenOf(payload))).toEqual({ name: "Zoë ÿ~?>", exp: 1_784_500_000 });
});

it.each([
  ["an opaque token", "sk-ant-oat01-abc"],
  ["a payload that is no base64", tokenOf("~~~")],
  ["a payload that is no JSON", tokenOf(btoa("nothing"))],
  ["a payload that is no object", tokenOf(btoa("[1]"))],
  ["an empty string", ""],
  ["no string at all", null],
])("says nothing of %s", (_, token) => expect(jwtClaims(token)).toEqual({}));
