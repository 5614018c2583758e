import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { migrate, MIGRATIONS_DIR } from "../migrate.ts";
import { APP_ROLE } from "../schema/columns.ts";

/** Any number: two test runs on one server take turns in making the template. */
const TEMPLATE_LOCK = 7_204_551_093;

/**
 * The login that owns the databases of tests. It is no superuser, so what holds under test holds for a production login
 * too: policies bind the owner of a table as they bind everyone.
 */
export const TEST_OWNER = "hawkmoth_test_owner";
const OWNER_PASSWORD = "only-for-tests";

/** URL of a database on the same server for the owner of the tests' databases. */
export function ownerUrl(server_url: string, database: string): string {
  const url = new URL(server_url);
  url.username = TEST_OWNER;
  url.password = OWNER_PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}

/** URL of a database on the same server for the superuser. */
export function superuserUrl(server_url: string, database: string): string {
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
    await makeOwner(server);
    await server`create database ${server(unfinished)} owner ${server(TEST_OWNER)}`;
    await migrate(ownerUrl(server_url, unfinished));
    await server`alter database ${server(unfinished)} rename to ${server(name)}`;
    return name;
  } finally {
    await server.end();
  }
}

async function makeOwner(server: postgres.Sql): Promise<void> {
  const [found] = await server`select 1 from pg_roles where rolname = ${TEST_OWNER}`;
  if (!found)
    await server.unsafe(
      `create role ${TEST_OWNER} login createrole nosuperuser nobypassrls password '${OWNER_PASSWORD}'`,
    );
  const [app] = await server`select 1 from pg_roles where rolname = ${APP_ROLE}`;
  if (app) await server.unsafe(`grant ${APP_ROLE} to ${TEST_OWNER}`);
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS_DIR).toSorted())
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)));
  return hash.digest("hex").slice(0, 12);
}
