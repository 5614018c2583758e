import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { activities } from "@hawkmoth/db/schema/activity";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { getEvidence } from "../evidence/get-evidence.ts";
import { newBlobKey } from "../ingest/blob-key.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { newId } from "@hawkmoth/domain/ids";
import { sendCapture, shopFiles, streamed } from "../testing/captured.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { processCapture } from "./process-capture.ts";
import { sweepBlobs } from "./sweep-blobs.ts";
import { sweepOriginals } from "./sweep-originals.ts";
import { sweepStuck } from "./sweep-stuck.ts";

const { db } = await testDatabase();

async function makeCaptures() {
  const blobs = memoryBlobs();
  const ports = { ...testPorts(), blobs };
  const world = await makeWorld(db, ports);
  const base = publicContext(db, ports);
  const sender: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const { workspace_id } = world;
  const send = async () => {
    const announced = await sendCapture(sender, shopFiles(), { project_id: world.project_id });
    const { bug } = await completeCapture(sender, announced);
    return { bug_id: bug?.id ?? "", capture_id: announced.capture_id };
  };
  const set = (capture_id: string, values: Record<string, unknown>) =>
    inWorkspace(db, workspace_id, (tx) => tx.update(captures).set(values).where(eq(captures.id, capture_id)));
  const kindsOf = async (capture_id: string) => {
    const rows = await inWorkspace(db, workspace_id, (tx) =>
      tx.select().from(artifacts).where(eq(artifacts.capture_id, capture_id)),
    );
    return rows.map(({ kind }) => kind).sort();
  };
  const rowOf = async (capture_id: string) => {
    const [row] = await inWorkspace(db, workspace_id, (tx) =>
      tx.select().from(captures).where(eq(captures.id, capture_id)),
    );
    return row;
  };
  return { ...world, ports, base, blobs, send, set, kindsOf, rowOf };
}

const ago = (interval: string) => sql<string>`now() - ${interval}::interval`;

describe("sweepOriginals", () => {
  it("deletes what an earlier version left beside a READY capture", async () => {
    const { base, blobs, send, set, kindsOf } = await makeCaptures();
    const { capture_id } = await send();
    await set(capture_id, { status: "READY" });
    await sweepOriginals(base);
    expect(await kindsOf(capture_id)).toEqual([]);
    expect(blobs.held.size).toBe(0);
  });

  it("keeps what a person may still have read, for a week", async () => {
    const { base, owner, blobs, send, set, kindsOf } = await makeCaptures();
    const [recent, old, waiting] = [await send(), await send(), await send()];
    await set(recent.capture_id, { status: "FAILED", failure: "disk", completed_at: ago("6 days") });
    await set(old.capture_id, { status: "FAILED", failure: "disk", completed_at: ago("8 days") });
    await set(waiting.capture_id, { completed_at: ago("8 days") });
    await sweepOriginals(base);
    expect(await kindsOf(recent.capture_id)).toEqual(["LOGS", "REPLAY"]);
    expect(await kindsOf(waiting.capture_id)).toEqual(["LOGS", "REPLAY"]);
    expect(await kindsOf(old.capture_id)).toEqual([]);
    expect(blobs.held.size).toBe(4);
    expect((await getEvidence(owner, recent)).capture?.is_retryable).toBe(true);
    expect((await getEvidence(owner, old)).capture).toMatchObject({ is_retryable: false, failure: "disk" });
  });
});

describe("sweepStuck", () => {
  it("queues what was left for ten minutes, once, and nothing younger", async () => {
    const { base, ports, workspace_id, send, set } = await makeCaptures();
    const [begun, never, young] = [await send(), await send(), await send()];
    await set(begun.capture_id, { status: "PROCESSING", attempt: 1, started_at: ago("11 minutes") });
    await set(never.capture_id, { completed_at: ago("11 minutes") });
    await set(young.capture_id, { status: "PROCESSING", attempt: 1, started_at: ago("9 minutes") });
    ports.queued.length = 0;
    await sweepStuck(base);
    await sweepStuck(base);
    const own = ports.queued.map(({ payload }) => Object(payload)).filter((job) => job.workspace_id === workspace_id);
    expect(own.map((job) => String(job.capture_id)).toSorted()).toEqual(
      [begun.capture_id, never.capture_id].toSorted(),
    );
  });

  it("fails what was begun too often, tells it once, and leaves it to a person", async () => {
    const { base, owner, workspace_id, send, set, rowOf } = await makeCaptures();
    const capture = await send();
    await set(capture.capture_id, { status: "PROCESSING", attempt: 5, started_at: ago("11 minutes") });
    await sweepStuck(base);
    await sweepStuck(base);
    expect(await rowOf(capture.capture_id)).toMatchObject({
      status: "FAILED",
      failure: "Reading this capture was broken off 5 times.",
    });
    const told = await inWorkspace(db, workspace_id, (tx) =>
      tx.select().from(activities).where(eq(activities.kind, "CAPTURE_FAILED")),
    );
    expect(told).toHaveLength(1);
    expect((await getEvidence(owner, capture)).capture?.is_retryable).toBe(true);
  });
});

describe("sweepBlobs", () => {
  const tomorrow = new Date(Date.now() + 48 * 3_600_000);

  it("deletes blobs without a row and keeps those of every workspace", async () => {
    const { base, workspace_id, blobs, send } = await makeCaptures();
    const other = await makeCaptures();
    const [kept, gone] = [await send(), await send()];
    await processCapture(base, { workspace_id, capture_id: kept.capture_id });
    const before = new Set(blobs.held.keys());
    const orphan = newBlobKey(newId("artifact"));
    await blobs.put(orphan, streamed(Buffer.from("half a run")), { max_bytes: 100 });
    await blobs.put("somebody/else", streamed(Buffer.from("not ours")), { max_bytes: 100 });
    await inWorkspace(db, workspace_id, (tx) => tx.delete(captures).where(eq(captures.id, gone.capture_id)));
    await other.send();
    for (const [key, bytes] of other.blobs.held) blobs.held.set(key, bytes);
    expect(await sweepBlobs(base, tomorrow)).toEqual({ deleted: 3 });
    const kept_keys = [...before].filter((key) => blobs.held.has(key));
    expect(kept_keys).toHaveLength(2);
    expect(blobs.held.has(orphan)).toBe(false);
    expect(blobs.held.has("somebody/else")).toBe(true);
    for (const key of other.blobs.held.keys()) expect(blobs.held.has(key)).toBe(true);
    expect(await sweepBlobs(base, tomorrow)).toEqual({ deleted: 0 });
  });
});
