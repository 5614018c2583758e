import { createLogger } from "@hawkmoth/adapters/logger-pino";
import { expect, test } from "vitest";
import { repeat } from "./repeat.ts";

const log = createLogger({ name: "test", level: "silent" });

test("work runs at once and again, also after it failed, and never after it was stopped", async () => {
  let runs = 0;
  const third = Promise.withResolvers<void>();
  const sweep = repeat(1, log, async () => {
    runs += 1;
    if (runs === 3) third.resolve();
    if (runs === 1) throw new Error("the first run fails");
  });
  expect(runs).toBe(1);
  await third.promise;
  await sweep.stop();
  const after = runs;
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(after);
});

test("stopping waits for the work that runs", async () => {
  const mayEnd = Promise.withResolvers<void>();
  let is_done = false;
  const sweep = repeat(1, log, async () => {
    await mayEnd.promise;
    is_done = true;
  });
  const stopped = sweep.stop();
  expect(is_done).toBe(false);
  mayEnd.resolve();
  await stopped;
  expect(is_done).toBe(true);
});
