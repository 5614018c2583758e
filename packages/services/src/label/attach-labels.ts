import type { Tx } from "@hawkmoth/db/client";
import { bugLabels, labels } from "@hawkmoth/db/schema/label";
import { AppError } from "@hawkmoth/domain/errors";
import { and, asc, eq, inArray, sql, type SQL } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { labelColor } from "./label-color.ts";

const MAX_ATTEMPTS = 3;

/** Labels by name to put on a bug and to take off it. */
export interface LabelChange {
  project_id: string;
  bug_id: string;
  add: readonly string[];
  remove: readonly string[];
}

/**
 * Changes the labels of a bug by name; names the workspace lacks are made. Names match regardless of case.
 * @returns true when something changed.
 * @throws FORBIDDEN, CONFLICT
 */
export async function attachLabels(tx: Tx, ctx: ServiceContext, change: LabelChange): Promise<boolean> {
  authorize(ctx, "bug.update", change.project_id);
  if (change.add.length + change.remove.length === 0) return false;
  const { workspace_id } = ctx.actor;
  const before = await labelNames(tx, ctx, change.bug_id);
  const wanted = await labelIds(tx, ctx, change.add);
  const added =
    wanted.length === 0
      ? []
      : await tx
          .insert(bugLabels)
          .values(wanted.map((label_id) => ({ workspace_id, bug_id: change.bug_id, label_id })))
          .onConflictDoNothing()
          .returning({ label_id: bugLabels.label_id });
  const removed = await detach(tx, ctx, change);
  if (added.length + removed === 0) return false;
  await recordActivity(tx, ctx, {
    kind: "LABELS_CHANGED",
    project_id: change.project_id,
    bug_id: change.bug_id,
    field: "labels",
    from: before,
    to: await labelNames(tx, ctx, change.bug_id),
  });
  return true;
}

async function labelNames(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<string[]> {
  const rows = await tx
    .select({ name: labels.name })
    .from(bugLabels)
    .innerJoin(labels, and(eq(labels.workspace_id, bugLabels.workspace_id), eq(labels.id, bugLabels.label_id)))
    .where(and(eq(bugLabels.workspace_id, ctx.actor.workspace_id), eq(bugLabels.bug_id, bug_id)))
    .orderBy(asc(sql`lower(${labels.name})`));
  return rows.map(({ name }) => name);
}

async function detach(tx: Tx, ctx: ServiceContext, change: LabelChange): Promise<number> {
  if (change.remove.length === 0) return 0;
  const { workspace_id } = ctx.actor;
  const named = tx
    .select({ id: labels.id })
    .from(labels)
    .where(and(eq(labels.workspace_id, workspace_id), namedLike(change.remove)));
  const removed = await tx
    .delete(bugLabels)
    .where(
      and(
        eq(bugLabels.workspace_id, workspace_id),
        eq(bugLabels.bug_id, change.bug_id),
        inArray(bugLabels.label_id, named),
      ),
    )
    .returning({ label_id: bugLabels.label_id });
  return removed.length;
}

/**
 * The labels of these names, made where the workspace lacks them, and kept until the transaction ends. A label that is
 * deleted or renamed meanwhile is gone when the wait for it is over, and is made anew.
 * @throws CONFLICT when that goes on.
 */
async function labelIds(tx: Tx, ctx: ServiceContext, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const { workspace_id } = ctx.actor;
  const wanted_count = sql<number>`(select count(distinct lower(name))::int from ${listed(names)})`;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const found = await tx
      .select({ id: labels.id, wanted_count })
      .from(labels)
      .where(and(eq(labels.workspace_id, workspace_id), namedLike(names)))
      .for("key share");
    if (found.length > 0 && found.length === found[0]?.wanted_count) return found.map(({ id }) => id);
    await tx
      .insert(labels)
      .values([...new Set(names)].toSorted().map((name) => ({ workspace_id, name, color: labelColor(name) })))
      .onConflictDoNothing();
  }
  throw new AppError("CONFLICT", { message: "These labels are being changed by somebody else.", field: "label_add" });
}

/** The database folds case on both sides: its rules for letters beyond ASCII are not those of JavaScript. */
function namedLike(names: readonly string[]): SQL {
  return sql`lower(${labels.name}) in (select lower(name) from ${listed(names)})`;
}

function listed(names: readonly string[]): SQL {
  return sql`unnest(${sql.param([...names])}::text[]) as name`;
}
