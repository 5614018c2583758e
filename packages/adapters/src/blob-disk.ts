import { createHash, randomUUID } from "node:crypto";
import { chmodSync, createWriteStream, mkdirSync } from "node:fs";
import { mkdir, open, opendir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@hawkmoth/domain/errors";
import type { BlobStore, StoredBlob } from "@hawkmoth/services/ports";

/** Keys are relative paths of plain words, such as `ab/cd/art_01…`; nothing in them can climb out. */
const KEY = /^[a-z0-9_-]+(?:\/[a-z0-9_-]+){0,7}(?:\.[a-z0-9.]+)?$/i;
/** Unfinished uploads lie here, on the same file system, so that a rename finishes them at once. */
const UNFINISHED = ".unfinished";

/** Only the product's own account may read what is stored, whatever umask it was started with. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Keeps blobs as files below a directory that no other account can enter. A blob is there whole and on disk, or not
 * there at all.
 */
export function createBlobStore(directory: string): BlobStore {
  mkdirSync(directory, { recursive: true, mode: FOLDER_MODE });
  // Files of earlier versions were readable by every account; a closed folder keeps others away from them too.
  chmodSync(directory, FOLDER_MODE);
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new AppError("INTERNAL", { cause: `malformed blob key '${key}'` });
    return join(directory, key);
  };
  return {
    put: (key, stream, { max_bytes }) => putFile(directory, pathOf(key), { stream, max_bytes }),
    get: (key) => readFile(pathOf(key)),
    async delete(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await removeEmpty(dirname(path), directory);
    },
    async size(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async *keysBefore(moment) {
      for await (const path of filesBefore(directory, moment)) {
        const key = relative(directory, path).split(sep).join("/");
        if (KEY.test(key)) yield key;
      }
    },
    async deleteUnfinished(before) {
      let count = 0;
      for await (const path of filesBefore(join(directory, UNFINISHED), before)) {
        await rm(path, { force: true });
        count += 1;
      }
      return count;
    },
  };
}

/** Paths of the files below a folder that were last written to before the moment; ends early when folders vanish. */
async function* filesBefore(folder: string, moment: Date): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder, { recursive: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && (await writtenAt(path)) < moment) yield path;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function writtenAt(path: string): Promise<Date> {
  return (await stat(path)).mtime;
}

async function putFile(
  directory: string,
  path: string,
  { stream, max_bytes }: { stream: AsyncIterable<Uint8Array>; max_bytes: number },
): Promise<StoredBlob> {
  const unfinished = join(directory, UNFINISHED, randomUUID());
  await mkdir(dirname(unfinished), { recursive: true, mode: FOLDER_MODE });
  try {
    const meter = createMeter(max_bytes);
    await pipeline(
      Readable.from(stream),
      meter.stream,
      createWriteStream(unfinished, { flags: "wx", flush: true, mode: FILE_MODE }),
    );
    await moveInto(unfinished, path);
    return meter.result();
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function moveInto(unfinished: string, path: string, attempts = 5): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
  try {
    await rename(unfinished, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    // Somebody removed the folder as empty between the two steps.
    if (!isMissing(error) || attempts <= 1) throw error;
    await moveInto(unfinished, path, attempts - 1);
  }
}

/** Removes folders that hold nothing any more, up to but without the root. */
async function removeEmpty(path: string, root: string): Promise<void> {
  if (path === root || !path.startsWith(root)) return;
  try {
    await rmdir(path);
  } catch {
    // Not empty, or gone already.
    return;
  }
  await removeEmpty(dirname(path), root);
}

function createMeter(max_bytes: number): { stream: Transform; result: () => StoredBlob } {
  const hash = createHash("sha256");
  let size_bytes = 0;
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size_bytes += chunk.byteLength;
      if (size_bytes > max_bytes) {
        done(new AppError("PAYLOAD_TOO_LARGE", { message: `This may have at most ${max_bytes} bytes.` }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ size_bytes, sha256: hash.digest("hex") }) };
}

async function readFile(path: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    const file = await open(path, "r");
    return file.createReadStream({ highWaterMark: 64 * 1024 });
  } catch (error) {
    if (isMissing(error)) throw new AppError("NOT_FOUND", { cause: error });
    throw error;
  }
}

/** A rename survives a power cut only once its directory was written as well. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
