import { expect, it } from "vitest";
import { zoneToShow } from "./zoneToShow.ts";

it.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["UTC", "UTC"],
  ["Mars/Olympus_Mons", "UTC"],
  ["", "UTC"],
])("%j is shown in %s", (timezone, shown) => expect(zoneToShow(timezone)).toBe(shown));
