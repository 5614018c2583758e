import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { projects } from "@hawkmoth/db/schema/project";
import { AppError } from "@hawkmoth/domain/errors";
import type { LinkedBug } from "@hawkmoth/domain/regression/schema";
import { and, asc, eq, inArray } from "drizzle-orm";
import { shownText } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";

/** A bug as regression answers name it. */
export function toLinkedBug(ctx: ServiceContext, row: BugRow): LinkedBug {
  const { id, title, status, resolution, verified_at } = row;
  return { id, key: bugKeyOf(row), title: shownText(ctx, row, title), status, resolution, verified_at };
}

const onProject = and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id));
const columns = { bug: bugs, project_key: projects.key, is_locked_down: projects.is_locked_down };

/** The bugs of these ids, by id; nulls and repeats may be among the ids. */
export async function readLinkedBugs(
  tx: Tx,
  ctx: ServiceContext,
  ids: readonly (string | null)[],
): Promise<Map<string, LinkedBug>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx
    .select(columns)
    .from(bugs)
    .innerJoin(projects, onProject)
    .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), inArray(bugs.id, wanted)))
    .orderBy(asc(bugs.number));
  return new Map(rows.map(({ bug, ...project }) => [bug.id, toLinkedBug(ctx, { ...bug, ...project })]));
}

/** The bug that a case or result names. @throws NOT_FOUND, INVALID_INPUT when it belongs to another project. */
export async function resolveProjectBug(
  tx: Tx,
  ctx: ServiceContext,
  { bug_id, project_id }: { bug_id: string; project_id: string },
): Promise<BugRow> {
  const bug = await resolveBugRef(tx, ctx, bug_id);
  if (bug.project_id !== project_id)
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'bug_id': the bug belongs to another project than the suite",
      field: "bug_id",
    });
  return bug;
}

/**
 * The bug that something said about `bug_id` concerns, locked until the commit so that what it leads to is decided on
 * its present state: the bug itself, or, of a duplicate, the original in the same project. Null when it was deleted.
 */
export async function lockConcernedBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<BugRow | null> {
  const bug = await lockBug(tx, ctx, bug_id);
  if (bug?.resolution !== "DUPLICATE" || bug.duplicate_of === null) return bug;
  const original = await lockBug(tx, ctx, bug.duplicate_of);
  return original?.project_id === bug.project_id ? original : bug;
}

async function lockBug(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<BugRow | null> {
  const [row] = await tx
    .select(columns)
    .from(bugs)
    .innerJoin(projects, onProject)
    .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), eq(bugs.id, bug_id)))
    .for("no key update", { of: bugs });
  if (!row) return null;
  const { bug, ...project } = row;
  return { ...bug, ...project };
}
