import { CaptureLogs, CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import { expect, test } from "vitest";
import { bundleCapture } from "./bundle.ts";
import type { Chunk, LogEntry } from "./entry.ts";
import type { PageFacts } from "./page.ts";

const NOW_MS = 1_800_000_000_000;

const PAGE: PageFacts = {
  url: "https://shop.test/",
  title: "Shop",
  referrer: "",
  user_agent: "UA",
  language: "en",
  languages: ["en"],
  time_zone: "UTC",
  platform: "Linux",
  viewport: { width: 800, height: 600 },
  screen: { width: 800, height: 600 },
  device_pixel_ratio: 1,
  connection: null,
  online: true,
  privacy_mode: "MODERATE",
};

const at = (seconds_ago: number) => NOW_MS - seconds_ago * 1000;

function chunk(
  document_id: string,
  times: number[],
  { logs = [], isCheckout = true }: { logs?: LogEntry[]; isCheckout?: boolean } = {},
): string {
  const first = times[0] ?? NOW_MS;
  const types = isCheckout ? [4, 2, ...times.slice(2).map(() => 3)] : times.map(() => 3);
  const value: Chunk = {
    version: 1,
    document_id,
    at_ms: first,
    is_checkout: isCheckout,
    privacy_mode: "MODERATE",
    replay: times.map((timestamp, index) => ({ type: types[index] ?? 3, data: { document_id }, timestamp })),
    logs,
    hits: { text: 1 },
  };
  return JSON.stringify(value);
}

function said(text: string, at_ms: number): LogEntry {
  return { kind: "console", entry: { at_ms, level: "log", text } };
}

function bundle(chunks: string[]) {
  return bundleCapture({
    chunks,
    page: PAGE,
    now_ms: NOW_MS,
    window_ms: 30_000,
    recorder: { name: "r", version: "1" },
  });
}

test("the replay begins at the last checkout that still covers the window, and time 0 is there", () => {
  const { logs, replay } = bundle([
    chunk("a", [at(90), at(90), at(80)], { logs: [said("too old", at(75))] }),
    chunk("a", [at(60), at(60), at(50)], { logs: [said("covered", at(45))] }),
    chunk("a", [at(20), at(20), at(5)], { logs: [said("late", at(1))] }),
  ]);
  expect(replay?.events.map((event) => event.timestamp)).toEqual([at(60), at(60), at(50), at(20), at(20), at(5)]);
  expect(logs.meta).toMatchObject({ epoch_ms: at(60), duration_ms: 60_000 });
  expect(logs.console.map(({ text, at_ms }) => [text, at_ms])).toEqual([
    ["covered", 15_000],
    ["late", 59_000],
  ]);
  expect(logs.receipt).toEqual([{ rule: "text", count: 2 }]);
});

test("the answer is what the domain's schemas take", () => {
  const { logs, replay } = bundle([chunk("a", [at(10), at(10), at(9)], { logs: [said("x", at(9))] })]);
  expect(CaptureLogs.parse(logs)).toEqual(logs);
  expect(CaptureReplay.parse(replay)).toEqual(replay);
});

test("events of a document that never showed itself are left out, others are kept in order of time", () => {
  const { replay } = bundle([
    chunk("lost", [at(12), at(11)], { isCheckout: false }),
    chunk("b", [at(8), at(8), at(7)]),
    chunk("a", [at(10), at(10), at(9)]),
  ]);
  expect(replay?.events.map((event) => event.timestamp)).toEqual([at(10), at(10), at(9), at(8), at(8), at(7)]);
});

test("a page says what it likes: malformed chunks, entries and impossible times are dropped, the rest stays", () => {
  const wild = [
    said("from the future", at(-3600)),
    { kind: "console", entry: { at_ms: at(5), level: "shout", text: "x" } },
    { kind: "network", entry: { at_ms: at(5), id: "1" } },
    said("good", at(4)),
  ] as LogEntry[];
  const { logs, replay } = bundle([
    "{",
    "null",
    '{"version":9}',
    chunk("a", [at(10), at(10), at(-60)], { logs: wild }),
  ]);
  expect(logs.console.map((entry) => entry.text)).toEqual(["good"]);
  expect(logs.network).toEqual([]);
  expect(replay?.events).toHaveLength(2);
});

test("of a request that was seen twice the later state counts", () => {
  const entry = { id: "a-1", initiator: "fetch" as const, method: "GET", url: "/x", at_ms: at(5) };
  const { logs } = bundle([
    chunk("a", [at(10), at(10)], { logs: [{ kind: "network", entry }] }),
    chunk("a", [at(2)], {
      logs: [{ kind: "network", entry: { ...entry, status: 200, duration_ms: 40 } }],
      isCheckout: false,
    }),
  ]);
  expect(logs.network).toHaveLength(1);
  expect(logs.network[0]).toMatchObject({ status: 200, duration_ms: 40, at_ms: 5000, error: null });
});

test("a capture is masked as its least masked part is, and what lies before it does not count", () => {
  const under = (json: string, privacy_mode: string) => JSON.stringify({ ...JSON.parse(json), privacy_mode });
  const modeOf = (first: string) =>
    bundle([
      under(chunk("a", [at(300), at(300), at(290)]), "MINIMAL"),
      under(chunk("a", [at(40), at(40), at(35)]), first),
      under(chunk("a", [at(20), at(20), at(5)]), "STRICT"),
    ]).logs.meta.privacy_mode;
  expect(modeOf("MINIMAL")).toBe("MINIMAL");
  expect(modeOf("STRICT")).toBe("MODERATE");
});

test("without a snapshot there are logs and no replay", () => {
  const { logs, replay } = bundle([chunk("a", [at(5), at(4)], { logs: [said("x", at(3))], isCheckout: false })]);
  expect(replay).toBeNull();
  expect(logs.console).toHaveLength(1);
});
