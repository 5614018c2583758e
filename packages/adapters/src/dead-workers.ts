import postgres from "postgres";

/** A worker that was just started may hold a job before it holds its lock. */
const GRACE = "1 second";

/** Keeps this process known as alive, and frees what processes held that are not. */
export interface WorkerLock {
  /** Puts the jobs of dead workers back into the queue and returns the ids of those workers. */
  freeDead(): Promise<string[]>;
  release(): Promise<void>;
}

/**
 * Holds a lock of Postgres under the worker's id for as long as the process lives: the server lets go of it with the
 * connection, however the process ended. Without it a job of a worker that was killed waits four hours.
 */
export async function holdWorkerLock(database_url: string, worker_id: string): Promise<WorkerLock> {
  const sql = postgres(database_url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "hawkmoth-worker-lock" },
  });
  const hold = async () => {
    // After a lost connection the lock is gone with it; taking a lock that is still held only counts.
    await sql`select pg_try_advisory_lock(hashtextextended(${worker_id}, 0))`;
  };
  await hold();
  return {
    async freeDead() {
      await hold();
      const holders = await sql<{ id: string }[]>`
        select distinct locked_by as id from graphile_worker.jobs
        where locked_by is not null and locked_by <> ${worker_id} and locked_at < now() - ${GRACE}::interval`;
      const dead: string[] = [];
      for (const { id } of holders) if (await freeIfDead(sql, id)) dead.push(id);
      return dead;
    },
    release: () => sql.end({ timeout: 5 }),
  };
}

async function freeIfDead(sql: postgres.Sql, id: string): Promise<boolean> {
  const [lock] = await sql<{ is_free: boolean }[]>`
    select pg_try_advisory_lock(hashtextextended(${id}, 0)) as is_free`;
  if (!lock?.is_free) return false;
  try {
    await sql`select graphile_worker.force_unlock_workers(array[${id}])`;
  } finally {
    await sql`select pg_advisory_unlock(hashtextextended(${id}, 0))`;
  }
  return true;
}
