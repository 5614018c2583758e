import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { close, connect, type Db } from "../client.ts";
import { loginUrl, superuserUrl, TEST_OWNER, TEST_SERVICE, TEST_SIGN_IN } from "./template.ts";

/** What the global setup hands to every test file. */
declare module "vitest" {
  interface ProvidedContext {
    test_server_url: string;
    test_template: string;
  }
}

/** A database of one test file. */
export interface TestDatabase {
  /** As the login of the api and the worker, which owns nothing. */
  db: Db;
  url: string;
  /** For the owner of the tables, who migrates and is no superuser either. */
  owner_url: string;
  /** For the login of the dashboard's server. */
  sign_in_url: string;
  /** For the superuser. */
  superuser_url: string;
  /** As the superuser, for tests that must look behind the policies. */
  behind: postgres.Sql;
}

/** A database of the calling test file alone, dropped when the file is done. Call it at the top level and await it. */
export async function testDatabase(options: { max_connections?: number } = {}): Promise<TestDatabase> {
  const server_url = inject("test_server_url");
  const name = `hawkmoth_test_${randomBytes(6).toString("hex")}`;
  await onServer(server_url, async (server) => {
    await server`create database ${server(name)} template ${server(inject("test_template"))} strategy file_copy owner ${server(TEST_OWNER)}`;
  });
  const url = loginUrl(server_url, name, TEST_SERVICE);
  const db = connect(url, options);
  const superuser_url = superuserUrl(server_url, name);
  const behind = postgres(superuser_url, { max: 1, onnotice: () => {} });
  afterAll(async () => {
    await behind.end();
    await close(db);
    await onServer(server_url, async (server) => {
      await server`drop database if exists ${server(name)} with (force)`;
    });
  });
  return {
    db,
    url,
    owner_url: loginUrl(server_url, name, TEST_OWNER),
    sign_in_url: loginUrl(server_url, name, TEST_SIGN_IN),
    superuser_url,
    behind,
  };
}

async function onServer(url: string, work: (server: postgres.Sql) => Promise<void>): Promise<void> {
  const server = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
