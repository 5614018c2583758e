import { describe, expect, test } from "vitest";
import { fileTemplate, normaliseMessage, normaliseTitle, pathTemplate } from "./normalise.ts";

describe("messages of the same error become equal", () => {
  test.each([
    ["numbers", "Index 3 out of bounds for length 12", "Index <n> out of bounds for length <n>"],
    ["decimals and signs", "Amount -12.50 is not allowed", "Amount <n> is not allowed"],
    ["line and column", "Unexpected end of input at line 12:34", "Unexpected end of input at line <n>"],
    ["urls", "Failed to load https://shop.example/app.js?v=3 (404)", "Failed to load <url> (<n>)"],
    ["uuids", "No order 7d444840-9dc0-11d1-b245-5ffdce74fad2", "No order <id>"],
    ["hashes", "Chunk 3fa2b1c9d0 is missing", "Chunk <id> is missing"],
    ["addresses in memory", "Bad pointer 0xDEADbeef", "Bad pointer <id>"],
    ["prefixed ids", "Unknown bug bug_01h455vb4pex5vsknk084sn02q", "Unknown bug <id>"],
    ["times", "Expired at 2026-11-21T04:05:06.789Z", "Expired at <time>"],
    ["mail addresses", "ada@example.com is taken", "<email> is taken"],
    ["quoted values", `"Ada Lovelace" is not a customer of 'Fern & Fig'`, "<text> is not a customer of <text>"],
    [
      "quoted markup",
      `Unexpected token '<', "<!DOCTYPE "... is not valid JSON`,
      "Unexpected token <text>, <text>... is not valid JSON",
    ],
    [
      "the browser's own prefix",
      "Uncaught (in promise) TypeError: x is not a function",
      "TypeError: x is not a function",
    ],
    ["line breaks and invisible characters", "a\u200b\n  b\u0007", "a b"],
  ])("%s", (_what, message, normal) => {
    expect(normaliseMessage(message)).toBe(normal);
  });

  test.each([
    "TypeError: Cannot read properties of undefined (reading 'discount')",
    `TypeError: can't access property "total", cart is undefined`,
    "Request failed with status code 500",
    "HTTP 404 while saving",
    "cart2.total is not a function",
  ])("what tells one error from another stays: %s", (message) => {
    expect(normaliseMessage(message)).toBe(message);
  });

  test("a normal message is its own normal form, and it fits a line", () => {
    const normal = normaliseMessage(`Order 12 of "x y" at https://a.b/c ${"word ".repeat(500)}`);
    expect(normaliseMessage(normal)).toBe(normal);
    expect(normal.length).toBeLessThanOrEqual(300);
  });

  test.each(["(".repeat(50_000), "a-".repeat(50_000), "1".repeat(50_000), "'".repeat(50_001), "0x".repeat(30_000)])(
    "hostile text costs no time (case %#)",
    (text) => {
      const start = performance.now();
      normaliseMessage(text);
      pathTemplate(text);
      fileTemplate(text);
      expect(performance.now() - start).toBeLessThan(300);
    },
  );
});

test.each([
  ["https://shop.example/api/cart/42?debug=1#top", "/api/cart/:id"],
  ["/orders/7d444840-9dc0-11d1-b245-5ffdce74fad2/items/", "/orders/:id/items"],
  ["https://shop.example/acme/bugs/SHOP-412", "/acme/bugs/:id"],
  ["https://shop.example/u/ada%40example.com", "/u/:id"],
  ["https://shop.example", "/"],
  ["https://app.example/#/cart/12/pay", "#/cart/:id/pay"],
  ["https://app.example/v2/#!/cart?x=1", "/v2#/cart"],
  ["/products/blue-suede-shoes", "/products/blue-suede-shoes"],
  ["about:blank", null],
  ["", null],
])("the page %s has the route %s", (url, template) => {
  expect(pathTemplate(url)).toBe(template);
});

test.each([
  ["https://shop.example/assets/app-3fa2b1c9.js?x", "/assets/app-<hash>.js"],
  ["https://cdn.example/main.8f2c1d7a.mjs", "/main.<hash>.mjs"],
  ["webpack-internal:///./src/cart.ts", "/./src/cart.ts"],
  ["/assets/shop.js", "/assets/shop.js"],
])("the file %s is compared as %s", (file, template) => {
  expect(fileTemplate(file)).toBe(template);
});

test("titles are compared by their words, and by what they say without punctuation", () => {
  expect(normaliseTitle("  Order #123: CAN'T pay!! ")).toEqual({
    words: "order 123 can t pay",
    meaning: "order #123 can't pay",
  });
  const [plus, sharp] = ["C++ export fails", "C# export fails."].map(normaliseTitle);
  expect(plus?.words).toBe(sharp?.words);
  expect(plus?.meaning).not.toBe(sharp?.meaning);
});
