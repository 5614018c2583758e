import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import { fitToBudget, HARD_CAP_TOKENS, type FitOptions } from "./budget.ts";

const options = (budget_tokens: number): FitOptions => ({
  budget_tokens,
  render: (value) => JSON.stringify(value),
  advise: () => "Call list_bugs again.",
});
const real = (value: unknown) => encode(JSON.stringify(value)).length;
const row = (index: number) => ({ key: `SHOP-${index}`, title: "Checkout answers 500 when a coupon is applied" });

describe("fitToBudget", () => {
  it("leaves alone what fits", () => {
    const value = { bugs: [row(1)], next_cursor: "abc" };
    expect(fitToBudget(value, options(200)).value).toBe(value);
  });

  it("drops rows from the end, counts them, names the next call, and withdraws the cursor that would skip them", () => {
    const value = { bugs: Array.from({ length: 100 }, (_, index) => row(index)), next_cursor: "abc", total: 100 };
    const { value: fitted } = fitToBudget(value, options(600));
    const kept = fitted["bugs"];
    if (!Array.isArray(kept)) throw new Error("no rows");
    expect(real(fitted)).toBeLessThanOrEqual(600);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept[0]).toEqual(row(0));
    expect(fitted["omitted"]).toEqual({ bugs: 100 - kept.length });
    expect(fitted).toMatchObject({ next: "Call list_bugs again.", total: 100 });
    expect(fitted).not.toHaveProperty("next_cursor");
  });

  it("keeps a cursor when only an inner list was cut", () => {
    const value = { bug: { lines: Array.from({ length: 200 }, (_, index) => row(index)) }, next_cursor: "abc" };
    expect(fitToBudget(value, options(500)).value).toMatchObject({ next_cursor: "abc" });
  });

  it("adds to counts that the API made itself", () => {
    const value = {
      console: Array.from({ length: 200 }, (_, index) => row(index)),
      omitted: { console: 7, network: 2 },
    };
    const { value: fitted } = fitToBudget(value, options(500));
    const kept = fitted["console"];
    expect(fitted["omitted"]).toEqual({ console: 207 - (Array.isArray(kept) ? kept.length : 0), network: 2 });
  });

  it("cuts long texts, never in the middle of a character", () => {
    const { value: fitted } = fitToBudget({ description: "🔥".repeat(5000), title: "short" }, options(300));
    expect(real(fitted)).toBeLessThanOrEqual(300);
    expect(String(fitted["description"]).isWellFormed()).toBe(true);
    expect(fitted).toMatchObject({ title: "short", omitted: { "description characters": expect.any(Number) } });
  });

  it("never exceeds the hard cap, whatever was asked for", () => {
    const hostile = {
      list: Array.from({ length: 3000 }, (_, index) => ({
        text: `line ${index} ${"x1y2".repeat(20)}`,
        nested: [index, { deep: "word ".repeat(50) }],
      })),
      text: "lorem ipsum ".repeat(20_000),
    };
    expect(real(fitToBudget(hostile, options(1_000_000)).value)).toBeLessThanOrEqual(HARD_CAP_TOKENS);
  });
});
