import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { ArtifactKind } from "@hawkmoth/domain/capture/schema";
import { newId } from "@hawkmoth/domain/ids";
import { newBlobKey } from "../ingest/blob-key.ts";
import type { BlobStore } from "../ports.ts";
import type { DerivedBlob } from "./capture-outcome.ts";

const MAX_BYTES = 64 * 1024 * 1024;
/** Gzip works on pieces, so that a long text is never there a second time as bytes. */
const PIECE = 1024 * 1024;

/** Stores the texts, one after the other and gzipped, under a key of their own. */
export async function storeDerived(
  blobs: BlobStore,
  kind: ArtifactKind,
  texts: Iterable<string>,
): Promise<DerivedBlob> {
  const id = newId("artifact");
  const blob_key = newBlobKey(id);
  const gzip = createGzip({ level: 6 });
  pipeline(Readable.from(piecesOf(texts)), gzip, () => {
    // An error of either end reaches the reader of gzip, which is `put`.
  });
  const stored = await blobs.put(blob_key, gzip, { max_bytes: MAX_BYTES });
  return { id, kind, blob_key, ...stored };
}

/** Short texts are joined and long ones cut, so that gzip gets pieces of one size. */
function* piecesOf(texts: Iterable<string>): Generator<Buffer> {
  let held: string[] = [];
  let length = 0;
  for (const text of texts) {
    held.push(text);
    length += text.length;
    if (length < PIECE) continue;
    yield* cut(held.join(""));
    held = [];
    length = 0;
  }
  yield* cut(held.join(""));
}

function* cut(text: string): Generator<Buffer> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + PIECE, text.length);
    // A pair of surrogates cut in two would become two wrong characters.
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
    yield Buffer.from(text.slice(start, end), "utf8");
    start = end;
  }
}
