import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, recordingOf } from "./testing/recording.ts";
import { readApart } from "./read-capture/read-apart.ts";
import { sendCapture, settledEvidence, type SentFile } from "./testing/send-capture.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";
import { startWorker, type WorkerProcess } from "./testing/worker-process.ts";

const server = await testServer({ LIMIT_INGEST_KEY_PER_MINUTE: "1000" });
const tenant = await makeTenant(server);
const headers = await tenant.key();
const to = { project_id: tenant.project.id, headers };
const MAX_MIB = 600;

let worker: WorkerProcess;
beforeAll(async () => {
  worker = await startWorker(server);
}, 60_000);
afterAll(() => worker.kill());

/** The most memory that any process held which the worker started, in MiB, as long as the work takes. */
async function watchReaders<T>(work: () => Promise<T>): Promise<{ result: T; peak_mib: number }> {
  let peak_mib = 0;
  const look = () => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        if (!status.includes(`PPid:\t${worker.child.pid}\n`)) continue;
        peak_mib = Math.max(peak_mib, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // It ended between the two looks.
      }
    }
  };
  const timer = setInterval(look, 20);
  const result = await work().finally(() => clearInterval(timer));
  return { result, peak_mib };
}

async function read(files: readonly SentFile[]) {
  const { bug_id } = await sendCapture(server, to, files);
  return await settledEvidence(server, bug_id, headers);
}

const move = (positions: string) =>
  recordingOf([`{"type":3,"data":{"source":1,"positions":[${positions}]},"timestamp":9}`]);
const tree = (nodes: string) =>
  `{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[${nodes}]},"initialOffset":{"top":0,"left":0}},"timestamp":5}`;

test.each<[string, { kind: SentFile["kind"]; json: () => string; reason: RegExp }]>([
  [
    "62 MB of empty objects in a move of the mouse",
    { kind: "REPLAY", json: () => move(`${"{},".repeat(20_600_000)}{}`), reason: /holds more than/ },
  ],
  [
    "lists 30 deep, a million times",
    {
      kind: "REPLAY",
      json: () => move(`${"[".repeat(30)}${"]".repeat(30)},`.repeat(1_000_000) + "0"),
      reason: /holds more than/,
    },
  ],
  [
    "three million brackets",
    { kind: "REPLAY", json: () => move("[".repeat(1_500_000) + "]".repeat(1_500_000)), reason: /nests deeper/ },
  ],
  [
    "as many nodes as an event may hold, each as small as can be",
    {
      kind: "REPLAY",
      json: () =>
        recordingOf([tree(Array.from({ length: 660_000 }, (_, id) => `{"type":2,"id":${id + 9}}`).join(","))]),
      reason: /memory|READY/,
    },
  ],
  [
    "33 MB of empty log lines",
    { kind: "LOGS", json: () => `{"meta":{},"console":[${"{},".repeat(11_000_000)}{}]}`, reason: /log part holds/ },
  ],
  ["a log part of brackets", { kind: "LOGS", json: () => "[".repeat(30_000_000), reason: /log part nests/ }],
])(
  "%s: no process takes more than 600 MB",
  async (_title, { kind, json, reason }) => {
    const bytes = gzipSync(json(), { level: 9 });
    const { result, peak_mib } = await watchReaders(() => read([{ kind, bytes }]));
    expect(result.capture?.failure ?? result.capture?.status).toMatch(reason);
    expect(peak_mib).toBeLessThan(MAX_MIB);
    expect(worker.peak_mib()).toBeLessThan(MAX_MIB);
  },
  150_000,
);

test("an honest recording of 43 MB is read, within the same memory", async () => {
  const json = recordingOf([1, 2, 3, 4].map((second) => newPage({ nodes: 108_000, timestamp: second * 1000 })));
  expect(json.length).toBeGreaterThan(43_000_000);
  const bytes = gzipSync(json);
  const { result, peak_mib } = await watchReaders(() => read([{ kind: "REPLAY", bytes }]));
  expect(result.capture).toMatchObject({ status: "READY", counts: { replay_events: 6 } });
  expect(peak_mib).toBeLessThan(MAX_MIB);
}, 150_000);

test("what ends or outlasts the process that reads it is refused with the truth, and throws nothing for the queue", async () => {
  const { blobs } = server.parts.ports;
  const key = `aa/bb/${randomBytes(6).toString("hex")}`;
  async function* file() {
    yield await Promise.resolve(gzipSync(recordingOf([newPage({ nodes: 100_000, timestamp: 5 })])));
  }
  await blobs.put(key, file(), { max_bytes: 1e8 });
  const files = { logs: null, replay: key };
  const data_dir = server.parts.env.HAWKMOTH_DATA_DIR;
  expect(await readApart(data_dir, { max_heap_mib: 20 })(files)).toMatchObject({
    reason: expect.stringContaining("more memory"),
    is_final: true,
  });
  expect(await readApart(data_dir, { max_rss_mib: 60 })(files)).toMatchObject({
    reason: expect.stringContaining("more memory"),
  });
  expect(await readApart(data_dir, { timeout_ms: 50 })(files)).toMatchObject({
    reason: "Reading this capture took longer than 0.05 seconds.",
    is_final: false,
  });
  await expect(readApart(data_dir)({ logs: null, replay: "aa/bb/gone" })).rejects.toThrow(
    /^reading the capture failed: AppError/,
  );
}, 60_000);
