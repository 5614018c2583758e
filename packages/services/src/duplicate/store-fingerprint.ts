import { createHash } from "node:crypto";
import type { Tx } from "@hawkmoth/db/client";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import type { FingerprintPart } from "@hawkmoth/domain/duplicate/schema";
import { storable } from "@hawkmoth/domain/storable";
import { titleBands } from "@hawkmoth/replay/title-bands";
import { and, eq } from "drizzle-orm";

/** What a bug is compared by: a fact, or a band of its title. */
type Part = FingerprintPart | { layer: "TITLE"; text: string };

/** 128 bits of SHA-256 over layer and text, as base64url. */
export function fingerprintHash({ layer, text }: Part): string {
  return createHash("sha256").update(`${layer}\n${text}`).digest("base64url").slice(0, 22);
}

/** Adds what is known of a bug to its fingerprint; what is there already stays. */
export async function storeFingerprint(
  tx: Tx,
  { workspace_id, bug_id }: { workspace_id: string; bug_id: string },
  parts: readonly Part[],
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => storable({ layer: part.layer, text: part.text }));
  await tx
    .insert(bugFingerprints)
    .values(rows.map((row) => ({ workspace_id, bug_id, ...row, hash: fingerprintHash(row) })))
    .onConflictDoNothing();
}

/** The bands by which similar titles meet. */
export function titleParts(title: string): Part[] {
  return titleBands(title).map((text) => ({ layer: "TITLE", text }));
}

/** Puts the bands of a new title in the place of the old one's. */
export async function replaceTitle(
  tx: Tx,
  { workspace_id, bug_id, title }: { workspace_id: string; bug_id: string; title: string },
): Promise<void> {
  await tx
    .delete(bugFingerprints)
    .where(
      and(
        eq(bugFingerprints.workspace_id, workspace_id),
        eq(bugFingerprints.bug_id, bug_id),
        eq(bugFingerprints.layer, "TITLE"),
      ),
    );
  await storeFingerprint(tx, { workspace_id, bug_id }, titleParts(title));
}
