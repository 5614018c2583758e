import type { PublicContext } from "../context.ts";

/** Deletes blobs whose rows are gone. One that can't be deleted is logged, and the sweep of orphans comes back to it. */
export async function deleteBlobs({ ports }: PublicContext, blob_keys: readonly string[]): Promise<void> {
  for (const blob_key of blob_keys) {
    try {
      await ports.blobs.delete(blob_key);
    } catch (err) {
      ports.log.error({ err, blob_key }, "blob without a row not deleted");
    }
  }
}
