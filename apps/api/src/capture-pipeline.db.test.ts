import { startJobRunner, type JobRunner } from "@hawkmoth/adapters/jobs-graphile";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { artifacts } from "@hawkmoth/db/schema/capture";
import { BugEvidence } from "@hawkmoth/domain/evidence/schema";
import { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { readApart } from "./read-capture/read-apart.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant, publicContext } from "./testing/tenant.ts";

const server = await testServer({ LIMIT_INGEST_KEY_PER_MINUTE: "1000" });
const tenant = await makeTenant(server);
const key = await tenant.key();
const json = { "content-type": "application/json", ...key };
const Job = z.object({ workspace_id: z.string(), capture_id: z.string() });
const WAIT = { timeout: 60_000, interval: 50 };

const read = readApart(server.parts.env.HAWKMOTH_DATA_DIR);

let runner: JobRunner;
beforeAll(async () => {
  runner = await startJobRunner({
    database_url: server.url,
    log: server.parts.ports.log,
    handlers: { process_capture: (payload) => processCapture(publicContext(server), Job.parse(payload), read) },
  });
});
afterAll(() => runner.stop());

type Files = Partial<Record<"REPLAY" | "LOGS" | "FILE", Uint8Array>>;

function recorded(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`seed-data/coupon/${file}`, import.meta.url)));
}
const good: Files = { REPLAY: recorded("replay.json.gz"), LOGS: recorded("logs.json.gz") };

async function send(files: Files): Promise<{ announced: IngestedBug; complete: () => Promise<Response> }> {
  const kinds = Object.entries(files);
  const uploads = kinds.map(([kind, bytes]) => ({ kind, content_type: "application/gzip", size_bytes: bytes.length }));
  const body = JSON.stringify({ project_id: tenant.project.id, title: "Coupon", source: "extension", uploads });
  const response = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers: json, body });
  const announced = IngestedBug.parse(await response.json());
  await Promise.all(
    announced.uploads.map(async (target, index) => {
      const bytes = kinds[index]?.[1];
      const put = { method: "PUT", headers: target.headers, ...(bytes ? { body: new Uint8Array(bytes) } : {}) };
      expect((await server.app.request(new URL(target.url).pathname, put)).status).toBe(200);
    }),
  );
  const path = new URL(announced.complete_url ?? "").pathname;
  return {
    announced,
    complete: async () => await server.app.request(path, { method: "POST", headers: json, body: "{}" }),
  };
}

async function evidenceOf(bug_id: string): Promise<BugEvidence> {
  const response = await server.app.request(`/api/v1/bugs/${bug_id}/evidence`, { headers: key });
  return BugEvidence.parse(await response.json());
}

async function settled(bug_id: string): Promise<BugEvidence> {
  return await vi.waitFor(async () => {
    const found = await evidenceOf(bug_id);
    expect(found.capture?.status).toMatch(/^(?:READY|FAILED)$/);
    return found;
  }, WAIT);
}

/** Keys of the files below the blob directory. */
function filesOnDisk(): string[] {
  const root = join(server.parts.env.HAWKMOTH_DATA_DIR, "blobs");
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => statSync(join(root, path)).isFile()).toSorted();
}

describe("a capture on its way", () => {
  test("comes READY through the job queue, however often it is completed, and the disk holds what rows name", async () => {
    const { complete } = await send(good);
    const bugs = await Promise.all(
      [complete(), complete(), complete()].map(async (answer) => IngestedBug.parse(await (await answer).json()).bug),
    );
    expect(new Set(bugs.map((bug) => bug?.id)).size).toBe(1);
    const { capture, evidence } = await settled(bugs[0]?.id ?? "");
    expect(capture).toMatchObject({ status: "READY", failure: null, counts: { errors: 2, replay_events: 80 } });
    expect(evidence?.digest.headline).toContain("reading 'discount') after POST /api/coupons → 500");
    const rows = await inWorkspace(server.db, tenant.workspace.id, (tx) => tx.select().from(artifacts));
    expect(filesOnDisk()).toEqual(rows.map((row) => row.blob_key).toSorted());
  });

  test("fails with a reason on the bug, and is not tried again when that can't help", async () => {
    const { announced, complete } = await send({ LOGS: new Uint8Array(gzipSync("[]")) });
    const { bug } = IngestedBug.parse(await (await complete()).json());
    const { capture, evidence } = await settled(bug?.id ?? "");
    expect(capture).toMatchObject({
      status: "FAILED",
      failure: expect.stringMatching(/^Invalid/),
      is_retryable: false,
    });
    expect(evidence).toBeNull();
    const retry = `/api/v1/bugs/${bug?.id}/captures/${announced.capture_id}/retry`;
    const answer = await server.app.request(retry, { method: "POST", headers: json, body: "{}" });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      error: { code: "CONFLICT", message: expect.stringMatching(/^Another try would fail in the same way: Invalid/) },
    });
  });

  test("of many megabytes times many senders takes little memory", async () => {
    const large = new Uint8Array(8 * 1024 * 1024);
    crypto.getRandomValues(large.subarray(0, 65_536));
    const before = process.memoryUsage.rss();
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
    await Promise.all(Array.from({ length: 12 }, () => send({ FILE: large })));
    clearInterval(timer);
    expect(filesOnDisk().length).toBeGreaterThanOrEqual(12);
    // The senders are in this process too: each holds its own 8 MB twice.
    expect(most - before).toBeLessThan(12 * 3 * large.length);
  });
});
