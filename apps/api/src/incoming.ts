import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A form whose files were not written to for this long has ended. */
const ENDED_MS = 3_600_000;

/** Where the files of a form lie until they are stored. */
export function incomingDirectory(data_dir: string): string {
  return join(data_dir, "incoming");
}

/** Deletes the files of forms whose process ended before they were stored. @returns how many forms there were. */
export async function sweepIncoming(directory: string, now = Date.now()): Promise<number> {
  let count = 0;
  for (const name of await namesIn(directory)) {
    const path = join(directory, name);
    if ((await writtenAt(path)) > now - ENDED_MS) continue;
    await rm(path, { recursive: true, force: true });
    count += 1;
  }
  return count;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch {
    // No form ever came.
    return [];
  }
}

/** When a folder or a file in it was last written to; never, for what is gone. */
async function writtenAt(path: string): Promise<number> {
  try {
    const times = await Promise.all((await namesIn(path)).map((name) => writtenAt(join(path, name))));
    return Math.max((await stat(path)).mtimeMs, ...times);
  } catch {
    return Number.NEGATIVE_INFINITY;
  }
}
