import type { Tx } from "@hawkmoth/db/client";
import { activities } from "@hawkmoth/db/schema/activity";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { bugs } from "@hawkmoth/db/schema/bug";
import { wantedFields } from "@hawkmoth/domain/bug/policy";
import type { AssigneeRef } from "@hawkmoth/domain/assignee";
import type { Bug, BugWritten, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { isOpen } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import { and, desc, eq, sql } from "drizzle-orm";
import { recordActivity, type ActivityEntry } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { insertComment } from "../comment/create-comment.ts";
import type { ServiceContext } from "../context.ts";
import { endMerge } from "../duplicate/end-merge.ts";
import { replaceTitle } from "../duplicate/store-fingerprint.ts";
import { attachLabels } from "../label/attach-labels.ts";
import { recordEvent } from "../outbox.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { reprioritizeTasks } from "../task/queue-task.ts";
import { revokeTasks } from "../task/revoke-tasks.ts";
import { assertTextShown, promotedBy } from "./lockdown.ts";
import { bugPatch, type BugPatch, type FieldChange } from "./bug-patch.ts";
import { resolveAssignee } from "./resolve-assignee.ts";
import { resolveBugRef, type BugRow } from "./resolve-bug.ts";
import { readStoredBug, shownBug, toldFields } from "./rows.ts";
import { rewriteWords } from "../search/bug-words.ts";
import { setAssignee } from "./set-assignee.ts";
import { assertWithinTask } from "./within-task.ts";

/**
 * Changes fields, labels and owner of a bug in one transaction and answers with the stored values.
 * @throws CONFLICT when it changed since `if_version` (naming who did) or the status can't go there; LEASE_LOST when
 * bound to a task that is no longer held; NOT_FOUND; FORBIDDEN; INVALID_INPUT.
 */
export async function updateBug(ctx: ServiceContext, input: UpdateBugInput): Promise<BugWritten> {
  return inPreviewableWorkspace(ctx, input.dry_run, (tx) => changeBug(tx, ctx, input));
}

/**
 * The same within the transaction of another verb. There is no other way of changing a bug's status.
 * @throws CONFLICT, LEASE_LOST, NOT_FOUND, FORBIDDEN, INVALID_INPUT as updateBug does.
 */
export async function changeBug(tx: Tx, ctx: ServiceContext, input: UpdateBugInput): Promise<BugWritten> {
  const bug = await resolveBugRef(tx, ctx, input.bug_id);
  authorize(ctx, "bug.update", bug.project_id);
  if (input.title !== undefined || input.description !== undefined) assertTextShown(ctx, bug);
  const { status, lease_token } = input;
  const held = await assertWithinTask(tx, ctx, { bug, fields: wantedFields(input), status, lease_token });
  if (input.if_version !== undefined && input.if_version !== bug.version) throw await versionConflict(tx, bug);
  const patch = bugPatch(bug, input, await duplicateTarget(tx, ctx, { bug, input }));
  const to = await resolveAssignee(tx, ctx, { ...input, project_id: bug.project_id });
  const hasNewFields = patch.changes.length > 0;
  const stored = hasNewFields ? await touch(tx, ctx, { bug, patch }) : bug;
  const hasNewOwner = to === undefined ? false : await setAssignee(tx, ctx, { bug: stored, to, held });
  const about = { project_id: bug.project_id, bug_id: bug.id };
  const hasNewLabels = await attachLabels(tx, ctx, {
    ...about,
    add: input.label_add ?? [],
    remove: input.label_remove ?? [],
  });
  if (!hasNewFields && (hasNewOwner || hasNewLabels)) await touch(tx, ctx, { bug, patch });
  if (patch.isClosing)
    await revokeTasks(tx, ctx, {
      where: eq(agentTasks.bug_id, bug.id),
      reason: `The bug was closed by ${ctx.actor.name}`,
    });
  await recordActivity(
    tx,
    ctx,
    patch.changes.map((change) => ({ ...entryOf(change), ...about })),
  );
  const changed = [
    ...patch.changes.map(({ field }) => field),
    ...(hasNewOwner ? ["assignee"] : []),
    ...(hasNewLabels ? ["labels"] : []),
  ];
  if (input.resolution_note?.trim())
    await insertComment(tx, ctx, { ...about, body: input.resolution_note, reply_to: null });
  const after = await readStoredBug(tx, ctx, bug.id);
  if (changed.length > 0)
    await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: pick(toldFields(after), changed) });
  return { bug: shownBug(ctx, after), changed, dry_run: input.dry_run, ...noteOn(after.bug, to) };
}

/** An agent that gets a closed bug has nothing to do, and the answer says so. */
function noteOn({ key, status }: Bug, to: AssigneeRef | null | undefined): { note?: string } {
  if (to?.type !== "AGENT" || isOpen(status)) return {};
  return {
    note: `${key} is ${status}, so no task was queued for ${to.name}. Reopen it and assign it again to queue one.`,
  };
}

async function duplicateTarget(
  tx: Tx,
  ctx: ServiceContext,
  { bug, input }: { bug: BugRow; input: UpdateBugInput },
): Promise<string | null> {
  if (input.duplicate_of === undefined) return null;
  const target = await resolveBugRef(tx, ctx, input.duplicate_of);
  if (target.id === bug.id || (await leadsTo(tx, target, bug)))
    throw new AppError("INVALID_INPUT", { message: "A bug can't be a duplicate of itself.", field: "duplicate_of" });
  return target.id;
}

/** True when one comes from `from` to `to` by way of duplicates. A UNION passes no bug twice, so that it ends. */
async function leadsTo(tx: Tx, from: BugRow, to: BugRow): Promise<boolean> {
  if (from.duplicate_of === null) return false;
  const [workspace_id, first, last] = [
    sql.param(from.workspace_id, bugs.workspace_id),
    sql.param(from.duplicate_of, bugs.id),
    sql.param(to.id, bugs.id),
  ];
  const found = await tx.execute(sql`
    with recursive way(id) as (
      select ${first}::uuid
      union
      select bug.duplicate_of from way join bug on bug.workspace_id = ${workspace_id}::uuid and bug.id = way.id
    )
    select 1 from way where id = ${last}::uuid`);
  return found.length > 0;
}

/** Stores the patch if nobody was faster; the version grows with every change, also of labels and owner. */
async function touch(tx: Tx, ctx: ServiceContext, { bug, patch }: { bug: BugRow; patch: BugPatch }): Promise<BugRow> {
  const [row] = await tx
    .update(bugs)
    .set({
      ...patch.set,
      version: bug.version + 1,
      updated_at: sql`now()`,
      ...(patch.changes.length > 0 ? { triaged_at: sql`coalesce(${bugs.triaged_at}, now())`, ...promotedBy(ctx) } : {}),
    })
    .where(and(eq(bugs.workspace_id, bug.workspace_id), eq(bugs.id, bug.id), eq(bugs.version, bug.version)))
    .returning();
  if (!row) throw await versionConflict(tx, bug);
  const { workspace_id, id: bug_id } = bug;
  if (bug.duplicate_of !== null && bug.duplicate_of !== row.duplicate_of) await endMerge(tx, ctx, bug_id);
  if (row.priority !== bug.priority) await reprioritizeTasks(tx, ctx, row);
  if (row.title !== bug.title) await replaceTitle(tx, { workspace_id, bug_id, title: row.title });
  if (row.title !== bug.title || row.description !== bug.description) await rewriteWords(tx, workspace_id, [bug_id]);
  return { ...row, project_key: bug.project_key, is_locked_down: bug.is_locked_down };
}

async function versionConflict(tx: Tx, bug: BugRow): Promise<AppError> {
  const [last] = await tx
    .select({ name: activities.actor_name, kind: activities.kind, field: activities.field, at: activities.created_at })
    .from(activities)
    .where(and(eq(activities.workspace_id, bug.workspace_id), eq(activities.bug_id, bug.id)))
    .orderBy(desc(activities.created_at), desc(activities.id))
    .limit(1);
  return new AppError("CONFLICT", {
    message: `${last?.name ?? "Somebody"} changed this bug meanwhile; nothing of yours was stored.`,
    field: "if_version",
    details: {
      version: bug.version,
      changed_by: last?.name ?? null,
      changed_field: last?.field ?? null,
      changed_at: last?.at ?? null,
    },
  });
}

function entryOf({ field, from, to }: FieldChange): ActivityEntry {
  if (field === "status") return { kind: "STATUS_CHANGED", field, from, to };
  if (field === "duplicate_of")
    return { kind: to === null ? "DUPLICATE_UNMARKED" : "DUPLICATE_MARKED", field, from, to };
  // What a long text was before can be had only here; what it is now stands in the bug.
  return field === "description" ? { kind: "FIELD_CHANGED", field, from } : { kind: "FIELD_CHANGED", field, from, to };
}

function pick(told: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(told).filter(([field]) => fields.includes(field) || field === "version"));
}
