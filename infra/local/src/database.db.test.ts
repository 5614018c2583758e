import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, close } from "@hawkmoth/db/client";
import { whyUnfit } from "@hawkmoth/db/login-check";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { afterAll, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { planProcesses, sharedEnvironment } from "./processes.ts";
import { readSettings } from "./settings.ts";

const data_dir = mkdtempSync(join(tmpdir(), "hawkmoth-start-"));
chmodSync(data_dir, 0o755);
const settings = readSettings({ HAWKMOTH_DATA_DIR: data_dir }, []);
const database = await openDatabase(settings);
const started = [database];
afterAll(async () => {
  await Promise.all(started.map((one) => one.stop()));
  rmSync(data_dir, { recursive: true, force: true });
});

async function ask(url: string, statement: string): Promise<unknown> {
  const db = connect(url, { max_connections: 1 });
  try {
    return await db.$client.unsafe(statement);
  } finally {
    await close(db);
  }
}

const plan = await planProcesses(
  settings,
  sharedEnvironment(settings, database.url, "a secret of 16 characters"),
  database.web_url,
);
const urlOf = (name: string) => plan.services.find((service) => service.name === name)?.env["DATABASE_URL"] ?? "";

test.each(["api", "worker", "web"])("%s logs in as nobody's superuser and owner of nothing", async (name) => {
  const url = urlOf(name);
  expect(await whyUnfit(url)).toBeNull();
  for (const statement of ["select pg_read_file('/etc/passwd')", "set role postgres", "select * from bug"])
    await expect(ask(url, statement)).rejects.toMatchObject({ code: "42501" });
});

test("api and worker may work, web may only sign people in, mcp reaches no database", async () => {
  expect(await ask(urlOf("api"), "select * from workspace")).toEqual([]);
  expect(await ask(urlOf("worker"), "select * from graphile_worker.jobs")).toEqual([]);
  expect(await ask(urlOf("web"), "select * from session")).toEqual([]);
  await expect(ask(urlOf("web"), "select * from workspace")).rejects.toMatchObject({ code: "42501" });
  expect(urlOf("mcp")).toBe("");
});

test("a second start opens the same database with new passwords", async () => {
  const again = await openDatabase(settings);
  started.push(again);
  expect(new URL(again.url).password).not.toBe(new URL(database.url).password);
  expect(await ask(again.url, "select * from workspace")).toEqual([]);
  await expect(ask(database.url, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("a login that passes by the policies or owns the tables is named", async () => {
  const given = await testDatabase();
  expect(await whyUnfit(given.url)).toBeNull();
  expect(await whyUnfit(given.sign_in_url)).toBeNull();
  expect(await whyUnfit(given.owner_url)).toContain("owns");
  expect(await whyUnfit(given.superuser_url)).toContain("superuser");
});
