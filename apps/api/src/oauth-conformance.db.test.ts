import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { Browser, decide, freePort, oauthTestServer, Program, startConsent } from "./testing/oauth.ts";
import { makeTenant } from "./testing/tenant.ts";

const SUITE = join(import.meta.dirname, "../node_modules/@modelcontextprotocol/conformance/dist/index.js");
const Checks = z.array(z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }));

const server = await oauthTestServer();
const tenant = await makeTenant(server);
const directory = await mkdtemp(join(tmpdir(), "hawkmoth-oauth-"));
afterAll(() => rm(directory, { recursive: true }));

/** Signs in and allows what the suite asks for, as a person would in the browser that it waits for. */
async function allow(authorize_url: URL): Promise<void> {
  const browser = new Browser(server.origin);
  await browser.signIn(server, tenant.owner.actor.user_id ?? "");
  const consent = await startConsent(browser, authorize_url.pathname + authorize_url.search);
  const { user_id } = tenant.owner.actor;
  const answer = { decision: "ALLOW", user_id, workspace_id: tenant.workspace.id, scopes: ["projects:read"] };
  const decided = await decide(browser, consent, answer);
  if (decided.status !== 200) throw new Error(`not allowed: ${decided.text}`);
  const back = await browser.open(String(decided.json["redirect_to"]));
  await fetch(back.location ?? "");
}

/** Runs the suite's scenarios for authorization servers, and gives all checks as `id: status`. */
async function runSuite(version: string): Promise<string[]> {
  const port = await freePort();
  const program = new Program(server.origin, `http://127.0.0.1:${port}/callback`);
  await program.register();
  const folder = join(directory, version);
  const target = ["--url", server.origin, "--client-id", program.client_id, "--resource", `${server.origin}/mcp`];
  const args = [SUITE, "authorization", ...target, "-p", String(port), "-o", folder, "--spec-version", version];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface(child.stdout))
    if (line.startsWith(`${server.origin}/oauth/`)) await allow(new URL(line));
  const folders = await readdir(folder);
  const texts = await Promise.all(folders.map((name) => readFile(join(folder, name, "checks.json"), "utf8")));
  const checks = texts.flatMap((text) => Checks.parse(JSON.parse(text)));
  return checks.map(({ id, status, errorMessage }) => `${id}: ${errorMessage ?? status}`).toSorted();
}

test.each(["2025-11-25", "2026-07-28"])(
  "the public suite finds nothing wrong with our authorization server by %s",
  async (version) => {
    expect(await runSuite(version)).toEqual([
      "authorization-code-grant: SUCCESS",
      "authorization-server-metadata-cimd: SUCCESS",
      "authorization-server-metadata: SUCCESS",
    ]);
  },
  60_000,
);
