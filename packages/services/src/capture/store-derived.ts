import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { Tx } from "@hawkmoth/db/client";
import { artifacts } from "@hawkmoth/db/schema/capture";
import type { ArtifactKind } from "@hawkmoth/domain/capture/schema";
import { newId } from "@hawkmoth/domain/ids";
import { and, eq, inArray } from "drizzle-orm";
import { newBlobKey } from "../ingest/blob-key.ts";
import type { BlobStore } from "../ports.ts";
import type { CaptureRow } from "./rows.ts";

/** Kinds that the worker makes and may make again. */
const DERIVED: readonly ArtifactKind[] = ["EVIDENCE", "REPLAY_CLEAN"];
const FILE_NAMES: Partial<Record<ArtifactKind, string>> = {
  EVIDENCE: "evidence.json.gz",
  REPLAY_CLEAN: "replay.json.gz",
};
const MAX_BYTES = 64 * 1024 * 1024;
/** Gzip works on pieces, so that a long text is never there a second time as bytes. */
const PIECE = 1024 * 1024;

/** A derived blob that lies in the store; its row is still to be written. */
export interface DerivedBlob {
  id: string;
  kind: ArtifactKind;
  blob_key: string;
  size_bytes: number;
  sha256: string;
}

/** Stores a JSON value, gzipped, under a key of its own. */
export async function storeDerived(blobs: BlobStore, kind: ArtifactKind, value: unknown): Promise<DerivedBlob> {
  const id = newId("artifact");
  const blob_key = newBlobKey(id);
  const gzip = createGzip({ level: 6 });
  pipeline(Readable.from(piecesOf(JSON.stringify(value))), gzip, () => {
    // An error of either end reaches the reader of gzip, which is `put`.
  });
  const stored = await blobs.put(blob_key, gzip, { max_bytes: MAX_BYTES });
  return { id, kind, blob_key, ...stored };
}

/** Puts the rows of derived blobs in place of earlier ones and returns the keys that nothing refers to any more. */
export async function replaceDerived(tx: Tx, capture: CaptureRow, blobs: readonly DerivedBlob[]): Promise<string[]> {
  const { workspace_id, id: capture_id, bug_id } = capture;
  const gone = await tx
    .delete(artifacts)
    .where(
      and(
        eq(artifacts.workspace_id, workspace_id),
        eq(artifacts.capture_id, capture_id),
        inArray(artifacts.kind, [...DERIVED]),
      ),
    )
    .returning({ blob_key: artifacts.blob_key });
  const row = { workspace_id, capture_id, bug_id, status: "STORED" as const, content_type: "application/gzip" };
  const named = blobs.map((blob) => ({ ...row, ...blob, file_name: FILE_NAMES[blob.kind] ?? null }));
  if (named.length > 0) await tx.insert(artifacts).values(named);
  return gone.map(({ blob_key }) => blob_key);
}

function* piecesOf(text: string): Generator<Buffer> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + PIECE, text.length);
    // A pair of surrogates cut in two would become two wrong characters.
    if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
    yield Buffer.from(text.slice(start, end), "utf8");
    start = end;
  }
}
