import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { expect, test } from "vitest";
import { maskLogs } from "./mask-logs.ts";

const LOGS = CaptureLogs.parse({
  meta: {
    version: 1,
    epoch_ms: 1,
    duration_ms: 1000,
    url: "https://mail.test/?q=QUERY1",
    title: "TITLE1",
    user_agent: "UA",
    viewport: { width: 800, height: 600 },
    screen: { width: 800, height: 600 },
    device_pixel_ratio: 1,
    recorder: { name: "r", version: "1" },
    privacy_mode: "MINIMAL",
  },
  console: [{ at_ms: 1, level: "log", text: "see https://mail.test/?q=QUERY2", url: "https://mail.test/?q=QUERY3" }],
  errors: [
    { at_ms: 1, kind: "error", message: "at https://mail.test/?q=QUERY4", source: "https://mail.test/?q=QUERY5" },
  ],
  network: [
    {
      id: "1",
      at_ms: 1,
      initiator: "fetch",
      method: "GET",
      url: "https://mail.test/?q=QUERY6",
      request_headers: { "x-customer": "HEADER1" },
    },
  ],
  actions: [
    {
      at_ms: 1,
      kind: "fill",
      url: "https://mail.test/?q=QUERY7",
      value: "TYPED1",
      target: { tag: "input", name: "NAME1", label: "LABEL1" },
    },
  ],
});

test("under strict no query value, header, typed value or word of the page is left", () => {
  const masked = maskLogs(LOGS, "STRICT");
  expect(JSON.stringify(masked)).not.toMatch(/QUERY|TITLE1|HEADER1|TYPED1|NAME1|LABEL1/);
  expect(masked.meta.privacy_mode).toBe("STRICT");
  expect(CaptureLogs.parse(masked)).toEqual(masked);
});

test("under moderate typed values and unknown headers go, addresses and names stay", () => {
  const text = JSON.stringify(maskLogs(LOGS, "MODERATE"));
  expect(text).not.toMatch(/TYPED1|HEADER1/);
  expect(text).toContain("QUERY1");
  expect(text).toContain("NAME1");
});

test("what was recorded as strictly as the project asks stays as it is", () => {
  expect(maskLogs(LOGS, "MINIMAL")).toBe(LOGS);
});
