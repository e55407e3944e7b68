import * as fc from "fast-check";
import { expect, it } from "vitest";
import { maskIdentity } from "./maskIdentity.ts";

it.each([
  ["dana@example.com", "d•••@e•••.com"],
  ["a@b.co.uk", "a•••@b•••.uk"],
  ["dana@localhost", "d•••@l•••"],
  ["octocat", "o•••"],
  ["", "•••"],
  ["@example.com", "•••@e•••.com"],
  ["a@b@example.com", "a•••@e•••.com"],
  ["👩‍💻@example.com", "👩‍💻•••@e•••.com"],
])("%s is shown as %s", (identity, masked) => expect(maskIdentity(identity)).toBe(masked));

it("never shows a name of three letters or more", () => {
  const name = fc.stringMatching(/^[a-z]{3,20}$/);
  fc.assert(
    fc.property(name, name, (local, host) => {
      const masked = maskIdentity(`${local}@${host}.example`);
      expect(masked).not.toContain(local);
      expect(masked).not.toContain(host);
    }),
    { seed: 7 },
  );
});
