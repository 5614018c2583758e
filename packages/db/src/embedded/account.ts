import { chownSync, lstatSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** The unprivileged account that runs Postgres when we are root. */
export interface Account {
  uid: number;
  gid: number;
}

const CANDIDATES = ["postgres", "nobody", "daemon"];

/** Postgres refuses to run as root: the account to drop to then, undefined for everyone else. */
export function accountToDropTo(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of CANDIDATES) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(`Running as root, and none of the accounts ${CANDIDATES.join(", ")} exists to run Postgres as`);
}

/** True when the account may pass through every directory above the path. */
export function canReach(account: Account | undefined, path: string): boolean {
  if (!account) return true;
  const parent = dirname(path);
  return parent === path || (canEnter(account, parent) && canReach(account, parent));
}

function canEnter(account: Account, directory: string): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  if (!found) return true;
  if (found.uid === account.uid) return (found.mode & 0o100) !== 0;
  if (found.gid === account.gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
}

/** Hands a file or directory over to the account. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
