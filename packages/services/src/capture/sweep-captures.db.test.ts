import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { completeCapture } from "../ingest/complete-capture.ts";
import type { IngestContext } from "../ingest/ingest-context.ts";
import { sendCapture, shopFiles } from "../testing/captured.ts";
import { publicContext, testPorts } from "../testing/context.ts";
import { memoryBlobs } from "../testing/memory-blobs.ts";
import { makeWorld } from "../testing/world.ts";
import { sweepCaptures } from "./sweep-captures.ts";

const { db } = await testDatabase();
const blobs = memoryBlobs();
const world = await makeWorld(db, { ...testPorts(), blobs });
const base = publicContext(db, world.ports);
const sender: IngestContext = { ...base, sender: { actor: world.owner.actor }, origin: null };

async function sent(hours_ago: number) {
  const announced = await sendCapture(sender, shopFiles(), { project_id: world.project_id });
  const created_at = sql<string>`now() - make_interval(hours => ${hours_ago})`;
  const { workspace_id } = world;
  await inWorkspace(db, workspace_id, (tx) =>
    tx.update(captures).set({ created_at }).where(eq(captures.id, announced.capture_id)),
  );
  return announced;
}

test("reports never completed are forgotten with their files after a day, and no others", async () => {
  const completed = await sent(30);
  await completeCapture(sender, completed);
  const fresh = await sent(23);
  const old = await sent(25);
  expect(blobs.held.size).toBe(6);

  expect(await sweepCaptures(base)).toEqual({ forgotten: 1 });
  expect(await sweepCaptures(base)).toEqual({ forgotten: 0 });

  const left = await inWorkspace(db, world.workspace_id, (tx) => tx.select({ id: captures.id }).from(captures));
  expect(left.map(({ id }) => id).sort()).toEqual([completed.capture_id, fresh.capture_id].sort());
  const kept = await inWorkspace(db, world.workspace_id, (tx) =>
    tx.select({ key: artifacts.blob_key }).from(artifacts),
  );
  expect([...blobs.held.keys()].sort()).toEqual(kept.map(({ key }) => key).sort());
  await expect(completeCapture(sender, old)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await completeCapture(sender, fresh)).bug).not.toBeNull();
});
