import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugMerges } from "@hawkmoth/db/schema/duplicate";
import { assertNotReserved } from "@hawkmoth/domain/access/policy";
import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import type { BugsMerged, MergeBugsInput } from "@hawkmoth/domain/duplicate/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, asc, eq, sql } from "drizzle-orm";
import { actedBy } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { anyOf } from "../bug/bug-filters.ts";
import { shownText } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import { readStoredBug, shownBug } from "../bug/rows.ts";
import { changeBug } from "../bug/update-bug.ts";
import { assertConfirmed, offerConfirmation } from "../confirm/confirm-token.ts";
import type { ServiceContext } from "../context.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { tellOccurrences } from "./tell-occurrences.ts";

/**
 * Closes bugs as duplicates of another one once the dry run was seen, all or none. Their reports count for that one
 * from now on; comments and evidence stay where they are. What each was before is kept, so that it can be taken back.
 * @throws INVALID_INPUT without the token of the dry run or when a bug is to be merged into itself; CONFLICT when the
 * target or a bug is a duplicate of another one; NOT_FOUND; FORBIDDEN.
 */
export async function mergeBugs(ctx: ServiceContext, input: MergeBugsInput): Promise<BugsMerged> {
  assertNotReserved(ctx.actor, "bug.merge");
  const call = { operation: "duplicate.merge", input };
  assertConfirmed(ctx, call);
  return inPreviewableWorkspace(ctx, input.dry_run, async (tx) => {
    const { into, duplicates } = await lockBugs(tx, ctx, input);
    authorize(ctx, "bug.merge", into.project_id);
    await assertOriginal(tx, ctx, into);
    const merged: BugsMerged["merged"] = [];
    for (const bug of duplicates) merged.push(await mergeOne(tx, ctx, { bug, into }));
    const added = duplicates.filter((_bug, index) => merged[index]?.is_new);
    const occurrence_count = await addOccurrences(tx, ctx, { into, added });
    return {
      into: { id: into.id, key: bugKeyOf(into), title: shownText(ctx, into, into.title), occurrence_count },
      merged,
      dry_run: input.dry_run,
      ...(input.dry_run ? offerConfirmation(ctx, call) : {}),
    };
  });
}

/** Everybody locks in the same order, so that two merges wait for each other and never for both. */
async function lockBugs(
  tx: Tx,
  ctx: ServiceContext,
  { into_bug_id, bug_id }: MergeBugsInput,
): Promise<{ into: BugRow; duplicates: BugRow[] }> {
  const named: BugRow[] = [];
  for (const ref of [into_bug_id, ...bug_id]) named.push(await resolveBugRef(tx, ctx, ref));
  const ids = [...new Set(named.map(({ id }) => id))];
  await tx
    .select({ id: bugs.id })
    .from(bugs)
    .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), anyOf(bugs.id, ids)))
    .orderBy(asc(bugs.id))
    .for("update");
  const [first, ...others] = ids;
  const into = await resolveBugRef(tx, ctx, first ?? "");
  if (named.slice(1).some(({ id }) => id === into.id))
    throw new AppError("INVALID_INPUT", { message: "A bug can't be merged into itself.", field: "bug_id" });
  const duplicates: BugRow[] = [];
  for (const id of others) duplicates.push(await resolveBugRef(tx, ctx, id));
  return { into, duplicates };
}

async function assertOriginal(tx: Tx, ctx: ServiceContext, into: BugRow): Promise<void> {
  if (into.duplicate_of !== null) throw await isDuplicate(tx, ctx, { bug: into, field: "into_bug_id" });
}

async function isDuplicate(
  tx: Tx,
  ctx: ServiceContext,
  { bug, field }: { bug: BugRow; field: "bug_id" | "into_bug_id" },
): Promise<AppError> {
  const key = bugKeyOf(bug);
  const { duplicate_of } = shownBug(ctx, await readStoredBug(tx, ctx, bug.id));
  const other = duplicate_of?.key ?? null;
  return new AppError("CONFLICT", {
    message: `${key} is a duplicate of ${other ?? "another bug"} already.`,
    field,
    hint: field === "into_bug_id" && other !== null ? `Merge into ${other}.` : `Unmerge ${key} first, or leave it out.`,
    details: { bug: key, duplicate_of: other },
  });
}

async function mergeOne(
  tx: Tx,
  ctx: ServiceContext,
  { bug, into }: { bug: BugRow; into: BugRow },
): Promise<BugsMerged["merged"][number]> {
  authorize(ctx, "bug.merge", bug.project_id);
  const { id, status, resolution, duplicate_of, triaged_at, resolved_at, workspace_id } = bug;
  const told = { id, key: bugKeyOf(bug), title: shownText(ctx, bug, bug.title), from_status: status };
  if (duplicate_of === into.id) return { ...told, is_new: false };
  if (duplicate_of !== null) throw await isDuplicate(tx, ctx, { bug, field: "bug_id" });
  const change = UpdateBugInput.parse({ bug_id: id, duplicate_of: into.id, if_version: bug.version });
  const { bug: after } = await changeBug(tx, ctx, change);
  await tx.insert(bugMerges).values({
    workspace_id,
    bug_id: id,
    into_bug_id: into.id,
    before: { status, resolution, duplicate_of, triaged_at, resolved_at },
    version: after.version,
    occurrence_count: bug.occurrence_count,
    ...actedBy(ctx),
  });
  return { ...told, is_new: true };
}

async function addOccurrences(
  tx: Tx,
  ctx: ServiceContext,
  { into, added }: { into: BugRow; added: readonly BugRow[] },
): Promise<number> {
  if (added.length === 0) return into.occurrence_count;
  const more = added.reduce((sum, bug) => sum + bug.occurrence_count, 0);
  const occurrence_count = into.occurrence_count + more;
  await tx
    .update(bugs)
    .set({ occurrence_count: sql`${bugs.occurrence_count} + ${more}::int` })
    .where(and(eq(bugs.workspace_id, into.workspace_id), eq(bugs.id, into.id)));
  await tellOccurrences(tx, ctx, { into: { ...into, occurrence_count }, from: into.occurrence_count });
  return occurrence_count;
}
