import { createHash } from "node:crypto";
import type { Tx } from "@hawkmoth/db/client";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import type { FingerprintPart } from "@hawkmoth/domain/duplicate/schema";
import { storable } from "@hawkmoth/domain/storable";

/** 128 bits of SHA-256 over layer and text, as base64url. */
export function fingerprintHash({ layer, text }: FingerprintPart): string {
  return createHash("sha256").update(`${layer}\n${text}`).digest("base64url").slice(0, 22);
}

/** Adds what is known of a bug to its fingerprint; what is there already stays. */
export async function storeFingerprint(
  tx: Tx,
  { workspace_id, bug_id }: { workspace_id: string; bug_id: string },
  parts: readonly FingerprintPart[],
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => storable({ layer: part.layer, text: part.text }));
  await tx
    .insert(bugFingerprints)
    .values(rows.map((row) => ({ workspace_id, bug_id, ...row, hash: fingerprintHash(row) })))
    .onConflictDoNothing();
}
