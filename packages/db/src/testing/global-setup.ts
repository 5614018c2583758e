import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../embedded/server.ts";
import { prepareTemplate } from "./template.ts";

/**
 * One throw-away Postgres for the whole run, with a migrated template that each test file clones.
 * HAWKMOTH_TEST_DATABASE_URL names a server of yours instead; only databases made here are touched on it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.HAWKMOTH_TEST_DATABASE_URL;
  const data_dir = given ? undefined : mkdtempSync(join(tmpdir(), "hawkmoth-test-"));
  // Postgres runs as another account when this one is root, and has to reach its files here.
  if (data_dir) chmodSync(data_dir, 0o711);
  const server = data_dir ? await startEmbedded({ data_dir, fast: true, is_temporary: true }) : undefined;
  const url = given ?? server?.url ?? "";
  project.provide("test_server_url", url);
  project.provide("test_template", await prepareTemplate(url));
  return async () => {
    await server?.stop();
    for (const made of [data_dir, server?.home]) if (made) rmSync(made, { recursive: true, force: true });
  };
}
