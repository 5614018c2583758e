import { describe, expect, it } from "vitest";
import { BugContext } from "@hawkmoth/domain/evidence/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { rankContext, type ContextOptions } from "./rank-context.ts";
import { evidenceOf, shopSession } from "./testing/shop-session.ts";

const options: ContextOptions = { level: "error", max_tokens: 6000 };

function noisySession() {
  const logs = shopSession();
  for (let index = 0; index < 400; index += 1) {
    const at_ms = index * 50;
    logs.console.push({
      at_ms,
      level: "error",
      text: `widget ${"abcdefghij"[index % 10]}${index % 7} failed: ${"é".repeat(index % 40)}`,
      stack: null,
      url: null,
    });
    const [, call] = logs.network;
    if (call)
      logs.network.push({
        ...call,
        id: `n${index}`,
        at_ms,
        status: 503,
        url: `https://shop.example/api/feed/${index}`,
      });
  }
  return evidenceOf(logs);
}

describe("rankContext", () => {
  it("centres on the failure and gives page, system, errors, lines and requests without bodies", () => {
    const context = rankContext(evidenceOf(shopSession()), options);
    expect(context.focus_ms).toBe(18_236);
    expect(context.page).toMatchObject({ url: "https://shop.example/cart" });
    expect(context.system).toMatchObject({ app_version: "2026.5.1" });
    expect(context.errors?.[0]?.message).toBe("TypeError: Cannot read properties of undefined (reading 'discount')");
    expect(context.network?.map((row) => row.id)).toEqual(["r4", "r2"]);
    expect(JSON.stringify(context.network)).not.toContain("coupon_service_unavailable");
    expect(context).toMatchObject({ omitted: {}, next_cursor: null });
  });

  it("leaves the steps to the transcript, and the timeline that repeats errors and requests, unless asked", () => {
    const evidence = evidenceOf(shopSession());
    const context = rankContext(evidence, options);
    expect(context).not.toHaveProperty("timeline");
    expect(JSON.stringify(context).match(/reading 'discount'\)"/g)).toHaveLength(1);
    const { timeline } = rankContext(evidence, { ...options, include: ["timeline"] });
    expect(timeline?.at(-1)?.text).toBe('Clicked button "Apply"');
  });

  it("counts equal console lines once, numbers aside", () => {
    const context = rankContext(evidenceOf(shopSession()), { ...options, level: "warn" });
    expect(context.console?.find((row) => row.level === "warn")).toMatchObject({
      text: "[analytics] consent missing, 5 events dropped",
      count: 3,
    });
  });

  it("gives only the sections asked for", () => {
    const context = rankContext(evidenceOf(shopSession()), { ...options, include: ["network"] });
    expect(Object.keys(context).sort()).toEqual(["focus_ms", "network", "next_cursor", "omitted"]);
  });

  it("centres on another time when asked", () => {
    const context = rankContext(evidenceOf(shopSession()), {
      ...options,
      level: "all",
      around_ms: 6200,
      include: ["network"],
    });
    expect(context.focus_ms).toBe(6200);
    expect(context.network?.[0]?.id).toBe("r3");
  });

  it.each([500, 1500, 6000])(
    "keeps a budget of %i tokens as o200k counts them and says what is left out",
    (max_tokens) => {
      const context = rankContext(noisySession(), { ...options, max_tokens });
      const whole = BugContext.parse({ ...context, bug_id: "bug_01jxa4ggrdfd2a7gwkr5wrbd3z", key: "SHOP-1" });
      expect(countTokens(JSON.stringify(whole))).toBeLessThanOrEqual(max_tokens);
      expect(context.next_cursor).not.toBeNull();
      expect(context.errors?.[0]?.message).toContain("reading 'discount'");
    },
  );

  it("walks through everything by cursor, each row once", () => {
    const evidence = noisySession();
    const seen: string[] = [];
    let left = Infinity;
    for (let cursor: string | undefined, page = 0; page < 200; page += 1) {
      const context = rankContext(evidence, { ...options, max_tokens: 2000, include: ["network"], cursor });
      seen.push(...(context.network ?? []).map((row) => row.id));
      const omitted = context.omitted.network ?? 0;
      expect(omitted).toBeLessThan(left);
      left = omitted;
      if (context.next_cursor === null) break;
      cursor = context.next_cursor;
    }
    expect(left).toBe(0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(402);
  });

  it("refuses a cursor that was not made here", () => {
    expect(() => rankContext(evidenceOf(shopSession()), { ...options, cursor: "rubbish" })).toThrow(AppError);
  });
});
