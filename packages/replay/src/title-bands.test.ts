import { expect, test } from "vitest";
import { titleBands } from "./title-bands.ts";

const SUBJECTS = [
  "Checkout",
  "Cart",
  "Coupon",
  "Login",
  "Search",
  "Profile",
  "Invoice",
  "Payment",
  "Upload",
  "Settings",
];
const FAULTS = ["fails", "is blank", "shows the wrong total", "spins forever", "throws an error", "loses data"];
const PLACES = ["on Safari", "after a refresh", "with two tabs", "when offline", "for guests", "in dark mode"];
const titles = SUBJECTS.flatMap((a) => FAULTS.flatMap((b) => PLACES.map((c) => `${a} ${b} ${c}`)));

function meet(left: string, right: string): boolean {
  const bands = new Set(titleBands(left));
  return titleBands(right).some((band) => bands.has(band));
}

test("a title meets itself whatever its case and punctuation, and always by the same keys", () => {
  expect(titleBands("Coupon breaks the cart")).toEqual(titleBands("coupon breaks, the CART!"));
  expect(titleBands("Coupon breaks the cart")).toHaveLength(16);
  expect(titleBands("Coupon breaks the cart")[0]).toBe("0.1urjn4.2jm6e9.3zblnw");
});

test("nearly all titles with a small change meet the original", () => {
  const changed = titles.map((title) => [title, `${title} again`] as const);
  expect(changed.filter(([left, right]) => meet(left, right)).length / changed.length).toBeGreaterThan(0.98);
});

test("few titles about something else meet", () => {
  const others = titles.map((title) => [title, "Avatar of a colleague can not be changed by an admin"] as const);
  expect(others.filter(([left, right]) => meet(left, right)).length / others.length).toBeLessThan(0.03);
});

test("a title without a letter has none, and a long one costs no time", () => {
  expect(titleBands("?! ***")).toEqual([]);
  const start = performance.now();
  titleBands("word1 ".repeat(100).slice(0, 500));
  expect(performance.now() - start).toBeLessThan(100);
});
