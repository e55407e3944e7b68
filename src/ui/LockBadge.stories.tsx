import { eachState } from "../gallery/eachState.ts";
import { storiesOf } from "../gallery/story.tsx";
import { lockWords } from "../domain/lockWords.ts";
import type { PrLockReading } from "../domain/readPrLock.ts";
import { LockBadge } from "./LockBadge.tsx";

const readings = Object.keys(lockWords) as PrLockReading[];

export const stories = [
  storiesOf(
    "LockBadge",
    LockBadge,
    eachState(Object.fromEntries(readings.map((reading) => [reading, reading])), (reading) => ({
      props: { reading },
    })),
  ),
];
