import { createHash } from "node:crypto";
import { AppError } from "@hawkmoth/domain/errors";
import type { BlobStore } from "../ports.ts";

/** A blob store in memory that counts what it holds. */
export interface MemoryBlobs extends BlobStore {
  held: Map<string, Buffer>;
  /** Makes the next read of a key fail like a lost disk. */
  break(key: string): void;
  /** Takes that back. */
  mend(key: string): void;
}

/** A store of its own for one test. */
export function memoryBlobs(): MemoryBlobs {
  const held = new Map<string, Buffer>();
  const broken = new Set<string>();
  return {
    held,
    break: (key) => void broken.add(key),
    mend: (key) => void broken.delete(key),
    async put(key, stream, { max_bytes }) {
      const pieces: Uint8Array[] = [];
      let size_bytes = 0;
      for await (const piece of stream) {
        size_bytes += piece.byteLength;
        if (size_bytes > max_bytes) throw new AppError("PAYLOAD_TOO_LARGE");
        pieces.push(piece);
      }
      const bytes = Buffer.concat(pieces);
      held.set(key, bytes);
      return { size_bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    get(key) {
      if (broken.delete(key)) return Promise.reject(new Error("disk lost"));
      const bytes = held.get(key);
      return bytes ? Promise.resolve(inPieces(bytes)) : Promise.reject(new AppError("NOT_FOUND"));
    },
    delete(key) {
      held.delete(key);
      return Promise.resolve();
    },
    size: (key) => Promise.resolve(held.get(key)?.length ?? null),
    async *keysBefore() {
      for (const key of held.keys()) yield await Promise.resolve(key);
    },
    deleteUnfinished: () => Promise.resolve(0),
  };
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += 4096)
    yield await Promise.resolve(bytes.subarray(start, start + 4096));
}
