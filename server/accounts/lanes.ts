/** Lets so many at a time work under a name; the others wait in the order they came. */
export function createLanes(most: number) {
  const working = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();

  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    if ((working.get(name) ?? 0) >= most) {
      await new Promise<void>((resolve) =>
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]),
      );
    } else {
      working.set(name, (working.get(name) ?? 0) + 1);
    }
    try {
      return await work();
    } finally {
      // The place goes to who waits longest, and is not free in between.
      const [next, ...rest] = waiting.get(name) ?? [];
      if (rest.length > 0) waiting.set(name, rest);
      else waiting.delete(name);
      const left = (working.get(name) ?? 1) - 1;
      if (next) next();
      else if (left > 0) working.set(name, left);
      // Names are many, and most of them come once.
      else working.delete(name);
    }
  };
}
