/** Runs work so that only so many run at once; the rest wait in the order in which they came. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes the turns of one resource. */
export function createTurns(max_at_once: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < max_at_once) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
