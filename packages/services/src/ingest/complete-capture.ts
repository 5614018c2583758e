import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { AppError } from "@hawkmoth/domain/errors";
import type { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { and, eq, sql } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { bugKeyOf, resolveBugRef } from "../bug/resolve-bug.ts";
import { readBug } from "../bug/rows.ts";
import { evidenceCounts } from "../capture/evidence-counts.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { assertOrigin, reportContext, type IngestContext } from "./ingest-context.ts";
import { fileReport, readReport } from "./report.ts";

type CaptureRow = typeof captures.$inferSelect;
type StoredFile = Pick<typeof artifacts.$inferSelect, "kind">;

/**
 * Files the bug of a capture whose announced files have all arrived, and queues the processing of its evidence: bug,
 * capture, history, event and job in one transaction. Completing again gives the same bug.
 * @throws NOT_FOUND for a capture of someone else, INVALID_INPUT naming the files that are missing.
 */
export async function completeCapture(ctx: IngestContext, input: { capture_id: string }): Promise<IngestedBug> {
  assertOrigin(ctx);
  const reader = reportContext(ctx, ctx.via, null);
  return inWorkspace(reader, async (tx) => {
    const capture = await lockCapture(tx, reader, input.capture_id);
    if (!isOwn(ctx, capture)) throw new AppError("NOT_FOUND");
    authorize(reader, "bug.create", capture.project_id);
    const answer = { capture_id: capture.id, uploads: [], complete_url: null };
    if (capture.bug_id !== null) return { ...answer, bug: await filedBug(tx, reader, capture.bug_id) };
    const stored = await assertStored(tx, capture);
    const report = readReport(capture.report);
    const author = reportContext(ctx, report.source, report.reporter_name ?? null);
    const bug = await fileReport(tx, author, { project_id: capture.project_id, report });
    await linkCapture(tx, capture, bug.id);
    await countFiles(tx, bug.id, { capture, stored });
    const { workspace_id, id: capture_id } = capture;
    await ctx.ports.jobs.enqueue(tx, "process_capture", { workspace_id, capture_id });
    return { ...answer, bug };
  });
}

async function lockCapture(tx: Tx, ctx: ServiceContext, capture_id: string): Promise<CaptureRow> {
  const [capture] = await tx
    .select()
    .from(captures)
    .where(and(eq(captures.workspace_id, ctx.actor.workspace_id), eq(captures.id, capture_id)))
    .for("update");
  if (!capture) throw new AppError("NOT_FOUND");
  return capture;
}

function isOwn({ sender }: IngestContext, capture: CaptureRow): boolean {
  return "actor" in sender || sender.publishable.key_id === capture.key_id;
}

async function filedBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<NonNullable<IngestedBug["bug"]>> {
  const row = await resolveBugRef(tx, ctx, bug_id);
  const { web_url, title } = await readBug(tx, ctx, row.id);
  return { id: row.id, key: bugKeyOf(row), title, web_url };
}

async function assertStored(tx: Tx, { workspace_id, id }: CaptureRow): Promise<StoredFile[]> {
  const rows = await tx
    .select({ id: artifacts.id, kind: artifacts.kind, file_name: artifacts.file_name, status: artifacts.status })
    .from(artifacts)
    .where(and(eq(artifacts.workspace_id, workspace_id), eq(artifacts.capture_id, id)));
  const missing = rows.filter((row) => row.status !== "STORED");
  if (missing.length === 0) return rows;
  const names = missing.map((row) => `${row.kind} ${row.id}`).join(", ");
  throw new AppError("INVALID_INPUT", {
    message: `These files have not arrived yet: ${names}`,
    field: "uploads",
    hint: "PUT each to the URL it was given, then complete again.",
    details: { missing: missing.map((row) => row.id) },
  });
}

async function linkCapture(tx: Tx, { workspace_id, id }: CaptureRow, bug_id: string): Promise<void> {
  await tx
    .update(captures)
    .set({ bug_id, status: "UPLOADED", completed_at: sql<string>`now()` })
    .where(and(eq(captures.workspace_id, workspace_id), eq(captures.id, id)));
  await tx
    .update(artifacts)
    .set({ bug_id })
    .where(and(eq(artifacts.workspace_id, workspace_id), eq(artifacts.capture_id, id)));
}

/** Pictures and files show in lists at once, whatever becomes of the recording. */
async function countFiles(
  tx: Tx,
  bug_id: string,
  { capture, stored }: { capture: CaptureRow; stored: readonly StoredFile[] },
): Promise<void> {
  const evidence = evidenceCounts(null, stored);
  if (evidence === null) return;
  await tx
    .update(bugs)
    .set({ evidence })
    .where(and(eq(bugs.workspace_id, capture.workspace_id), eq(bugs.id, bug_id)));
}
