import { expect, it } from "vitest";
import { inTurns } from "./in-turns.ts";

it("runs no more at once than it may, all of them in order, also when some fail", async () => {
  const turn = inTurns(2);
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const work = (number: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    order.push(number);
    await Promise.resolve();
    running -= 1;
    if (number % 3 === 0) throw new Error("failed");
    return number;
  };
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((number) => turn(work(number))));
  expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual([true, true, false, true, true, false, true]);
  expect(order).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(2);
  expect(await turn(work(8))).toBe(8);
});
