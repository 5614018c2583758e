import type { JobName, Jobs, Logger } from "@hawkmoth/services/ports";
import { idToUuid, uuidToId, type IdKind } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { Logger as GraphileLogger, run, type Runner, type WorkerEvents } from "graphile-worker";
import { EventEmitter } from "node:events";
import { holdWorkerLock } from "./dead-workers.ts";

/** What to do for each kind of job; the payload is to be parsed. A handler that throws is tried again later. */
export type JobHandlers = Partial<Record<JobName, (payload: unknown) => Promise<void>>>;

/** A worker that runs until it is stopped. */
export interface JobRunner {
  /** Takes no new jobs, waits for those that run. */
  stop(): Promise<void>;
  /** Resolves when the worker ended, also by itself. */
  ended: Promise<void>;
}

/** Ids of a payload, which the database knows as uuids: it queues nothing for what the caller's workspace does not own. */
const ID_FIELDS: Readonly<Record<string, IdKind>> = { workspace_id: "workspace", capture_id: "capture" };

function mapIds(payload: object, convert: (kind: IdKind, id: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      const kind = ID_FIELDS[name];
      return [name, kind && typeof value === "string" ? convert(kind, value) : value];
    }),
  );
}

/** Ids as the services write them; a job that was queued before the database checked ids holds them already. */
function payloadOf(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null) return stored;
  return mapIds(stored, (kind, id) => (id.includes("_") ? id : uuidToId(kind, id)));
}

/** Queues jobs through graphile-worker, inside the caller's transaction. A job for the same capture is queued once. */
export function createJobs(): Jobs {
  return {
    async enqueue(tx, name, payload) {
      const body = JSON.stringify(mapIds(payload, idToUuid));
      await tx.execute(sql`select enqueue_job(${name}, ${body}::text::json)`);
    },
  };
}

/** How often jobs of workers that died are looked for, after the look at the start. */
const FREE_DEAD_MS = 15_000;

/**
 * Starts to work off jobs, several at once, as soon as they are committed, and first those that a dead worker held.
 * Signals stay with the caller.
 */
export async function startJobRunner(options: {
  database_url: string;
  handlers: JobHandlers;
  log: Logger;
  concurrency?: number;
}): Promise<JobRunner> {
  const concurrency = options.concurrency ?? 2;
  const events: WorkerEvents = new EventEmitter();
  let pool_id = "";
  events.once("pool:create", ({ workerPool }) => {
    pool_id = workerPool.id;
  });
  const runner = await run({
    connectionString: options.database_url,
    concurrency,
    maxPoolSize: concurrency + 3,
    noHandleSignals: true,
    pollInterval: 2000,
    parsedCronItems: [],
    taskList: Object.fromEntries(
      Object.entries(options.handlers).map(([name, handle]) => [name, (stored) => handle(payloadOf(stored))]),
    ),
    logger: loggerOf(options.log),
    events,
  });
  const watch = await watchWorkers(options.database_url, pool_id, options.log);
  return { stop: () => stop(runner, watch), ended: runner.promise };
}

interface Watch {
  stop(): Promise<void>;
}

async function watchWorkers(database_url: string, pool_id: string, log: Logger): Promise<Watch> {
  const lock = await holdWorkerLock(database_url, pool_id);
  const free = async () => {
    try {
      const workers = await lock.freeDead();
      if (workers.length > 0) log.warn({ workers }, "jobs of workers that died are free again");
    } catch (err) {
      log.error({ err }, "jobs of dead workers could not be looked for");
    }
  };
  await free();
  const timer = setInterval(() => void free(), FREE_DEAD_MS);
  return {
    async stop() {
      clearInterval(timer);
      await lock.release();
    },
  };
}

async function stop(runner: Runner, watch: Watch): Promise<void> {
  await runner.stop();
  await runner.promise;
  await watch.stop();
}

function loggerOf(log: Logger): GraphileLogger {
  return new GraphileLogger((scope) => (level, message, meta) => {
    const fields = { ...scope, ...(meta?.error === undefined ? {} : { err: meta.error }) };
    switch (level) {
      case "error":
        log.error(fields, message);
        return;
      case "warning":
        log.warn(fields, message);
        return;
      case "info":
      case "debug":
        log.debug(fields, message);
    }
  });
}
