import { CAPTURE_JSON_LIMITS, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { invalidInput } from "@hawkmoth/domain/errors";
import { Evidence } from "@hawkmoth/domain/evidence/schema";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import { readJson } from "../capture/gunzip.ts";
import { artifactsOf, latestCapture, type ArtifactRow, type CaptureRow } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { inTurns } from "./in-turns.ts";

/** A bug with its newest capture and, once that is processed, the evidence. */
export interface LoadedEvidence {
  bug: BugRow;
  key: string;
  capture: CaptureRow | null;
  stored: ArtifactRow[];
  evidence: Evidence | null;
}

/** The timeline repeats what the lists hold, so evidence may be larger than the logs it was made of. */
const LIMITS = {
  ...CAPTURE_JSON_LIMITS.logs,
  max_bytes: 2 * CAPTURE_LIMITS.logs_bytes,
  max_marks: 2 * CAPTURE_JSON_LIMITS.logs.max_marks,
};

/** Evidence may be 64 MiB of JSON, and many may ask for it at once. */
const turn = inTurns(2);

/** Reads the evidence of a bug for somebody who may see it. The bytes are read outside of the transaction. @throws NOT_FOUND, FORBIDDEN while lockdown hides them */
export async function loadEvidence(ctx: ServiceContext, bug_ref: string): Promise<LoadedEvidence> {
  const rows = await inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, bug_ref);
    authorize(ctx, "bug.read", bug.project_id);
    assertEvidenceShown(ctx, bug);
    const capture = await latestCapture(tx, ctx, bug.id);
    return { bug, key: bugKeyOf(bug), capture, stored: capture ? await artifactsOf(tx, capture) : [] };
  });
  const artifact = rows.stored.find((each) => each.kind === "EVIDENCE");
  return { ...rows, evidence: artifact ? await turn(() => readEvidence(ctx, artifact)) : null };
}

async function readEvidence({ ports }: ServiceContext, { blob_key }: ArtifactRow): Promise<Evidence> {
  const json = await readJson(await ports.blobs.get(blob_key), { name: "evidence", ...LIMITS });
  const parsed = Evidence.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
