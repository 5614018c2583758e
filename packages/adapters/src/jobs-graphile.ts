import type { JobName, Jobs, Logger } from "@hawkmoth/services/ports";
import { sql } from "drizzle-orm";
import { Logger as GraphileLogger, run, runMigrations, type Runner } from "graphile-worker";

/** What to do for each kind of job; the payload is to be parsed. A handler that throws is tried again later. */
export type JobHandlers = Partial<Record<JobName, (payload: unknown) => Promise<void>>>;

/** A worker that runs until it is stopped. */
export interface JobRunner {
  /** Takes no new jobs, waits for those that run. */
  stop(): Promise<void>;
  /** Resolves when the worker ended, also by itself. */
  ended: Promise<void>;
}

/** Queues jobs through graphile-worker, inside the caller's transaction. */
export function createJobs(): Jobs {
  return {
    async enqueue(tx, name, payload) {
      const body = JSON.stringify(payload);
      // The same capture is never queued twice: a second request replaces the first.
      const key = `${name}:${body}`;
      await tx.execute(sql`select enqueue_job(${name}, ${body}::text::json, ${key})`);
    },
  };
}

/** Makes or updates the tables of the queue. Run it before the first job is queued; running it again does nothing. */
export async function migrateJobs(database_url: string, log: Logger): Promise<void> {
  await runMigrations({ connectionString: database_url, logger: loggerOf(log), maxPoolSize: 2 });
}

/** Starts to work off jobs, several at once, as soon as they are committed. Signals stay with the caller. */
export async function startJobRunner(options: {
  database_url: string;
  handlers: JobHandlers;
  log: Logger;
  concurrency?: number;
}): Promise<JobRunner> {
  const concurrency = options.concurrency ?? 2;
  const runner = await run({
    connectionString: options.database_url,
    concurrency,
    maxPoolSize: concurrency + 3,
    noHandleSignals: true,
    pollInterval: 2000,
    parsedCronItems: [],
    taskList: { ...options.handlers },
    logger: loggerOf(options.log),
  });
  return { stop: () => stop(runner), ended: runner.promise };
}

async function stop(runner: Runner): Promise<void> {
  await runner.stop();
  await runner.promise;
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
