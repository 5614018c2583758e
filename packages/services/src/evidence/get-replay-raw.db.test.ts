import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import type { CaptureReplay } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { GetReplayRawInput, RawReplay } from "@hawkmoth/domain/evidence/replay";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { processCapture } from "../capture/process-capture.ts";
import type { ServiceContext } from "../context.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import { makeColleague } from "../testing/colleague.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { packed, sendCapture, shopReplay } from "../testing/captured.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { getReplayRaw } from "./get-replay-raw.ts";

const { db } = await testDatabase();

const KIB = 1024;

/** The shop's replay with one mouse event a second, each of the given size. */
function longReplay(seconds: number, bytes_each = 100): CaptureReplay {
  const { events } = shopReplay();
  const start = events[0]?.timestamp ?? 0;
  const moves = Array.from({ length: seconds }, (_, index) => ({
    type: 3,
    data: { source: 1, positions: [{ x: index, y: 0, id: 4, timeOffset: 0 }], padding: "m".repeat(bytes_each) },
    timestamp: start + (index + 1) * 1000,
  }));
  return { version: 1, events: [...events, ...moves] };
}

async function makeBug(replay: CaptureReplay | null) {
  const ports = { ...testPorts(), blobs: memoryBlobs() };
  const world = await makeWorld(db, ports);
  const base = publicContext(db, ports);
  const sender = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const announced = await sendCapture(sender, replay ? { REPLAY: packed(replay) } : { FILE: Buffer.from("notes") }, {
    project_id: world.project_id,
  });
  const { bug } = await completeCapture(sender, announced);
  await processCapture(base, { workspace_id: world.workspace_id, capture_id: announced.capture_id });
  const read = (input: Partial<z.input<typeof GetReplayRawInput>> = {}, ctx: ServiceContext = world.owner) =>
    getReplayRaw(ctx, GetReplayRawInput.parse({ bug_id: bug?.id ?? "", ...input }));
  return { ...world, bug_id: bug?.id ?? "", read };
}

describe("getReplayRaw", () => {
  it("gives the sanitised replay whole when it is small", async () => {
    const { read, bug_id } = await makeBug(longReplay(3));
    const raw = await read();
    expect(RawReplay.parse(raw)).toEqual(raw);
    expect(raw).toMatchObject({ bug_id, event_count: 5, duration_ms: 3000, has_snapshot: true });
    expect(raw.events.map(({ type }) => type)).toEqual([4, 2, 3, 3, 3]);
    expect(raw.epoch_ms).toBe(raw.events[0]?.timestamp);
    expect(raw.size_bytes).toBeLessThanOrEqual(JSON.stringify(raw.events).length + 2);
    expect(JSON.stringify(raw.events)).not.toMatch(/evil\.example|alert/);
  });

  it("gives a window, in ms since the replay began", async () => {
    const { read } = await makeBug(longReplay(10));
    const raw = await read({ from_ms: 3000, to_ms: 5000 });
    expect(raw.events.map(({ timestamp }) => timestamp - raw.epoch_ms)).toEqual([3000, 4000, 5000]);
    expect(raw).toMatchObject({ event_count: 3, has_snapshot: false, duration_ms: 10_000 });
    expect(await read({ from_ms: 90_000 })).toMatchObject({ event_count: 0, events: [] });
  });

  it("refuses more than 200 KiB with the size, and the window it names fits", async () => {
    const { read } = await makeBug(longReplay(60, 8 * KIB));
    const refusal = await read().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      options: { hint: expect.stringContaining("acknowledge_size: true") },
    });
    const { details = {} } = refusal instanceof AppError ? refusal.options : {};
    expect(details["size_bytes"]).toBeGreaterThan(480 * KIB);
    const [, from_ms, to_ms] = /from_ms: (\d+) and to_ms: (\d+)/.exec(String(details["next"])) ?? [];
    const part = await read({ from_ms: Number(from_ms), to_ms: Number(to_ms) });
    expect(part.event_count).toBeGreaterThan(3);
    expect(part.size_bytes).toBeLessThanOrEqual(200 * KIB);
  });

  it("gives up to 8 MiB to who acknowledges the size, and no more", async () => {
    const { read } = await makeBug(longReplay(60, 8 * KIB));
    expect((await read({ acknowledge_size: true })).event_count).toBe(62);
    const { read: readHuge } = await makeBug(longReplay(90, 100 * KIB));
    await expect(readHuge({ acknowledge_size: true })).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      options: { details: { max_bytes: 8 * KIB * KIB } },
    });
  });

  it("is missing for a bug without a replay, and for whoever does not see the bug", async () => {
    const { read } = await makeBug(null);
    await expect(read()).rejects.toMatchObject({ code: "NOT_FOUND", message: expect.stringContaining("no replay") });
    const world = await makeBug(longReplay(1));
    const stranger = await makeColleague(db, world);
    const elsewhere = await makeWorld(db);
    for (const ctx of [stranger, elsewhere.owner])
      await expect(world.read({}, ctx)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const bare = await makeBugRow(db, world);
    await expect(world.read({ bug_id: bare.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses a window that ends before it begins", async () => {
    const { read } = await makeBug(longReplay(1));
    await expect(read({ from_ms: 2, to_ms: 1 })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field: "to_ms" },
    });
  });
});
