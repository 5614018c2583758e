import { describe, expect, test } from "vitest";
import { scrubBody, scrubHeaders, scrubProse, scrubUrl } from "./scrub.ts";
import { isSecretKey } from "./secret-keys.ts";
import { isCardNumber, scrubText } from "./secret-shapes.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
const HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

describe("free text", () => {
  test.each([
    ["jwt", `token was ${JWT} there`, "token was [redacted] there"],
    ["bearer", "sent Bearer abc123def456ghi", "sent Bearer [redacted]"],
    ["bearer", "Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [redacted]"],
    ["cloud_key", "AKIAIOSFODNN7EXAMPLE in use", "[redacted] in use"],
    ["cloud_key", `push with ghp_${"a1".repeat(18)}`, "push with [redacted]"],
    ["cloud_key", `sk_live_${"x9".repeat(12)}`, "[redacted]"],
    ["cloud_key", "hm_key_0123456789abcdefXYZ", "[redacted]"],
    ["cloud_key", "hm_oat_0123456789abcdefXYZ", "[redacted]"],
    ["cloud_key", "hm_ort_0123456789abcdefXYZ", "[redacted]"],
    ["long_hex", `digest ${HEX}.`, "digest [redacted]."],
    ["card", "paid with 4111 1111 1111 1111 today", "paid with [redacted] today"],
    ["card", "paid with 378282246310005", "paid with [redacted]"],
    ["url_userinfo", "open https://ann:pw1@shop.test/x", "open https://[redacted]@shop.test/x"],
    ["private_key", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----", "[redacted]"],
    ["secret_assignment", 'login {"password":"hunter2","user":"ann"}', 'login {"password":"[redacted]","user":"ann"}'],
    ["secret_assignment", String.raw`sent {\"password\":\"a b\"}`, String.raw`sent {\"password\":\"[redacted]\"}`],
    ["secret_assignment", "api_key=zz9 next", "api_key=[redacted] next"],
    ["secret_assignment", "password: swordfish", "password: [redacted]"],
  ])("%s is taken out of %s", (rule, text, expected) => {
    const result = scrubText(text);
    expect(result.text).toBe(expected);
    expect(result.hits).toEqual({ [rule]: 1 });
    expect(scrubText(result.text)).toEqual({ text: expected, hits: {} });
  });

  test.each([
    "GET /api/orders/42 answered 500 in 1234567890123 ms",
    "TypeError: Cannot read properties of undefined (reading 'total') at https://shop.test/app.js:10:5",
    "SyntaxError: Unexpected token '<', \"<!doctype \"... is not valid JSON",
    "order 4111 1111 1111 1112 is no card",
    "build 0d2f7c1 of main, uuid 3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    `chunk /static/${HEX}.js was not found`,
    "Invalid token: expired",
    "total_tokens: 120000",
    "Basic information about the basket",
    "ratio 0.4111111111111111",
  ])("leaves %s alone", (text) => {
    expect(scrubText(text)).toEqual({ text, hits: {} });
  });

  test("counts every hit by rule", () => {
    expect(scrubText(`${JWT} ${JWT} ${HEX}`).hits).toEqual({ jwt: 2, long_hex: 1 });
  });

  test("time grows with the length of the text only", { timeout: 20_000 }, () => {
    const texts = [
      "a".repeat(1_000_000),
      "token-".repeat(160_000),
      "1234 ".repeat(200_000),
      '{"k":"v"},'.repeat(90_000),
    ];
    const started = performance.now();
    for (const text of texts) scrubText(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("card numbers", () => {
  test.each(["4242424242424242", "5555555555554444", "378282246310005", "6011111111111117"])("%s is one", (digits) => {
    expect(isCardNumber(digits)).toBe(true);
  });
  test.each(["4242424242424241", "1763683200000", "9999999999999995"])("%s is none", (digits) => {
    expect(isCardNumber(digits)).toBe(false);
  });
});

describe("key names", () => {
  test.each([
    "password",
    "newPassword",
    "API-Key",
    "access_token",
    "clientSecret",
    "x-csrf-token",
    "cvv",
    "sessionId",
    "hashed_password",
  ])("%s is secret", (name) => expect(isSecretKey(name)).toBe(true));
  test.each([
    "author",
    "code",
    "key",
    "token_type",
    "max_tokens",
    "passenger",
    "pinned",
    "obsession",
    "total",
    "cookie_consent",
  ])("%s is not", (name) => expect(isSecretKey(name)).toBe(false));
});

describe("URLs", () => {
  test.each([
    ["https://ann:pw@shop.test/a?q=tea", "https://shop.test/a?q=tea"],
    ["/reset?token=abc&lang=de#top", "/reset?token=[redacted]&lang=de#top"],
    ["https://x.test/cb#access_token=abc&state=1", "https://x.test/cb#access_token=[redacted]&state=1"],
    ["https://x.test/#/cart?api_key=abc&page=2", "https://x.test/#/cart?api_key=[redacted]&page=2"],
    [`https://x.test/s/${HEX}/done`, "https://x.test/s/[redacted]/done"],
    ["/list?next=Bearer%20abc123def456", "/list?next=Bearer%20[redacted]"],
  ])("%s becomes %s", (url, expected) => {
    expect(scrubUrl(url).text).toBe(expected);
    expect(scrubUrl(expected)).toEqual({ text: expected, hits: {} });
  });

  test("strict takes every query value", () => {
    expect(scrubUrl("/a?q=tea&page=2", "STRICT")).toEqual({
      text: "/a?q=[redacted]&page=[redacted]",
      hits: { query_param: 2 },
    });
  });

  test("data URLs and broken escapes pass unharmed", () => {
    for (const url of ["data:image/png;base64,iVBORw0KGgo=", "/a?q=%E0%A4%A", "//cdn.test/x.js"])
      expect(scrubUrl(url).text).toBe(url);
  });
});

describe("headers", () => {
  const headers = {
    Authorization: "Bearer abc",
    "Content-Type": "application/json",
    "X-Customer": "Ann",
    "X-Request-Id": HEX,
    "X-RateLimit-Remaining": "3",
    Location: "/next?token=abc",
  };
  test("moderate and strict keep an allow-list", () => {
    for (const mode of ["MODERATE", "STRICT"] as const)
      expect(scrubHeaders(headers, mode)).toEqual({
        headers: {
          authorization: "[redacted]",
          "content-type": "application/json",
          "x-customer": "[redacted]",
          "x-request-id": HEX,
          "x-ratelimit-remaining": "3",
          location: "/next?token=[redacted]",
        },
        hits: { header: 2, query_param: 1 },
      });
  });
  test.each([
    "cookie",
    "set-cookie",
    "x-api-key",
    "proxy-authorization",
    "x-forwarded-for",
    "x-real-ip",
    "x-my-session",
    "x-xsrf-token",
    "apikey",
  ])("minimal hides %s", (name) =>
    expect(scrubHeaders({ [name]: "v" }, "MINIMAL").headers).toEqual({ [name]: "[redacted]" }),
  );
  test("minimal still finds secrets by shape", () => {
    expect(scrubHeaders({ "x-customer": "Ann", "x-odd": JWT }, "MINIMAL").headers).toEqual({
      "x-customer": "Ann",
      "x-odd": "[redacted]",
    });
  });
});

describe("bodies", () => {
  test("JSON loses the values under secret keys and keeps its shape", () => {
    const body = JSON.stringify({
      user: "ann",
      password: "x1",
      card: { cvv: 123, auth: { a: "b", ok: true, none: null } },
      tags: [JWT, 5],
    });
    const result = scrubBody(body, "application/json");
    expect(JSON.parse(result.text)).toEqual({
      user: "ann",
      password: "[redacted]",
      card: { cvv: 0, auth: { a: "[redacted]", ok: true, none: null } },
      tags: ["[redacted]", 5],
    });
    expect(result.hits).toEqual({ body_key: 3, jwt: 1 });
    expect(scrubBody(result.text)).toEqual({ text: result.text, hits: {} });
  });

  test("a clean JSON body is returned byte for byte", () => {
    const body = '{ "total" : 10.50, "items": [ ] }';
    expect(scrubBody(body, "application/json")).toEqual({ text: body, hits: {} });
  });

  test("forms go by key", () => {
    expect(scrubBody("user=ann&password=x%201&code=SAVE10", "application/x-www-form-urlencoded")).toEqual({
      text: "user=ann&password=[redacted]&code=SAVE10",
      hits: { body_key: 1 },
    });
  });

  test("other text with a hit goes whole, and so does JSON cut in the middle", () => {
    expect(scrubBody(`--x\r\nsecret stuff ${JWT}`).text).toBe("[redacted]");
    expect(scrubBody('{"user":"ann","password":"hunter2","rest":"abc').text).toBe("[redacted]");
    expect(scrubBody("<p>sold out</p>", "text/html").text).toBe("<p>sold out</p>");
  });

  test("deep nesting ends in a mask, not in a crash", () => {
    const deep = "[".repeat(20_000) + '"x"' + "]".repeat(20_000);
    expect(scrubBody(deep).text.length).toBeLessThan(2000);
  });
});

describe("text that names URLs", () => {
  test.each([
    ["GET https://shop.test/cb?code=abc123&page=2 failed.", "GET https://shop.test/cb?code=[redacted]&page=2 failed."],
    ["at pay (https://cdn.test/app.js?key=q1w2:10:5)", "at pay (https://cdn.test/app.js?key=[redacted]:10:5)"],
    ["see https://ann:pw1@shop.test/x", "see https://shop.test/x"],
    [
      "password=hunter2 at https://shop.test/?sid=9, retry",
      "password=[redacted] at https://shop.test/?sid=[redacted], retry",
    ],
  ])("%s", (text, expected) => {
    expect(scrubProse(text).text).toBe(expected);
    expect(scrubProse(expected)).toEqual({ text: expected, hits: {} });
  });

  test("a stack without secrets stays as it is", () => {
    const stack = "Error: no\n    at f (https://shop.test/app.js?v=3:10:5)\n    at http://localhost:5173/main.tsx:1:2";
    expect(scrubProse(stack)).toEqual({ text: stack, hits: {} });
  });

  test("strict takes every query value out of the URLs as well", () => {
    expect(scrubProse("open https://shop.test/?q=diagnosis", "STRICT").text).toBe(
      "open https://shop.test/?q=[redacted]",
    );
  });
});
