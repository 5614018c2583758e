import { fork } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { freePort } from "./free-port.ts";
import { isAlive } from "./postmaster.ts";
import { startEmbedded, type EmbeddedServer } from "./server.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), "hawkmoth-embedded-"));
  chmodSync(dir, 0o755);
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function started(options: Parameters<typeof startEmbedded>[0]): Promise<EmbeddedServer> {
  const server = await startEmbedded({ fast: true, ...options });
  cleanups.push(async () => {
    await server.stop();
    rmSync(server.home, { recursive: true, force: true });
  });
  return server;
}

async function ask<T>(url: string, work: (client: postgres.Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const version = (url: string) => ask(url, async (client) => (await client`show server_version`)[0]?.server_version);

test("starts below a directory that only its owner may enter, and keeps its data over a restart", async () => {
  const parent = scratch();
  chmodSync(parent, 0o700);
  const data_dir = join(parent, "data", "postgres");
  const first = await started({ data_dir, password: "a secret/with:odd@letters" });
  expect(await version(first.url)).toMatch(/^18\./);
  await ask(first.url, (client) => client`create table kept as select 1 as one`);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await started({ data_dir });
  expect(await ask(second.url, (client) => client`select one from kept`)).toEqual([{ one: 1 }]);
});

test("adopts the server that a killed launcher left behind, or stops it when another port is wanted", async () => {
  const data_dir = scratch();
  const launcher = fork(fileURLToPath(new URL("./testing-launcher.ts", import.meta.url)), [data_dir]);
  const left = await new Promise<EmbeddedServer>((resolve) =>
    launcher.once("message", (message: EmbeddedServer) => resolve(message)),
  );
  const dead = new Promise((resolve) => launcher.once("exit", resolve));
  launcher.kill("SIGKILL");
  await dead;
  expect(isAlive(left.pid)).toBe(true);
  const adopted = await started({ data_dir });
  expect(adopted.pid).toBe(left.pid);
  expect(await version(adopted.url)).toMatch(/^18\./);
  const moved = await started({ data_dir, port: await freePort() });
  expect(moved.pid).not.toBe(left.pid);
  expect(isAlive(left.pid)).toBe(false);
  expect(await version(moved.url)).toMatch(/^18\./);
});

test("a launcher that is asked to end takes its server with it", async () => {
  const data_dir = scratch();
  const launcher = fork(fileURLToPath(new URL("./testing-launcher.ts", import.meta.url)), [data_dir]);
  const server = await new Promise<EmbeddedServer>((resolve) =>
    launcher.once("message", (message: EmbeddedServer) => resolve(message)),
  );
  const dead = new Promise<string | null>((resolve) => launcher.once("exit", (_code, signal) => resolve(signal)));
  launcher.kill("SIGTERM");
  expect(await dead).toBe("SIGTERM");
  await expect.poll(() => isAlive(server.pid), { timeout: 20_000 }).toBe(false);
});

test("a temporary server goes with its files when its launcher is killed", async () => {
  const data_dir = join(scratch(), "temporary");
  const launcher = fork(fileURLToPath(new URL("./testing-launcher.ts", import.meta.url)), [data_dir, "temporary"]);
  const server = await new Promise<EmbeddedServer>((resolve) =>
    launcher.once("message", (message: EmbeddedServer) => resolve(message)),
  );
  launcher.kill("SIGKILL");
  await expect.poll(() => isAlive(server.pid), { timeout: 20_000 }).toBe(false);
  await expect.poll(() => existsSync(server.home), { timeout: 20_000 }).toBe(false);
});

test("a launcher that is asked to end stops every server that it started", async () => {
  const source = `
    import { startEmbedded } from ${JSON.stringify(fileURLToPath(new URL("./server.ts", import.meta.url)))};
    const servers = await Promise.all(process.argv.slice(2).map((data_dir) => startEmbedded({ data_dir, fast: true })));
    process.send(servers.map(({ pid }) => pid));
    setInterval(() => {}, 60_000);`;
  const directory = scratch();
  const file = join(directory, "launcher.mjs");
  writeFileSync(file, source);
  const launcher = fork(file, [join(directory, "one"), join(directory, "two")]);
  const servers = await new Promise<number[]>((resolve) =>
    launcher.once("message", (message: number[]) => resolve(message)),
  );
  launcher.kill("SIGTERM");
  await expect.poll(() => servers.filter(isAlive), { timeout: 20_000 }).toEqual([]);
});

test("starts again after Postgres itself was killed, with all that was committed", async () => {
  const data_dir = scratch();
  const server = await started({ data_dir, fast: false });
  await ask(server.url, (client) => client`create table kept as select 1 as one`);
  process.kill(server.pid, "SIGKILL");
  await server.exited;
  const again = await started({ data_dir });
  expect(await ask(again.url, (client) => client`select one from kept`)).toEqual([{ one: 1 }]);
});

test("a postmaster.pid whose process id belongs to something else by now does not stop it", async () => {
  const data_dir = scratch();
  const server = await started({ data_dir });
  const file = join(data_dir, "cluster", "postmaster.pid");
  expect(existsSync(file)).toBe(true);
  const lines = readFileSync(file, "utf8").split("\n");
  await server.stop();
  writeFileSync(file, [String(process.ppid), ...lines.slice(1)].join("\n"));
  const again = await started({ data_dir });
  expect(await version(again.url)).toMatch(/^18\./);
});
