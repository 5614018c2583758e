import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { close, connect, type Db } from "../client.ts";
import { databaseUrl } from "./template.ts";

/** What the global setup hands to every test file. */
declare module "vitest" {
  interface ProvidedContext {
    test_server_url: string;
    test_template: string;
  }
}

export interface TestDatabase {
  db: Db;
  url: string;
}

/** A database of the calling test file alone, dropped when the file is done. Call it at the top level and await it. */
export async function testDatabase(options: { max_connections?: number } = {}): Promise<TestDatabase> {
  const server_url = inject("test_server_url");
  const name = `hawkmoth_test_${randomBytes(6).toString("hex")}`;
  await onServer(server_url, async (server) => {
    await server`create database ${server(name)} template ${server(inject("test_template"))} strategy file_copy`;
  });
  const url = databaseUrl(server_url, name);
  const db = connect(url, options);
  afterAll(async () => {
    await close(db);
    await onServer(server_url, async (server) => {
      await server`drop database if exists ${server(name)} with (force)`;
    });
  });
  return { db, url };
}

async function onServer(url: string, work: (server: postgres.Sql) => Promise<void>): Promise<void> {
  const server = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(server);
  } finally {
    await server.end();
  }
}
