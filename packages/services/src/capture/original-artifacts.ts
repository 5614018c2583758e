import type { Tx } from "@hawkmoth/db/client";
import { artifacts } from "@hawkmoth/db/schema/capture";
import type { ArtifactKind } from "@hawkmoth/domain/capture/schema";
import { and, eq, inArray } from "drizzle-orm";

/** What a reporter's browser recorded, before it is scrubbed on the server. Kept only until it was read. */
export const ORIGINALS: readonly ArtifactKind[] = ["LOGS", "REPLAY"];

/** Deletes the rows of what was recorded and returns the keys of the blobs to delete after the commit. */
export async function forgetOriginals(tx: Tx, workspace_id: string, capture_ids: readonly string[]): Promise<string[]> {
  if (capture_ids.length === 0) return [];
  const gone = await tx
    .delete(artifacts)
    .where(
      and(
        eq(artifacts.workspace_id, workspace_id),
        inArray(artifacts.capture_id, [...capture_ids]),
        inArray(artifacts.kind, [...ORIGINALS]),
      ),
    )
    .returning({ blob_key: artifacts.blob_key });
  return gone.map(({ blob_key }) => blob_key);
}
