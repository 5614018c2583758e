import { describe, expect, it } from "vitest";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { estimateTokens } from "./tokens.ts";
import { shopSession } from "./testing/shop-session.ts";

const TEXTS = {
  "a capture as JSON": JSON.stringify(shopSession()),
  prose: "The coupon field rejects every code since the last deployment, although the service answers. ".repeat(20),
  "a stack": "    at applyCoupon (https://shop.example/assets/shop-4f2a91bc.js:412:31)\n".repeat(30),
  German: "Überprüfungsschlüssel für Zahlungsbestätigungen können nicht übermittelt werden. ".repeat(20),
  Chinese: "无法使用优惠券，请稍后再试。".repeat(30),
  Cyrillic: "Невозможно применить купон, попробуйте позже. ".repeat(20),
  hex: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 ".repeat(20),
  base64: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk ".repeat(20),
  emoji: "🦋🐛✨🚀👩‍💻 ".repeat(30),
};

describe("estimateTokens", () => {
  it.each(Object.entries(TEXTS))("is never below what o200k counts, and not far above: %s", (_name, text) => {
    const real = countTokens(text);
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(real);
    expect(estimateTokens(text)).toBeLessThanOrEqual(real * 3);
  });
});
