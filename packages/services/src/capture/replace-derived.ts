import type { Tx } from "@hawkmoth/db/client";
import { artifacts } from "@hawkmoth/db/schema/capture";
import type { ArtifactKind } from "@hawkmoth/domain/capture/schema";
import { and, eq, inArray } from "drizzle-orm";
import type { DerivedBlob } from "./capture-outcome.ts";
import type { CaptureRow } from "./rows.ts";

/** Kinds that the worker makes and may make again. */
const DERIVED: readonly ArtifactKind[] = ["EVIDENCE", "REPLAY_CLEAN"];
const FILE_NAMES: Partial<Record<ArtifactKind, string>> = {
  EVIDENCE: "evidence.json.gz",
  REPLAY_CLEAN: "replay.json.gz",
};

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
