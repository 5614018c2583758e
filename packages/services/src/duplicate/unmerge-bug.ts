import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId } from "@hawkmoth/db/schema/columns";
import { bugMerges } from "@hawkmoth/db/schema/duplicate";
import type { BugWritten } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/states";
import type { UnmergeBugInput } from "@hawkmoth/domain/duplicate/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { bugKeyOf, resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import { readBug } from "../bug/rows.ts";
import { setAssignee } from "../bug/set-assignee.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { endMerge } from "./end-merge.ts";

type MergeRow = typeof bugMerges.$inferSelect;

/**
 * Takes a merge back: the bug has the status, resolution and times it had before, exactly, and its reports count for
 * itself alone. An agent that owns it gets a task again. This restores and is no transition.
 * @throws CONFLICT when the bug was not merged, or naming what was changed on it since; NOT_FOUND; FORBIDDEN.
 */
export async function unmergeBug(ctx: ServiceContext, input: UnmergeBugInput): Promise<BugWritten> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.merge", bug.project_id);
    const merge = await currentMerge(tx, bug);
    const restored = await restore(tx, bug, merge);
    await endMerge(tx, ctx, bug.id);
    const about = { project_id: bug.project_id, bug_id: bug.id };
    const { status, duplicate_of } = merge.before;
    await recordActivity(tx, ctx, [
      { kind: "DUPLICATE_UNMARKED", ...about, field: "duplicate_of", from: bug.duplicate_of, to: duplicate_of },
      ...(status === bug.status
        ? []
        : [{ kind: "STATUS_CHANGED" as const, ...about, field: "status", from: bug.status, to: status }]),
    ]);
    if (isOpen(status)) await giveTaskAgain(tx, ctx, restored);
    const after = await readBug(tx, ctx, bug.id);
    const changed = ["status", "resolution", "duplicate_of"] as const;
    await recordEvent(tx, ctx, {
      type: "bug.updated",
      ...about,
      changes: { ...Object.fromEntries(changed.map((field) => [field, after[field]])), version: after.version },
    });
    return { bug: after, changed: [...changed], dry_run: false };
  });
}

async function currentMerge(tx: Tx, bug: BugRow): Promise<MergeRow> {
  const [merge] = await tx
    .select()
    .from(bugMerges)
    .where(and(eq(bugMerges.workspace_id, bug.workspace_id), eq(bugMerges.bug_id, bug.id), isNull(bugMerges.undone_at)))
    .for("update");
  if (!merge)
    throw new AppError("CONFLICT", { message: `${bugKeyOf(bug)} is not merged into another bug.`, field: "bug_id" });
  return merge;
}

async function restore(tx: Tx, bug: BugRow, merge: MergeRow): Promise<BugRow> {
  const [row] = await tx
    .update(bugs)
    .set({ ...merge.before, version: merge.version + 1, updated_at: sql`now()` })
    .where(and(eq(bugs.workspace_id, bug.workspace_id), eq(bugs.id, bug.id), eq(bugs.version, merge.version)))
    .returning();
  if (!row) throw await changedSince(tx, bug, merge);
  return { ...bug, ...row };
}

async function changedSince(tx: Tx, bug: BugRow, merge: MergeRow): Promise<AppError> {
  const since = await tx
    .select({ name: activities.actor_name, field: activities.field })
    .from(activities)
    .where(
      and(
        eq(activities.workspace_id, bug.workspace_id),
        eq(activities.bug_id, bug.id),
        gt(activities.created_at, merge.created_at),
      ),
    )
    .orderBy(asc(activities.created_at), asc(activities.id));
  const fields = [...new Set(since.flatMap(({ field }) => field ?? []))];
  return new AppError("CONFLICT", {
    message: `${since.at(-1)?.name ?? "Somebody"} changed ${fields.join(", ") || "this bug"} since the merge; nothing was restored.`,
    field: "bug_id",
    hint: "Reopen it with update_bug instead.",
    details: { changed: fields, changed_by: since.at(-1)?.name ?? null },
  });
}

/** The merge cancelled the task of an agent that owns the bug. */
async function giveTaskAgain(tx: Tx, ctx: ServiceContext, bug: BugRow): Promise<void> {
  if (bug.assignee_type !== "AGENT" || bug.assignee_id === null) return;
  const to = { type: bug.assignee_type, id: principalId(bug.assignee_type, bug.assignee_id), name: "" };
  await setAssignee(tx, ctx, { bug, to });
}
