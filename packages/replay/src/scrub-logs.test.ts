import { describe, expect, it } from "vitest";
import { parseLogs } from "./parse-logs.ts";
import { scrubLogs } from "./scrub-logs.ts";
import { shopSession } from "./testing/shop-session.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk";

describe("scrubLogs", () => {
  it("removes a secret from every carrier of a capture that no recorder cleaned", () => {
    const logs = shopSession();
    const text = `user said ${JWT}`;
    const prose = `${text} at https://shop.example/back?code=OAUTHCODE`;
    const page = "https://shop.example/back?code=OAUTHCODE";
    logs.meta.url = `https://shop.example/cart?access_token=${JWT}`;
    logs.meta.referrer = `https://eve:${JWT}@shop.example/`;
    logs.meta.title = text;
    for (const entry of logs.console) Object.assign(entry, { text: prose, stack: prose, url: page });
    for (const error of logs.errors) Object.assign(error, { message: prose, stack: prose, source: page });
    for (const action of logs.actions) {
      action.url = `https://shop.example/?token=${JWT}`;
      action.value = text;
      if (action.target) Object.assign(action.target, { name: text, label: text });
    }
    for (const request of logs.network) {
      request.url = `https://shop.example/api?session=${JWT}`;
      request.error = text;
      request.request_headers = { authorization: `Bearer ${JWT}`, "x-custom": JWT };
      request.response_headers = { "set-cookie": `sid=${JWT}`, location: `/next?code=${JWT}` };
      request.request_body = {
        text: JSON.stringify({ a: { password: JWT } }),
        size_bytes: 9,
        truncated: false,
        redacted: false,
        omitted: null,
      };
      request.response_body = {
        text: `half {"token":"${JWT}`,
        size_bytes: 9,
        truncated: true,
        redacted: false,
        omitted: null,
      };
    }
    const clean = scrubLogs(logs);
    expect(JSON.stringify(clean)).not.toMatch(/eyJhbGci|OAUTHCODE/);
    expect(clean.network[0]?.request_body).toMatchObject({ redacted: true });
    expect(clean.receipt.find((line) => line.rule === "server:jwt")?.count).toBeGreaterThan(5);
  });

  it("masks what was typed into a password field that the recorder left open", () => {
    const logs = shopSession();
    const fill = logs.actions.find((action) => action.value === "SAVE10");
    if (fill?.target) fill.target.input_type = "password";
    const scrubbed = scrubLogs(logs).actions.filter((action) => action.target?.input_type === "password");
    expect(scrubbed).toMatchObject([{ value: null, is_masked: true }]);
  });

  it("changes nothing the second time and nothing that is harmless", () => {
    const once = scrubLogs(shopSession());
    expect(scrubLogs(once)).toEqual(once);
    expect(once.console).toEqual(shopSession().console);
    expect(once.actions.map((action) => action.value)).toContain("SAVE10");
  });
});

describe("parseLogs", () => {
  it("names the field that is wrong", () => {
    expect(() => parseLogs({ ...shopSession(), console: [{ at_ms: "soon", level: "log", text: "" }] })).toThrow(
      /console.at_ms/,
    );
    expect(() => parseLogs(null)).toThrow(/Invalid/);
  });
});
