import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { SERVICE_ROLE } from "./schema/columns.ts";

export const MIGRATIONS_DIR = fileURLToPath(new URL("./migrations", import.meta.url));

/** Any number that no other program on the database uses for its own advisory lock. */
const MIGRATION_LOCK = 4_812_018_412;

const QUIET = new Logger(() => () => undefined);

/**
 * Brings the database up to date, the tables of the job queue too. The URL is that of the owner: no other process needs
 * its rights. Safe to run from several processes at once: the second waits and finds nothing to do.
 */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_DIR });
    await runMigrations({ connectionString: url, logger: QUIET, maxPoolSize: 2 });
    await openJobQueue(client);
  } finally {
    await client.end();
  }
}

/** The queue's own tables let nobody but their owner see a row; the service is let in to all of them. */
async function openJobQueue(client: postgres.Sql): Promise<void> {
  const role = client(SERVICE_ROLE);
  await client`grant usage on schema graphile_worker to ${role}`;
  await client`grant select on all tables in schema graphile_worker to ${role}`;
  const tables = await client<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`;
  for (const { name } of tables) {
    const table = client(`graphile_worker.${name}`);
    await client`grant insert, update, delete on ${table} to ${role}`;
    await client`drop policy if exists hawkmoth_service on ${table}`;
    await client`create policy hawkmoth_service on ${table} to ${role} using (true) with check (true)`;
  }
}
