import { describe, expect, it } from "vitest";
import { shopSession } from "./testing/shop-session.ts";
import { buildTimeline } from "./timeline.ts";

describe("buildTimeline", () => {
  it("merges all kinds by time and points back into their lists", () => {
    const logs = shopSession();
    const timeline = buildTimeline(logs);
    const times = timeline.map((entry) => entry.at_ms);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    for (const entry of timeline) {
      const lists = {
        action: logs.actions,
        navigation: logs.actions,
        console: logs.console,
        network: logs.network,
        error: logs.errors,
      };
      expect(lists[entry.kind][entry.ref], `${entry.kind} ${entry.ref}`).toBeDefined();
    }
  });

  it("tells the failure in cause order: click, request, error, logged error", () => {
    const around = buildTimeline(shopSession()).filter((entry) => entry.at_ms > 18_000 && entry.at_ms < 18_500);
    expect(around.map((entry) => entry.text)).toEqual([
      'Clicked button "Apply"',
      "POST /api/coupons?session=abc123abc123 → 500 (24 ms)",
      "Unhandled rejection TypeError: Cannot read properties of undefined (reading 'discount')",
      "console.error coupon failed 500 {error: coupon_service_unavailable}",
    ]);
    expect(around.map((entry) => entry.level)).toEqual(["info", "error", "error", "error"]);
  });

  it("shows typing as one row and leaves out clicks that only focus a field", () => {
    const typed = buildTimeline(shopSession()).filter((entry) => entry.text.includes("Coupon code"));
    expect(typed.map((entry) => entry.text)).toEqual(['Typed "SAVE10" into textbox "Coupon code"']);
  });

  it("warns about a 404 and browser noise and takes a cancelled request for no failure", () => {
    const timeline = buildTimeline(shopSession());
    expect(timeline.find((entry) => entry.text.includes("monstera") && entry.kind === "network")?.level).toBe("warn");
    expect(timeline.find((entry) => entry.text.includes("ResizeObserver"))?.level).toBe("warn");
    expect(timeline.find((entry) => entry.text.includes("recommendations"))).toMatchObject({
      level: "info",
      text: "GET /api/recommendations → cancelled (24 ms)",
    });
  });
});
