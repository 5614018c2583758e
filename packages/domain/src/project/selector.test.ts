import { expect, test } from "vitest";
import { selectorFault } from "./selector.ts";
import { UpdateProjectInput } from "./schema.ts";

const project_id = "prj_01k3xq0000000000000000000a";

test.each([
  ".card-number",
  "#b > c ~ d + e f",
  "div.a.b[data-x]",
  "[data-x='a,b'], [data-y=\"]\"]",
  "input[type=password i]",
  ":is(.a, .b):not(:has(> img))",
  "tr:nth-child(2n + 1 of .row)",
  "li:nth-last-of-type(odd)",
  "*|a",
  ".--wide",
  ".é, 日本",
  "\\31 a",
  "a:lang(en)",
  "form:invalid input:user-invalid",
])("%s is taken", (text) => {
  expect(selectorFault(text)).toBeNull();
});

test.each([
  ["", "it is empty"],
  ["   ", "it is empty"],
  ["div..x", "it can't be read from character 5 on"],
  ["..x", "it can't be read from character 2 on"],
  [">>> x", "it can't be read from character 1 on"],
  [".a,", "it can't be read"],
  [".a { }", "it can't be read"],
  ["#1", "it can't be read"],
  ["[x!=y]", "it can't be read"],
  ["[x=", "a ] is missing"],
  [":is(.a", "a ) is missing"],
  ["[x='a", "a string in it is not closed"],
  ["a:contains('x')", "it can't be read"],
  ["input:-webkit-autofill", "it can't be read"],
  ["video:playing", "not every browser knows :playing"],
  [":is(.a, :current)", "not every browser knows :current"],
  ["p::before", "::before is no element"],
  ["p:before", "::before is no element"],
  ["svg|a", "the namespace svg is not known"],
  ["a || b", "browsers do not know ||"],
  ["& .a", "& has nothing to stand for"],
  [":has(.a:has(.b))", ":has can't stand within :has"],
  [":not(", "a ) is missing"],
  ["a:nth-child(x)", "it can't be read"],
  ["a:hover()", "it can't be read"],
])("%s is refused: %s", (text, fault) => {
  expect(selectorFault(text)).toContain(fault);
});

test("a policy with a selector that hides nothing is refused and the selector named, in either list", () => {
  for (const list of ["mask_selectors", "block_selectors"] as const) {
    const given = UpdateProjectInput.safeParse({ project_id, capture_policy: { [list]: [".ok", "div..x"] } });
    expect(given.error?.issues).toEqual([
      expect.objectContaining({
        path: ["capture_policy", list, 1],
        message: `"div..x" is no CSS selector: it can't be read from character 5 on`,
      }),
    ]);
  }
});

test("whatever is typed gets an answer in a moment, and no error", () => {
  const pieces = ["(", "[", ":is(", ":not(", "'", "\\", ",", ">", "a", " ", "::", "*|", ")", "/*"];
  const started = performance.now();
  for (const one of pieces) for (const other of pieces) selectorFault((one + other).repeat(100).slice(0, 200));
  expect(performance.now() - started).toBeLessThan(2000);
});
