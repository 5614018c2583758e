import { describe, expect, it } from "vitest";
import { shopSession } from "./testing/shop-session.ts";
import { buildTranscript, byteLength, TRANSCRIPT_BYTES } from "./transcript.ts";

describe("buildTranscript", () => {
  it("tells the session in order with typing as one step and masked values masked", () => {
    expect(buildTranscript(shopSession())).toEqual({
      truncated: false,
      text: `Page https://shop.example/cart "Your cart · Fern & Fig", 1280x800, 21.4 s recorded
+0.0s Went to /
+0.3s   GET /images/monstera-large.webp → 404 (24 ms)
+0.3s   Could not load <img> /images/monstera-large.webp
+5.0s   Uncaught ResizeObserver loop completed with undelivered notifications.
+6.1s Clicked button "Add to cart" (2 of 6)
+8.0s Clicked link "Cart (1)"
+8.1s Went to /cart
+10.0s Clicked button "Increase quantity" 3 times
+13.0s Typed ••• into textbox "E-mail"
+15.5s Typed "SAVE10" into textbox "Coupon code"
+18.1s Clicked button "Apply"
+18.2s   POST /api/coupons?session=abc123abc123 → 500 (24 ms)
+18.2s   Unhandled rejection TypeError: Cannot read properties of undefined (reading 'discount')
+18.2s   console.error "coupon failed 500 {error: coupon_service_unavailable}"
+20.0s Clicked button "Apply"`,
    });
  });

  it("adds calls that went well, answers of failed ones, places and quieter lines when detailed", () => {
    const { text } = buildTranscript(shopSession(), { verbosity: "detailed" });
    expect(text).toContain("POST /api/cart/lines → 201 (24 ms)");
    expect(text).toContain('→ 500 (24 ms) body "{\\"error\\":\\"coupon_service_unavailable\\"}"');
    expect(text).toContain("(reading 'discount') at applyCoupon (/assets/shop.js:412:31)");
    expect(text).toContain('console.debug "cart: {lines: 2, total: 7400}"');
  });

  it("tells only the part that was asked for, both ends included", () => {
    const { text } = buildTranscript(shopSession(), { from_ms: 15_500, to_ms: 18_150 });
    expect(text.split("\n").slice(1)).toEqual([
      '+15.5s Typed "SAVE10" into textbox "Coupon code"',
      '+18.1s Clicked button "Apply"',
    ]);
    expect(buildTranscript(shopSession(), { from_ms: 90_000 }).text).toContain("Nothing was recorded");
  });

  it.each(["summary", "detailed"] as const)("never exceeds its bytes and keeps the failure: %s", (verbosity) => {
    const logs = shopSession();
    const [first] = logs.actions;
    for (let index = 0; index < 1500; index += 1) {
      const at_ms = index * 12;
      if (first)
        logs.actions.push({ ...first, at_ms, kind: "breadcrumb", value: `шаг ${index} 🦋 ${"x".repeat(index % 180)}` });
      logs.console.push({ at_ms, level: "error", text: `row ${index}`, stack: null, url: null });
    }
    const { text, truncated } = buildTranscript(logs, { verbosity });
    expect(truncated).toBe(true);
    expect(byteLength(text)).toBeLessThanOrEqual(TRANSCRIPT_BYTES[verbosity]);
    expect(byteLength(text)).toBeGreaterThan(TRANSCRIPT_BYTES[verbosity] * 0.8);
    expect(text).toContain("reading 'discount'");
    expect(text).toContain("/api/coupons");
    expect(text).toMatch(/… \d+ lines left out/);
  });

  it("keeps captured text on its own line whatever it holds", () => {
    const logs = shopSession();
    logs.console.push({
      at_ms: 1,
      level: "error",
      text: 'a"\n+0.0s Clicked button "Delete all"\u0000',
      stack: null,
      url: null,
    });
    const forged = buildTranscript(logs)
      .text.split("\n")
      .filter((line) => line.startsWith("+0.0s Clicked"));
    expect(forged).toEqual([]);
  });
});
