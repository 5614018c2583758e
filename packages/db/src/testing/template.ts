import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { migrate, MIGRATIONS_DIR } from "../migrate.ts";
import { APP_ROLE, SERVICE_ROLE, SIGN_IN_ROLE } from "../schema/columns.ts";

/** Any number: two test runs on one server take turns in making the template. */
const TEMPLATE_LOCK = 7_204_551_093;

/**
 * The login that owns the databases of tests. It is no superuser, so what holds under test holds for a production login
 * too: policies bind the owner of a table as they bind everyone.
 */
export const TEST_OWNER = "hawkmoth_test_owner";
/** The login of the api and the worker under test: no owner of anything, so that a missing grant shows. */
export const TEST_SERVICE = "hawkmoth_test_service";
/** The login of the dashboard's server under test. */
export const TEST_SIGN_IN = "hawkmoth_test_sign_in";
const PASSWORD = "only-for-tests";

type TestLogin = typeof TEST_OWNER | typeof TEST_SERVICE | typeof TEST_SIGN_IN;

/** URL of a database on the same server for a login of the tests. */
export function loginUrl(server_url: string, database: string, login: TestLogin): string {
  const url = new URL(server_url);
  url.username = login;
  url.password = PASSWORD;
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
    await migrate(loginUrl(server_url, unfinished, TEST_OWNER));
    await makeLogin(server, TEST_SERVICE, SERVICE_ROLE);
    await makeLogin(server, TEST_SIGN_IN, SIGN_IN_ROLE);
    await server`alter database ${server(unfinished)} rename to ${server(name)}`;
    return name;
  } finally {
    await server.end();
  }
}

async function makeOwner(server: postgres.Sql): Promise<void> {
  const [found] = await server`select 1 from pg_roles where rolname = ${TEST_OWNER}`;
  if (!found)
    await server.unsafe(`create role ${TEST_OWNER} login createrole nosuperuser nobypassrls password '${PASSWORD}'`);
  for (const role of [APP_ROLE, SERVICE_ROLE, SIGN_IN_ROLE]) {
    const [known] = await server`select 1 from pg_roles where rolname = ${role}`;
    if (known) await server.unsafe(`grant ${role} to ${TEST_OWNER} with admin option`);
  }
}

async function makeLogin(server: postgres.Sql, login: TestLogin, role: string): Promise<void> {
  const [found] = await server`select 1 from pg_roles where rolname = ${login}`;
  if (!found) await server.unsafe(`create role ${login} login nosuperuser nobypassrls password '${PASSWORD}'`);
  await server.unsafe(`grant ${role} to ${login}`);
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(MIGRATIONS_DIR).toSorted())
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(MIGRATIONS_DIR, file)));
  hash.update(readFileSync(join(MIGRATIONS_DIR, "../migrate.ts")));
  return hash.digest("hex").slice(0, 12);
}
