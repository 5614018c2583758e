import { newId } from "@hawkmoth/domain/ids";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { estimateTokens } from "./estimate-tokens.ts";

const rows = Array.from({ length: 20 }, (_, index) => ({
  id: newId("bug"),
  key: `SHOP-${400 + index}`,
  title: "Checkout returns 500 on coupon apply",
  status: "OPEN",
  assignee: { type: "AGENT", id: newId("agent"), name: "Fixer" },
  updated_at: "2026-11-20T22:31:47.123Z",
}));
const stack =
  "TypeError: Cannot read properties of undefined (reading 'total')\n    at applyCoupon (http://localhost:5173/src/Cart.tsx?t=1690000000:12:13)\n";
const source = readFileSync(new URL("budget.ts", import.meta.url), "utf8");

it.each([
  ["JSON rows with ids", JSON.stringify(rows)],
  ["stack traces", stack.repeat(20)],
  ["source code", source],
  ["base64", Buffer.from(source).toString("base64").slice(0, 4000)],
  ["hex", "9f8a7c6b5d4e3f2a1b0c".repeat(40)],
  ["random words", Array.from({ length: 300 }, (_, index) => (index * 7919 * 104729).toString(36)).join(" ")],
  ["signs", "!@#$%^&*()_+{}|:<>?".repeat(30)],
  ["German", "Beim Hinzufügen des Gutscheins zum Warenkorb tritt ein Serverfehler auf ".repeat(20)],
  ["Russian", "При добавлении товара в корзину возникает ошибка ".repeat(20)],
  ["Japanese", "商品をカートに追加するとエラーが発生します。".repeat(20)],
  ["Arabic", "يحدث خطأ عند إضافة المنتج إلى السلة ".repeat(20)],
  ["emoji", "🔥🚀😀👍🏽🧑‍💻".repeat(30)],
])("never counts less than the real encoding: %s", (_name, text) => {
  const real = encode(text).length;
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(Math.floor(real * 0.99));
  expect(estimateTokens(text)).toBeLessThan(real * 2.5);
});
