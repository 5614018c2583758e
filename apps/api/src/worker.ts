import { startJobRunner } from "@hawkmoth/adapters/jobs-graphile";
import { close } from "@hawkmoth/db/client";
import { sweepOauth } from "@hawkmoth/services/access/sweep-oauth";
import { sweepRequests } from "@hawkmoth/services/access/sweep-requests";
import { sweepBlobs } from "@hawkmoth/services/capture/sweep-blobs";
import { sweepCaptures } from "@hawkmoth/services/capture/sweep-captures";
import { sweepOriginals } from "@hawkmoth/services/capture/sweep-originals";
import { sweepStuck } from "@hawkmoth/services/capture/sweep-stuck";
import { processCapture } from "@hawkmoth/services/capture/process-capture";
import type { PublicContext } from "@hawkmoth/services/context";
import { pruneEvents } from "@hawkmoth/services/event/prune-events";
import { sweepTitles } from "@hawkmoth/services/duplicate/sweep-titles";
import { sweepWords } from "@hawkmoth/services/search/sweep-words";
import { sweepLeases } from "@hawkmoth/services/task/sweep-leases";
import { z } from "zod";
import { compose } from "./compose.ts";
import { readEnv } from "./env.ts";
import { readApart } from "./read-capture/read-apart.ts";
import { incomingDirectory, sweepIncoming } from "./incoming.ts";
import { repeat } from "./repeat.ts";

const SWEEP_LEASES_MS = 10_000;
const SWEEP_REQUESTS_MS = 3_600_000;
const SWEEP_CAPTURES_MS = 3_600_000;
const SWEEP_STUCK_MS = 60_000;
const SWEEP_BLOBS_MS = 24 * 3_600_000;
const SWEEP_TITLES_MS = 60_000;
const SWEEP_WORDS_MS = 60_000;
const PRUNE_EVENTS_MS = 3_600_000;
const CaptureJob = z.object({ workspace_id: z.string(), capture_id: z.string() });

process.umask(0o077);
const env = readEnv();
const { parts, bus } = await compose(env, "worker");
const { db, ports } = parts;
const { log } = ports;
const ctx: PublicContext = {
  db,
  ports,
  via: "SYSTEM",
  client: null,
  request_id: "worker",
  web_origin: env.HAWKMOTH_URL,
};

const read = readApart(env.HAWKMOTH_DATA_DIR);

const runner = await startJobRunner({
  database_url: env.DATABASE_URL,
  log,
  handlers: {
    process_capture: (payload) => processCapture(ctx, CaptureJob.parse(payload), read),
  },
});
const sweeps = [
  repeat(SWEEP_LEASES_MS, log, async () => void (await sweepLeases(ctx))),
  repeat(SWEEP_REQUESTS_MS, log, () => sweepRequests(ctx)),
  repeat(SWEEP_REQUESTS_MS, log, () => sweepOauth(ctx)),
  repeat(SWEEP_WORDS_MS, log, async () => void (await sweepWords(ctx))),
  repeat(PRUNE_EVENTS_MS, log, async () => void (await pruneEvents(ctx, { keep_days: env.EVENT_RETENTION_DAYS }))),
  repeat(SWEEP_CAPTURES_MS, log, async () => {
    await sweepCaptures(ctx);
    await sweepOriginals(ctx);
    await sweepIncoming(incomingDirectory(env.HAWKMOTH_DATA_DIR));
  }),
  repeat(SWEEP_STUCK_MS, log, async () => void (await sweepStuck(ctx))),
  repeat(SWEEP_BLOBS_MS, log, async () => void (await sweepBlobs(ctx))),
  repeat(SWEEP_TITLES_MS, log, async () => void (await sweepTitles(ctx))),
];
log.info({}, "worker ready");

async function stop(): Promise<void> {
  log.info({}, "worker stops");
  await Promise.all([runner.stop(), ...sweeps.map((sweep) => sweep.stop())]);
  await bus.close();
  await close(db);
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
void runner.ended.then(
  () => log.info({}, "job runner ended"),
  (err: unknown) => {
    log.error({ err }, "job runner failed");
    process.exit(1);
  },
);
