import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import { ReplayEvents, REPLAY_CHUNK_BYTES } from "@hawkmoth/domain/evidence/replay";
import { shopSession } from "@hawkmoth/replay/testing/shop-session";
import { createBug } from "../bug/create-bug.ts";
import { processCapture } from "../capture/process-capture.ts";
import { completeCapture } from "../ingest/complete-capture.ts";
import { packed, sendCapture, shopFiles, shopReplay } from "../testing/captured.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { getReplayEvents } from "./get-replay-events.ts";

const { db } = await testDatabase();

/** Moves of the mouse that need more than two chunks, with one event larger than a chunk among them. */
function longReplay() {
  const { version, events } = shopReplay();
  const last_ms = events.at(-1)?.timestamp ?? 0;
  const moves = Array.from({ length: 400 }, (_each, index) => ({
    type: 3,
    data: { source: 5, id: 4, text: "x".repeat(index === 200 ? REPLAY_CHUNK_BYTES : 2000) },
    timestamp: last_ms + index,
  }));
  return { version, events: [...events, ...moves] };
}

async function makeBug() {
  const ports = { ...testPorts(), blobs: memoryBlobs() };
  const world = await makeWorld(db, ports);
  const base = publicContext(db, ports);
  const sender = { ...base, sender: { actor: world.owner.actor }, origin: null };
  const files = { ...shopFiles(), REPLAY: packed(longReplay()) };
  const announced = await sendCapture(sender, files, { project_id: world.project_id });
  const { bug } = await completeCapture(sender, announced);
  if (!bug) throw new Error("the capture made no bug");
  await processCapture(base, { workspace_id: world.workspace_id, capture_id: announced.capture_id });
  return { world, bug };
}

let made: Awaited<ReturnType<typeof makeBug>>;
beforeAll(async () => {
  made = await makeBug();
});

it("gives every event once and in order, in chunks of bounded size", async () => {
  const { world, bug } = made;
  const first = ReplayEvents.parse(await getReplayEvents(world.owner, { bug_id: bug.id, chunk: 0 }));
  const chunks = [first];
  for (let chunk = 1; chunk < first.chunk_count; chunk += 1)
    chunks.push(await getReplayEvents(world.owner, { bug_id: bug.key, chunk }));
  const times = chunks.flatMap(({ events }) => events.map(({ timestamp }) => timestamp));
  expect(times).toEqual(longReplay().events.map(({ timestamp }) => timestamp));
  expect(first.chunk_count).toBeGreaterThan(4);
  const several = chunks.filter(({ events }) => events.length > 1);
  for (const { events } of several)
    expect(Buffer.byteLength(JSON.stringify(events))).toBeLessThanOrEqual(REPLAY_CHUNK_BYTES + 2);
  expect(first.epoch_ms).toBe(shopSession().meta.epoch_ms);
});

it("refuses a chunk past the last and a bug without a replay", async () => {
  const { world, bug } = made;
  await expect(getReplayEvents(world.owner, { bug_id: bug.id, chunk: 999 })).rejects.toMatchObject({
    code: "INVALID_INPUT",
  });
  const bare = await createBug(world.owner, CreateBugInput.parse({ project_id: world.project_id, title: "By hand" }));
  await expect(getReplayEvents(world.owner, { bug_id: bare.bug.id, chunk: 0 })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});
