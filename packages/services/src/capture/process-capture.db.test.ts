import { createGzip, gunzipSync, gzipSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { activities } from "@hawkmoth/db/schema/activity";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { events } from "@hawkmoth/db/schema/event";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { shopSession } from "@hawkmoth/replay/testing/shop-session";
import { eq, sql } from "drizzle-orm";
import { getBug } from "../bug/get-bug.ts";
import { searchBugs } from "../bug/search-bugs.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { getEvidence } from "../evidence/get-evidence.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { packed, sendCapture, shopFiles, shopReplay, type Files } from "../testing/captured.ts";
import { deriveCapture } from "./derive-capture.ts";
import { processCapture } from "./process-capture.ts";
import { retryCapture } from "./retry-capture.ts";

const { db } = await testDatabase();

async function makeCapture(files: Files) {
  const blobs = memoryBlobs();
  const world = await makeWorld(db, { ...testPorts(), blobs });
  const base = publicContext(db, world.ports);
  const sender: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const announced = await sendCapture(sender, files, { project_id: world.project_id });
  const { bug } = await completeCapture(sender, announced);
  const { workspace_id } = world;
  const job = { workspace_id, capture_id: announced.capture_id };
  const read = () =>
    inWorkspace(db, workspace_id, async (tx) => {
      const [capture] = await tx.select().from(captures);
      const stored = await tx.select().from(artifacts);
      const kinds = await tx.select({ kind: activities.kind }).from(activities);
      return { capture, stored, kinds: kinds.map(({ kind }) => kind), events: await tx.select().from(events) };
    });
  return { ...world, blobs, base, job, bug_id: bug?.id ?? "", read };
}

/** A recording with a move of the mouse that holds the given JSON. */
function bomb(positions: string): Uint8Array {
  const [meta, snapshot] = shopReplay().events.map((event) => JSON.stringify(event));
  const move = `{"type":3,"data":{"source":1,"positions":[${positions}]},"timestamp":1777887002000}`;
  return gzipSync(`{"version":1,"events":[${meta},${snapshot},${move}]}`);
}

describe("processCapture", () => {
  it("makes a capture READY: evidence, clean replay, counts, digest, search, history and event", async () => {
    const { base, job, owner, bug_id, blobs, read } = await makeCapture(shopFiles());
    await processCapture(base, job);
    const { capture, stored, kinds, events: news } = await read();
    expect(capture).toMatchObject({ status: "READY", failure: null, attempt: 1, duration_ms: 21_400 });
    expect(capture?.counts).toMatchObject({ failed_requests: 2, errors: 2, replay_events: 2 });
    expect(stored.map((artifact) => artifact.kind).sort()).toEqual(["EVIDENCE", "REPLAY_CLEAN"]);
    expect([...blobs.held.keys()].sort()).toEqual(stored.map((artifact) => artifact.blob_key).sort());
    expect(kinds).toContain("CAPTURE_READY");
    expect(news.map((event) => event.type)).toContain("capture.ready");

    const bug = await getBug(owner, { bug_id, detail: "standard" });
    expect(bug.digest?.headline).toContain("reading 'discount'");
    expect(bug.evidence).toEqual(capture?.counts);
    const { bugs: hits } = await searchBugs(owner, { query: "coupons discount", limit: 5 });
    expect(hits.map((hit) => hit.id)).toEqual([bug_id]);

    const clean = stored.find((artifact) => artifact.kind === "REPLAY_CLEAN");
    const replay = gunzipSync(blobs.held.get(clean?.blob_key ?? "") ?? Buffer.alloc(0)).toString();
    expect(replay).toContain('"tagName":"noscript"');
    expect(replay).not.toMatch(/evil\.example|alert/);
    expect(clean?.size_bytes).toBe(blobs.held.get(clean?.blob_key ?? "")?.length);
  });

  it("scrubs once more what no recorder cleaned", async () => {
    const logs = shopSession();
    const secret = `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`;
    for (const entry of logs.console) entry.text = `key ${secret}`;
    for (const request of logs.network) request.request_headers = { authorization: `Bearer ${secret}` };
    const { base, job, blobs, owner, bug_id, read } = await makeCapture({ LOGS: packed(logs) });
    await processCapture(base, job);
    expect(JSON.stringify(await getEvidence(owner, { bug_id }))).not.toContain("sk_live");
    expect(JSON.stringify((await read()).capture)).not.toContain("sk_live");
    const derived = (await read()).stored.find((artifact) => artifact.kind === "EVIDENCE");
    expect(gunzipSync(blobs.held.get(derived?.blob_key ?? "") ?? Buffer.alloc(0)).toString()).not.toContain("sk_live");
  });

  it("changes nothing when it runs again, and leaves no blob without a row", async () => {
    const { base, job, blobs, read } = await makeCapture(shopFiles());
    await processCapture(base, job);
    const before = await read();
    await processCapture(base, job);
    expect(await read()).toEqual(before);
    expect([...blobs.held.keys()].sort()).toEqual(before.stored.map((artifact) => artifact.blob_key).sort());
  });

  it("reads anew what a run left half-made that never came to its end", async () => {
    const { base, job, blobs, read, workspace_id } = await makeCapture(shopFiles());
    const [logs, replay] = ["LOGS", "REPLAY"].map((kind) => async () => {
      const { stored } = await read();
      return stored.find((artifact) => artifact.kind === kind)?.blob_key ?? null;
    });
    await deriveCapture(blobs, { logs: (await logs?.()) ?? null, replay: (await replay?.()) ?? null });
    await inWorkspace(db, workspace_id, (tx) =>
      tx.update(captures).set({ status: "PROCESSING", attempt: 1 }).where(eq(captures.id, job.capture_id)),
    );
    await processCapture(base, job);
    const { stored, capture } = await read();
    expect(capture).toMatchObject({ status: "READY", attempt: 2 });
    expect(stored.map((artifact) => artifact.kind).sort()).toEqual(["EVIDENCE", "REPLAY_CLEAN"]);
    for (const { blob_key } of stored) expect(blobs.held.has(blob_key)).toBe(true);
  });

  it.each([
    ["a log part that is text", { LOGS: Buffer.from("hello") }, /log part is not valid JSON/],
    ["a log part that begins as gzip", { LOGS: Buffer.from([0x1f, 0x8b, 1, 2]) }, /log part is not valid gzip/],
    ["a log part cut in the middle", { LOGS: packed(shopSession()).subarray(0, 400) }, /log part is not valid gzip/],
    ["a log part that is no JSON", { LOGS: gzipSync("{") }, /log part is not valid JSON/],
    ["a log part of another shape", { LOGS: packed({ meta: 1 }) }, /Invalid 'meta'/],
    [
      "a log part of a later version",
      { LOGS: packed({ ...shopSession(), meta: { ...shopSession().meta, version: 2 } }) },
      /version/,
    ],
    [
      "forged events",
      { REPLAY: packed({ version: 1, events: [{ type: "x", timestamp: "now" }] }) },
      /Invalid 'events.type'/,
    ],
    ["a replay that is no JSON", { REPLAY: gzipSync('[{"type":4,"data":{},"timestamp":1},{]') }, /not valid JSON/],
    ["an event that is no JSON", { REPLAY: gzipSync('[{"type":4,"timestamp":1,}]') }, /not valid JSON/],
    ["a replay of a later version", { REPLAY: packed({ version: 2, events: [] }) }, /Invalid 'version'/],
    ["a replay without events", { REPLAY: packed({ version: 1, events: [] }) }, /no full picture/],
    ["brackets within brackets", { REPLAY: bomb("[".repeat(1_500_000) + "]".repeat(1_500_000)) }, /nests deeper than/],
    ["millions of empty objects", { REPLAY: bomb("{},".repeat(5_000_000) + "{}") }, /holds more than 2,000,000/],
    [
      "lists within lists",
      { REPLAY: bomb(`${"[".repeat(30)}${"]".repeat(30)},`.repeat(150_000) + "0") },
      /holds more than/,
    ],
    ["a move of the mouse as large as a page", { REPLAY: bomb("{},".repeat(200_000) + "{}") }, /more than 100,000/],
    [
      "logs of empty objects",
      { LOGS: gzipSync(`{"console":[${"{},".repeat(900_000)}{}]}`) },
      /log part holds more than/,
    ],
    ["logs of brackets", { LOGS: gzipSync("[".repeat(1_000_000)) }, /log part nests deeper than/],
    [
      "a request of many headers",
      { LOGS: gzipSync(`{"network":[{${'"h":"",'.repeat(2000)}"h":""}]}`) },
      /fields in one/,
    ],
    [
      "a replay without a picture",
      { REPLAY: packed({ version: 1, events: shopReplay().events.slice(0, 1) }) },
      /no full picture/,
    ],
  ])("fails for good, with a reason for people and without what was sent: %s", async (_title, files, reason) => {
    const { base, job, owner, bug_id, blobs, read } = await makeCapture(files);
    await processCapture(base, job);
    await processCapture(base, job);
    const { capture, kinds, stored } = await read();
    expect(blobs.held.size).toBe(0);
    expect(capture?.status).toBe("FAILED");
    expect(capture?.failure).toMatch(reason);
    expect(kinds.filter((kind) => kind === "CAPTURE_FAILED")).toHaveLength(1);
    expect(stored).toEqual([]);
    const shown = (await getEvidence(owner, { bug_id })).capture;
    expect(shown).toMatchObject({ failure: expect.stringMatching(reason), is_retryable: false });
    await expect(retryCapture(owner, { bug_id, capture_id: job.capture_id })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/^Another try would fail in the same way: /),
    });
  });

  it("refuses a gzip bomb at the cap with little memory", async () => {
    const gzip = createGzip({ level: 9 });
    const zeros = Buffer.alloc(1024 * 1024);
    const bomb = await buffer(
      Readable.from(
        (function* () {
          for (let mib = 0; mib < 1024; mib += 1) yield zeros;
        })(),
      ).pipe(gzip),
    );
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    const { base, job, read } = await makeCapture({ LOGS: bomb });
    const before = process.memoryUsage.rss();
    await processCapture(base, job);
    expect((await read()).capture).toMatchObject({
      status: "FAILED",
      failure: "The log part unfolds into more than 32 MiB.",
    });
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  }, 60_000);

  it("keeps what was sent after a fault of ours, throws it for the queue, tells it once, and comes READY later", async () => {
    const { base, job, blobs, owner, bug_id, read } = await makeCapture(shopFiles());
    for (const _attempt of [1, 2, 3]) {
      for (const key of blobs.held.keys()) blobs.break(key);
      await expect(processCapture(base, job)).rejects.toThrow("disk lost");
    }
    const { capture, kinds, stored } = await read();
    expect(capture).toMatchObject({ status: "FAILED", failure: expect.stringContaining("on our side") });
    expect(kinds.filter((kind) => kind === "CAPTURE_FAILED")).toHaveLength(1);
    expect(stored).toHaveLength(2);
    expect((await getEvidence(owner, { bug_id })).capture?.is_retryable).toBe(true);
    for (const key of blobs.held.keys()) blobs.mend(key);
    await processCapture(base, job);
    expect((await read()).capture).toMatchObject({ status: "READY", attempt: 4, failure: null });
  });

  it("refuses what no rule foresaw without trying again, and lets a person try", async () => {
    const { base, job, owner, bug_id, read } = await makeCapture(shopFiles());
    const reason = "This capture could not be read.";
    await processCapture(base, job, () => Promise.resolve({ reason, is_final: false, cause: "TypeError" }));
    expect((await read()).capture).toMatchObject({ status: "FAILED", failure: reason, is_retryable: true });
    await retryCapture(owner, { bug_id, capture_id: job.capture_id });
    await processCapture(base, job);
    expect((await read()).capture).toMatchObject({ status: "READY" });
  });

  it("leaves a capture alone that a later run has taken over", async () => {
    const { base, job, read } = await makeCapture(shopFiles());
    await processCapture(base, job, async () => {
      await processCapture(base, job);
      throw new Error("the files are gone");
    });
    const { capture, kinds } = await read();
    expect(capture).toMatchObject({ status: "READY", attempt: 2, failure: null });
    expect(kinds).not.toContain("CAPTURE_FAILED");
  });

  it("takes a capture of pictures and files alone as READY", async () => {
    const { base, job, owner, bug_id } = await makeCapture({ FILE: Buffer.from("notes") });
    await processCapture(base, job);
    const { capture, evidence } = await getEvidence(owner, { bug_id });
    expect(capture).toMatchObject({ status: "READY", counts: { files: 1, console: 0 }, artifacts: [{ kind: "FILE" }] });
    expect(evidence).toBeNull();
  });
});

describe("two runs at once", () => {
  it("end as one: the later one counts, and no blob is left over", async () => {
    const { base, job, blobs, read } = await makeCapture(shopFiles());
    await Promise.all([processCapture(base, job), processCapture(base, job)]);
    const { capture, stored, kinds } = await read();
    expect(capture?.status).toBe("READY");
    expect(kinds.filter((kind) => kind === "CAPTURE_READY")).toHaveLength(1);
    expect([...blobs.held.keys()].toSorted()).toEqual(stored.map((artifact) => artifact.blob_key).toSorted());
  });
});

describe("retryCapture", () => {
  it("queues a failed capture again and no other", async () => {
    const { base, job, owner, agent, bug_id, ports, read } = await makeCapture(shopFiles());
    const input = { bug_id, capture_id: job.capture_id };
    await expect(retryCapture(owner, input)).rejects.toMatchObject({ code: "CONFLICT" });
    await processCapture(base, job, () => Promise.resolve({ reason: "It took too long.", is_final: false }));
    expect(await retryCapture(agent, input)).toMatchObject({ status: "UPLOADED", failure: null, is_retryable: false });
    expect("queued" in ports ? ports.queued : []).toEqual(
      [1, 2].map(() => ({ name: "process_capture", payload: job })),
    );
    expect((await read()).capture?.status).toBe("UPLOADED");
    const elsewhere = { ...agent, actor: { ...agent.actor, project_roles: {} } };
    await expect(retryCapture(elsewhere, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await processCapture(base, job);
    await expect(retryCapture(owner, input)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each(["UPLOADED", "PROCESSING"] as const)("takes a capture that was left %s for long", async (status) => {
    const { job, owner, bug_id, workspace_id, read } = await makeCapture(shopFiles());
    const set = { status, started_at: sql<string>`now() - interval '11 minutes'` };
    await inWorkspace(db, workspace_id, (tx) => tx.update(captures).set(set).where(eq(captures.id, job.capture_id)));
    expect((await getEvidence(owner, { bug_id })).capture?.is_retryable).toBe(true);
    await retryCapture(owner, { bug_id, capture_id: job.capture_id });
    expect((await read()).capture).toMatchObject({ status: "UPLOADED", started_at: null });
  });
});
