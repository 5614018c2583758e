import { NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { expect, test } from "vitest";
import { bodyText, formatBytes, formatDuration, isFailed, requestName, statusOf } from "./request-text.ts";
import { layOutWaterfall } from "./waterfall.ts";

function request(fields: Partial<NetworkEntry>): NetworkEntry {
  return NetworkEntry.parse({
    id: "r",
    at_ms: 0,
    initiator: "fetch",
    method: "GET",
    url: "https://shop.example/api",
    ...fields,
  });
}

test("bars share one axis, and waiting and receiving add up to the duration", () => {
  const bars = layOutWaterfall([
    request({ at_ms: 1000, duration_ms: 500, ttfb_ms: 400 }),
    request({ at_ms: 1500, duration_ms: 500, ttfb_ms: 100 }),
  ]);
  expect(bars).toEqual([
    { left: 0, wait: 40, receive: 10 },
    { left: 50, wait: 10, receive: 40 },
  ]);
});

test("a request without a duration can still be seen, also at the right edge", () => {
  const bars = layOutWaterfall([request({ at_ms: 0, duration_ms: 1000 }), request({ at_ms: 1000 })]);
  expect(bars[1]?.left).toBeCloseTo(99.2);
  expect((bars[1]?.left ?? 0) + (bars[1]?.wait ?? 0)).toBeLessThanOrEqual(100);
});

test("a request fails by its status or by an error, and a redirect is no failure", () => {
  expect(
    [{ status: 500 }, { status: 404 }, { error: "net::ERR" }, { status: 302 }].map((fields) =>
      isFailed(request(fields)),
    ),
  ).toEqual([true, true, true, false]);
  expect(statusOf(request({ error: "aborted" }))).toBe("failed");
});

test("a request of the page's own host is named by its path, others also by their host", () => {
  expect(requestName("https://shop.example/api/cart?x=1", "https://shop.example/")).toEqual({
    name: "/api/cart?x=1",
    host: null,
  });
  expect(requestName("https://cdn.example/a.js", "https://shop.example/")).toEqual({
    name: "/a.js",
    host: "cdn.example",
  });
  expect(requestName("::::", "nonsense").name).toBe("::::");
});

test("sizes and durations carry their unit", () => {
  expect([formatBytes(512), formatBytes(2048), formatBytes(3_000_000), formatBytes(null)]).toEqual([
    "512 B",
    "2.0 kB",
    "2.9 MB",
    "–",
  ]);
  expect([formatDuration(12.4), formatDuration(1500), formatDuration(null)]).toEqual(["12 ms", "1.50 s", "–"]);
});

test("a JSON body is set with line breaks, other text stays as captured", () => {
  const body = { text: '{"a":1}', size_bytes: 7, truncated: false, redacted: false, omitted: null };
  expect(bodyText(body)).toBe('{\n  "a": 1\n}');
  expect(bodyText({ ...body, text: '{"a":' })).toBe('{"a":');
});
