import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { migrate, MIGRATIONS_DIR } from "../migrate.ts";

/** Any number: two test runs on one server take turns in making the template. */
const TEMPLATE_LOCK = 7_204_551_093;

/** URL of another database on the same server. */
export function databaseUrl(server_url: string, database: string): string {
  const url = new URL(server_url);
  url.pathname = `/${database}`;
  return url.href;
}

/** Makes a migrated, empty database once per state of the migrations and returns its name. */
export async function prepareTemplate(server_url: string): Promise<string> {
  const name = `hawkmoth_template_${migrationsHash()}`;
  const server = postgres(server_url, { max: 1, onnotice: () => {} });
  try {
    await server`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [found] = await server`select 1 from pg_database where datname = ${name}`;
    if (found) return name;
    const unfinished = `${name}_unfinished`;
    await server`drop database if exists ${server(unfinished)}`;
    await server`create database ${server(unfinished)}`;
    await migrate(databaseUrl(server_url, unfinished));
    await server`alter database ${server(unfinished)} rename to ${server(name)}`;
    return name;
  } finally {
    await server.end();
  }
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS_DIR).toSorted())
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)));
  return hash.digest("hex").slice(0, 12);
}
