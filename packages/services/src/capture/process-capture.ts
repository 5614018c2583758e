import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { captures } from "@hawkmoth/db/schema/capture";
import { storable } from "@hawkmoth/domain/storable";
import { and, eq, inArray, or, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { systemContext, type PublicContext, type ServiceContext } from "../context.ts";
import { storeFingerprint } from "../duplicate/store-fingerprint.ts";
import { recordEvent } from "../outbox.ts";
import type { JobPayloads } from "../ports.ts";
import { addWords } from "../search/bug-words.ts";
import { inWorkspace } from "../transaction.ts";
import {
  NOTHING_RECORDED,
  type CaptureOutcome,
  type DerivedCapture,
  type ReadCapture,
  type RecordedFiles,
} from "./capture-outcome.ts";
import { deleteBlobs } from "./delete-blobs.ts";
import { deriveCapture } from "./derive-capture.ts";
import { evidenceCounts } from "./evidence-counts.ts";
import { failCapture } from "./fail-capture.ts";
import { forgetOriginals } from "./original-artifacts.ts";
import { artifactsOf, type ArtifactRow, type CaptureRow } from "./rows.ts";
import { replaceDerived } from "./replace-derived.ts";

/**
 * Judges, cleans and analyses the evidence of a completed capture: it becomes READY, or FAILED with a reason that the
 * bug shows. Running it again on a READY capture changes nothing. An error that lies with us and not with the capture
 * is thrown, so that the job queue tries again. `read` is where what was recorded is read; the worker hands in a
 * process of its own for it, as what was recorded may be made to fill the memory.
 */
export async function processCapture(
  ctx: PublicContext,
  job: JobPayloads["process_capture"],
  read: ReadCapture = (files) => deriveCapture(ctx.ports.blobs, files),
): Promise<void> {
  const service = systemContext(ctx, job.workspace_id);
  const begun = await inWorkspace(service, (tx) => begin(tx, service, job.capture_id));
  if (!begun) return;
  const { capture, stored } = begun;
  try {
    const files = filesOf(stored);
    // Pictures and attached files are not read, so that no process has to start for them.
    const outcome = await (files.logs === null && files.replay === null ? nothingToRead() : read(files));
    if ("derived" in outcome) await store(service, begun, outcome.derived);
    else await refuse(service, capture, outcome);
  } catch (error) {
    const reason = "Something failed on our side while reading the capture.";
    if (await failCapture(service, capture, { reason, is_final: false })) throw error;
  }
}

function filesOf(stored: readonly ArtifactRow[]): RecordedFiles {
  const keyOf = (kind: ArtifactRow["kind"]) => stored.find((each) => each.kind === kind)?.blob_key ?? null;
  return { logs: keyOf("LOGS"), replay: keyOf("REPLAY") };
}

function nothingToRead(): CaptureOutcome {
  return { derived: { made: [], ...NOTHING_RECORDED } };
}

async function refuse(
  ctx: ServiceContext,
  capture: CaptureRow,
  { reason, is_final, cause }: Extract<CaptureOutcome, { reason: string }>,
): Promise<void> {
  const fields = { capture_id: capture.id, reason, cause };
  if (cause === undefined) ctx.ports.log.warn(fields, "capture refused");
  else ctx.ports.log.error(fields, "capture could not be read");
  await failCapture(ctx, capture, { reason, is_final });
}

interface Begun {
  capture: CaptureRow;
  stored: ArtifactRow[];
}

async function begin(tx: Tx, ctx: ServiceContext, capture_id: string): Promise<Begun | null> {
  const [capture] = await tx
    .update(captures)
    .set({ status: "PROCESSING", started_at: sql<string>`now()`, attempt: sql`${captures.attempt} + 1` })
    .where(
      and(
        eq(captures.workspace_id, ctx.actor.workspace_id),
        eq(captures.id, capture_id),
        or(
          inArray(captures.status, ["UPLOADED", "PROCESSING"]),
          and(eq(captures.status, "FAILED"), eq(captures.is_retryable, true)),
        ),
      ),
    )
    .returning();
  return capture ? { capture, stored: await artifactsOf(tx, capture) } : null;
}

async function store(ctx: ServiceContext, begun: Begun, derived: DerivedCapture): Promise<void> {
  const { blobs } = ctx.ports;
  let unused: string[];
  try {
    unused = await inWorkspace(ctx, (tx) => finish(tx, ctx, { ...begun, derived }));
  } catch (error) {
    for (const { blob_key } of derived.made) await blobs.delete(blob_key);
    throw error;
  }
  await deleteBlobs(ctx, unused);
}

async function finish(
  tx: Tx,
  ctx: ServiceContext,
  { capture, stored, derived }: Begun & { derived: DerivedCapture },
): Promise<string[]> {
  authorize(ctx, "capture.retry", capture.project_id);
  const { made, duration_ms, epoch_ms, digest, search_text } = derived;
  const counts = evidenceCounts(derived.counts, stored);
  const [current] = await tx
    .update(captures)
    .set({
      status: "READY",
      failure: null,
      processed_at: sql<string>`now()`,
      counts,
      duration_ms,
      epoch_ms,
      digest: storable(digest),
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
  const { workspace_id, bug_id } = capture;
  const originals = await forgetOriginals(tx, workspace_id, [capture.id]);
  const unused = [...originals, ...(await replaceDerived(tx, capture, made))];
  if (bug_id === null) return unused;
  await tx
    .update(bugs)
    .set({ evidence: counts })
    .where(and(eq(bugs.workspace_id, workspace_id), eq(bugs.id, bug_id)));
  await storeFingerprint(tx, { workspace_id, bug_id }, derived.fingerprint);
  await addWords(tx, { workspace_id, bug_id }, search_text);
  const about = { project_id: capture.project_id, bug_id };
  await recordActivity(tx, ctx, { kind: "CAPTURE_READY", ...about, to: counts });
  await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes: { capture_id: capture.id, status: "READY" } });
  return unused;
}
