import { execFile } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ClientCase } from "./cases.ts";

const TIMEOUT_MS = 300_000;

/** An installed command line, or why it could not be installed. */
export type Installed = { ok: true; bin: string; version: string } | { ok: false; reason: string };

/** Installs a client with npm into a folder of its own. */
export async function installClient(
  one: Pick<ClientCase, "id" | "package" | "version">,
  base: string,
  isLatest: boolean,
): Promise<Installed> {
  const folder = join(base, one.id);
  await mkdir(folder, { recursive: true });
  const spec = `${one.package}@${isLatest ? "latest" : one.version}`;
  try {
    await promisify(execFile)(
      "npm",
      ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder, spec],
      {
        cwd: folder,
        timeout: TIMEOUT_MS,
      },
    );
    const manifest: { version: string } = JSON.parse(
      await readFile(join(folder, "node_modules", one.package, "package.json"), "utf8"),
    );
    return { ok: true, bin: join(folder, "node_modules/.bin"), version: manifest.version };
  } catch (error) {
    const [reason = "npm failed"] = String(error instanceof Error ? error.message : error)
      .split("\n")
      .slice(1);
    return { ok: false, reason: reason.slice(0, 120) };
  }
}
