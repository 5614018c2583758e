import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { captures } from "@hawkmoth/db/schema/capture";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test, vi } from "vitest";
import { newPage, recordingOf } from "./testing/recording.ts";
import { sendCapture, settledEvidence } from "./testing/send-capture.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";
import { startWorker, type WorkerProcess } from "./testing/worker-process.ts";

const server = await testServer({ LIMIT_INGEST_KEY_PER_MINUTE: "1000" });
const tenant = await makeTenant(server);
const headers = await tenant.key();
const to = { project_id: tenant.project.id, headers };

const workers: WorkerProcess[] = [];
async function start(): Promise<WorkerProcess> {
  const worker = await startWorker(server);
  workers.push(worker);
  return worker;
}
afterAll(async () => {
  for (const worker of workers) await worker.kill();
});

async function rowOf(capture_id: string) {
  const rows = await inWorkspace(server.db, tenant.workspace.id, (tx) => tx.select().from(captures));
  return rows.find(({ id }) => id === capture_id);
}

test("a capture whose worker was killed while it read is read by the next worker within seconds", async () => {
  const first = await start();
  const bytes = gzipSync(recordingOf([newPage({ nodes: 10_000, timestamp: 1000 })]));
  const { bug_id, capture_id } = await sendCapture(server, to, [{ kind: "REPLAY", bytes }]);
  await vi.waitFor(async () => expect((await rowOf(capture_id))?.status).toBe("PROCESSING"), {
    timeout: 20_000,
    interval: 5,
  });
  await first.kill();
  expect(await rowOf(capture_id)).toMatchObject({ status: "PROCESSING", attempt: 1 });
  await start();
  const { capture } = await settledEvidence(server, bug_id, headers);
  expect(capture?.status).toBe("READY");
  expect((await rowOf(capture_id))?.attempt).toBe(2);
}, 150_000);

test("a worker that lives keeps its jobs, however many others start beside it", async () => {
  const first = await start();
  const bytes = gzipSync(recordingOf([1, 2].map((second) => newPage({ nodes: 40_000, timestamp: second * 1000 }))));
  const { bug_id, capture_id } = await sendCapture(server, to, [{ kind: "REPLAY", bytes }]);
  await start();
  const { capture } = await settledEvidence(server, bug_id, headers);
  expect(capture?.status).toBe("READY");
  expect((await rowOf(capture_id))?.attempt).toBe(1);
  expect(first.child.exitCode).toBeNull();
}, 150_000);
