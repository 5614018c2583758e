import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { describe, expect, test } from "vitest";
import { fingerprintEvidence, fingerprintText } from "./fingerprint.ts";
import { shopSession } from "./testing/shop-session.ts";

const ERROR = "TypeError: Cannot read properties of undefined (reading 'discount')";

describe("the fingerprint of a capture", () => {
  test("holds the error with and without its own frames, the failing call, the last element and the page", () => {
    expect(fingerprintEvidence(shopSession())).toEqual([
      { layer: "STACK", text: `${ERROR} at applyCoupon (/assets/shop.js) < onSubmit (/assets/shop.js)` },
      { layer: "ERROR", text: ERROR },
      { layer: "REQUEST", text: "POST /api/coupons -> 500" },
      { layer: "TARGET", text: 'click button "Apply" on /cart' },
      { layer: "ROUTE", text: "/cart" },
    ]);
  });

  test("is the same for another occurrence: other host, lines, build, times and values", () => {
    const again = JSON.stringify(shopSession())
      .replaceAll("https://shop.example", "https://staging.shop.example:8443")
      .replaceAll(":412:31", ":1398:7")
      .replaceAll("SAVE10", "WINTER")
      .replaceAll("abc123abc123", "def456def456");
    const other = CaptureLogs.parse(JSON.parse(again));
    expect(fingerprintEvidence(other)).toEqual(fingerprintEvidence(shopSession()));
  });

  test("differs when another property is missing or the call fails otherwise", () => {
    const layersOf = (from: string, to: string) => {
      const text = JSON.stringify(shopSession()).replaceAll(from, to);
      const before = fingerprintEvidence(shopSession()).map((part) => part.text);
      return fingerprintEvidence(CaptureLogs.parse(JSON.parse(text)))
        .filter((part) => !before.includes(part.text))
        .map((part) => part.layer);
    };
    expect(layersOf("'discount'", "'price'")).toEqual(["STACK", "ERROR"]);
    expect(layersOf('"status":500', '"status":409')).toEqual(["REQUEST"]);
  });

  test("leaves out what healthy pages and unrelated bugs have: noise, refused background calls, bare network errors", () => {
    const logs = shopSession();
    const refused = { ...logs.network[1], id: "r9", at_ms: 1, url: "https://shop.example/api/me", status: 403 };
    const more = CaptureLogs.parse({ ...logs, network: [refused, ...logs.network] });
    expect(fingerprintEvidence(more)).toEqual(fingerprintEvidence(logs));
    const bare = CaptureLogs.parse({
      ...logs,
      actions: [],
      console: [],
      network: [],
      errors: [{ at_ms: 5, kind: "unhandledrejection", name: "TypeError", message: "Failed to fetch" }],
    });
    expect(fingerprintEvidence(bare).map(({ layer }) => layer)).toEqual(["ROUTE"]);
  });
});

describe("the fingerprint of written text", () => {
  test("agrees with that of a capture", () => {
    const captured = fingerprintEvidence(shopSession()).map((part) => part.text);
    const written = fingerprintText(
      [`Coupon breaks the cart: ${ERROR}`, "The call `POST https://shop.example/api/coupons?x=1` answers with 500."],
      "https://shop.example/cart",
    );
    expect(written.map(({ layer }) => layer)).toEqual(["ERROR", "REQUEST", "ROUTE"]);
    expect(written.filter(({ text }) => !captured.includes(text))).toEqual([]);
  });

  test("reads a stack trace as it is pasted", () => {
    const stack = `${ERROR}\n    at applyCoupon (https://shop.example/assets/shop.js:1:2)\n    at async onSubmit (https://shop.example/assets/shop.js:3:4)`;
    expect(fingerprintText([stack], null)).toEqual(fingerprintEvidence(shopSession()).slice(0, 2));
  });

  test.each(["", "The button is too small", "See POST /api/cart, it took 500 ms... no error", "Error: x"])(
    "has nothing for '%s'",
    (text) => {
      expect(fingerprintText([text], null).filter(({ layer }) => layer === "ERROR")).toEqual([]);
    },
  );

  test("takes no time for hostile text", () => {
    const start = performance.now();
    fingerprintText(["GET /".repeat(10_000), "Error: ".repeat(10_000), "POST https://".repeat(5000)], "/".repeat(4000));
    expect(performance.now() - start).toBeLessThan(300);
  });
});
