import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes the data directory, readable by others only as far as its own entries allow. */
export function makeDataDir(data_dir: string): void {
  mkdirSync(data_dir, { recursive: true });
  mkdirSync(join(data_dir, "logs"), { recursive: true });
}

/** Writes a file that only its owner may read, replacing what was there. */
export function writePrivate(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/** A random secret that stays the same from start to start: kept in the data directory, 0600. */
export function keptSecret(data_dir: string, name: string): string {
  const file = join(data_dir, name);
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept !== "") return kept;
  }
  const secret = randomBytes(32).toString("base64url");
  writePrivate(file, `${secret}\n`);
  return secret;
}
