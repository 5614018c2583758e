import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { captures } from "@hawkmoth/db/schema/capture";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { storable } from "@hawkmoth/domain/storable";
import { and, eq, inArray, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { storeFingerprint } from "../duplicate/store-fingerprint.ts";
import { recordEvent } from "../outbox.ts";
import type { JobPayloads } from "../ports.ts";
import { addWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import { deriveEvidence, type Derived } from "./derive-evidence.ts";
import { failCapture } from "./fail-capture.ts";
import { readGzipJson } from "./gunzip.ts";
import { artifactsOf, type ArtifactRow, type CaptureRow } from "./rows.ts";
import { replaceDerived, storeDerived, type DerivedBlob } from "./store-derived.ts";

/**
 * Judges, cleans and analyses the evidence of a completed capture: it becomes READY, or FAILED with a reason that the
 * bug shows. Running it again on a READY capture changes nothing. An error that lies with us and not with the capture
 * is thrown, so that the job queue tries again.
 */
export async function processCapture(ctx: PublicContext, job: JobPayloads["process_capture"]): Promise<void> {
  const service = systemContext(ctx, job.workspace_id);
  const begun = await inWorkspace(service, (tx) => begin(tx, service, job.capture_id));
  if (!begun) return;
  try {
    const derived = deriveEvidence(await readParts(ctx, begun.stored));
    await store(service, begun.capture, derived);
  } catch (error) {
    const isOurs = !(error instanceof AppError) || error.code === "INTERNAL" || error.code === "NOT_FOUND";
    const reason = isOurs ? "Something failed on our side while reading the capture." : error.message;
    await failCapture(service, begun.capture, reason);
    if (isOurs) throw error;
    ctx.ports.log.warn({ capture_id: begun.capture.id, reason }, "capture refused");
  }
}

async function begin(
  tx: Tx,
  ctx: ServiceContext,
  capture_id: string,
): Promise<{ capture: CaptureRow; stored: ArtifactRow[] } | null> {
  const [capture] = await tx
    .update(captures)
    .set({ status: "PROCESSING", failure: null, attempt: sql`${captures.attempt} + 1` })
    .where(
      and(
        eq(captures.workspace_id, ctx.actor.workspace_id),
        eq(captures.id, capture_id),
        inArray(captures.status, ["UPLOADED", "PROCESSING", "FAILED"]),
      ),
    )
    .returning();
  return capture ? { capture, stored: await artifactsOf(tx, capture) } : null;
}

async function readParts(
  { ports }: PublicContext,
  stored: readonly ArtifactRow[],
): Promise<{ logs: unknown; replay: unknown }> {
  const read = async (kind: ArtifactRow["kind"], name: string, max_bytes: number) => {
    const artifact = stored.find((each) => each.kind === kind);
    return artifact && (await readGzipJson(await ports.blobs.get(artifact.blob_key), { name, max_bytes }));
  };
  const logs = await read("LOGS", "log part", CAPTURE_LIMITS.logs_bytes);
  return { logs, replay: await read("REPLAY", "replay", CAPTURE_LIMITS.replay_bytes) };
}

async function store(ctx: ServiceContext, capture: CaptureRow, derived: Derived): Promise<void> {
  const { blobs } = ctx.ports;
  const made: DerivedBlob[] = [];
  let unused: string[] = [];
  try {
    if (derived.evidence) made.push(await storeDerived(blobs, "EVIDENCE", derived.evidence));
    if (derived.events) made.push(await storeDerived(blobs, "REPLAY_CLEAN", { version: 1, events: derived.events }));
    unused = await inWorkspace(ctx, (tx) => finish(tx, ctx, { capture, derived, made }));
  } catch (error) {
    for (const { blob_key } of made) await blobs.delete(blob_key);
    throw error;
  }
  for (const blob_key of unused) await blobs.delete(blob_key);
}

async function finish(
  tx: Tx,
  ctx: ServiceContext,
  { capture, derived, made }: { capture: CaptureRow; derived: Derived; made: readonly DerivedBlob[] },
): Promise<string[]> {
  authorize(ctx, "capture.retry", capture.project_id);
  const { counts, duration_ms, evidence, search_text } = derived;
  const [current] = await tx
    .update(captures)
    .set({
      status: "READY",
      processed_at: sql<string>`now()`,
      counts,
      duration_ms,
      digest: storable(evidence?.digest ?? null),
      search_text: storable(search_text),
    })
    .where(
      and(
        eq(captures.workspace_id, capture.workspace_id),
        eq(captures.id, capture.id),
        eq(captures.attempt, capture.attempt),
      ),
    )
    .returning({ id: captures.id });
  // A later run took over meanwhile; what this one made is thrown away.
  if (!current) return made.map(({ blob_key }) => blob_key);
  const unused = await replaceDerived(tx, capture, made);
  if (capture.bug_id === null) return unused;
  await tx
    .update(bugs)
    .set({ evidence: counts })
    .where(and(eq(bugs.workspace_id, capture.workspace_id), eq(bugs.id, capture.bug_id)));
  const { workspace_id, bug_id } = capture;
  await storeFingerprint(tx, { workspace_id, bug_id }, derived.fingerprint);
  await addWords(tx, { workspace_id, bug_id }, search_text);
  const about = { project_id: capture.project_id, bug_id };
  await recordActivity(tx, ctx, { kind: "CAPTURE_READY", ...about, to: counts });
  await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes: { capture_id: capture.id, status: "READY" } });
  return unused;
}
