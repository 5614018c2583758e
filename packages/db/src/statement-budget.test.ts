import { describe, expect, test } from "vitest";
import { CONNECTION_LIFE_S, MAX_STATEMENTS_PER_CONNECTION, StatementBudget } from "./statement-budget.ts";

function use(budget: StatementBudget, statement: string, times: number): boolean {
  let is_prepared = false;
  for (let used = 0; used < times; used += 1) is_prepared = budget.isPrepared(statement);
  return is_prepared;
}

describe("the budget of prepared statements", () => {
  test("prepares what is used again and again, not what is used once", () => {
    const budget = new StatementBudget();
    expect(use(budget, "rare", 1)).toBe(false);
    expect(use(budget, "common", 3)).toBe(true);
    expect(budget.isPrepared("common")).toBe(true);
  });

  test.each([1, 3, 10, 100])("prepares a bounded number of 5,000 texts that are each used %i times", (times) => {
    let now_ms = 0;
    const budget = new StatementBudget(() => now_ms);
    const prepared = new Set<string>();
    for (let text = 0; text < 5000; text += 1) {
      if (use(budget, `text ${text}`, times)) prepared.add(`text ${text}`);
      // All of them within the life of one connection, which may begin in the middle of a period.
      now_ms += (CONNECTION_LIFE_S * 1000) / 5000;
    }
    expect(prepared.size).toBeLessThanOrEqual(MAX_STATEMENTS_PER_CONNECTION);
  });

  test("a statement that came late is prepared when it is used more than others", () => {
    const budget = new StatementBudget();
    for (let text = 0; text < 1000; text += 1) use(budget, `junk ${text}`, 3);
    expect(use(budget, "the list", 10)).toBe(true);
  });

  test("a common statement stays prepared however many others come", () => {
    const budget = new StatementBudget();
    use(budget, "the list", 1000);
    const was_prepared: boolean[] = [];
    for (let text = 0; text < 20_000; text += 1) {
      use(budget, `junk ${text}`, 5);
      if (text % 20 === 0) was_prepared.push(budget.isPrepared("the list"));
    }
    expect(was_prepared).not.toContain(false);
  });

  test("replaces again after the connections were renewed", () => {
    let now_ms = 0;
    const budget = new StatementBudget(() => now_ms);
    for (let text = 0; text < 400; text += 1) use(budget, `junk ${text}`, text < 128 ? 3 : 6);
    expect(use(budget, "late", 100)).toBe(false);
    now_ms += CONNECTION_LIFE_S * 1000 + 1;
    expect(use(budget, "late", 100)).toBe(true);
  });
});
