import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { close, connect, type Db } from "../client.ts";
import { ownerUrl, superuserUrl, TEST_OWNER } from "./template.ts";

/** What the global setup hands to every test file. */
declare module "vitest" {
  interface ProvidedContext {
    test_server_url: string;
    test_template: string;
  }
}

/** A database of one test file. */
export interface TestDatabase {
  /** As the owner of the tables, who is no superuser. */
  db: Db;
  url: string;
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
  const url = ownerUrl(server_url, name);
  const db = connect(url, options);
  const behind = postgres(superuserUrl(server_url, name), { max: 1, onnotice: () => {} });
  afterAll(async () => {
    await behind.end();
    await close(db);
    await onServer(server_url, async (server) => {
      await server`drop database if exists ${server(name)} with (force)`;
    });
  });
  return { db, url, behind };
}

async function onServer(url: string, work: (server: postgres.Sql) => Promise<void>): Promise<void> {
  const server = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
