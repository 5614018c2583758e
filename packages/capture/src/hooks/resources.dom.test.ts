import { afterEach, expect, test, vi } from "vitest";
import type { LogEntry } from "../entry.ts";
import { PolicyHolder, STRICTEST_POLICY } from "../policy.ts";
import { NetworkLog } from "./network-log.ts";
import { hookResources } from "./resources.ts";

/** jsdom measures nothing, so the browser's part is played here: it hands over the timings it is given. */
class Timing {
  entryType = "resource";
  startTime = 5;
  duration = 10;
  responseStart = 8;
  encodedBodySize = 0;
  responseStatus = 204;
  readonly name: string;
  readonly initiatorType: string;

  constructor(name: string, initiatorType: string) {
    this.name = name;
    this.initiatorType = initiatorType;
  }
}

function recorded(timings: Timing[]): LogEntry[] {
  const policy = new PolicyHolder();
  policy.settle({ ...STRICTEST_POLICY, privacy_mode: "MODERATE" });
  const entries: LogEntry[] = [];
  const context = { sink: (log: LogEntry) => entries.push(log), onHits: () => undefined, policy, ignored_hosts: [] };
  vi.stubGlobal("PerformanceResourceTiming", Timing);
  vi.stubGlobal(
    "PerformanceObserver",
    class {
      readonly #tell: (list: { getEntries: () => Timing[] }) => void;
      constructor(tell: (list: { getEntries: () => Timing[] }) => void) {
        this.#tell = tell;
      }
      observe({ type }: { type: string }) {
        if (type === "resource") this.#tell({ getEntries: () => timings });
      }
      disconnect() {}
    },
  );
  hookResources(context, new NetworkLog(context, "p"), "p");
  return entries;
}

afterEach(() => vi.unstubAllGlobals());

test("a beacon is recorded as what it is, without the secrets of its address", () => {
  const entries = recorded([new Timing("https://stats.test/hit?token=BEACONSECRET&page=cart", "beacon")]);
  expect(entries).toMatchObject([{ kind: "network", entry: { initiator: "beacon", method: "POST", status: 204 } }]);
  expect(JSON.stringify(entries)).toContain("page=cart");
  expect(JSON.stringify(entries)).not.toContain("BEACONSECRET");
});

test("what scripts fetch is not written a second time", () => {
  expect(
    recorded([new Timing("https://api.test/", "fetch"), new Timing("https://api.test/", "xmlhttprequest")]),
  ).toEqual([]);
});
