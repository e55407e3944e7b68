import { expect, it } from "vitest";
import { held } from "./accountsTestSetup.ts";
import { createLanes } from "./lanes.ts";

/** Works that begin and end as they are told. */
function works(count: number) {
  const begun: number[] = [];
  const each = Array.from({ length: count }, () => held<void>());
  const work = (index: number) => async () => {
    begun.push(index);
    await each[index]?.promise;
    return index;
  };
  return { begun, work, end: (index: number) => each[index]?.release() };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it("lets so many work at a time, and the others in the order they came", async () => {
  const lane = createLanes(2);
  const { begun, work, end } = works(5);
  const all = [0, 1, 2, 3, 4].map((index) => lane("a", work(index)));
  await settle();
  expect(begun).toEqual([0, 1]);
  end(1);
  await settle();
  expect(begun).toEqual([0, 1, 2]);
  for (const index of [2, 0, 3, 4]) end(index);
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

it("lets nobody in between who leaves and who waits longest", async () => {
  const lane = createLanes(1);
  const { begun, work, end } = works(3);
  const first = lane("a", work(0));
  const second = lane("a", work(1));
  end(0);
  await first;
  const third = lane("a", work(2));
  await settle();
  expect(begun).toEqual([0, 1]);
  end(1);
  end(2);
  await Promise.all([second, third]);
});

it("passes a place on though the work failed", async () => {
  const lane = createLanes(1);
  const failing = lane("a", () => Promise.reject(new Error("no")));
  const next = lane("a", async () => "worked");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("worked");
  expect(await lane("a", async () => "free again")).toBe("free again");
});

it("does not let one name wait for another", async () => {
  const lane = createLanes(1);
  const { begun, work, end } = works(1);
  const held = lane("a", work(0));
  expect(await lane("b", async () => "passes")).toBe("passes");
  expect(begun).toEqual([0]);
  end(0);
  await held;
});
