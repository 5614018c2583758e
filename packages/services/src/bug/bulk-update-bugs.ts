import { assertNotReserved } from "@hawkmoth/domain/access/policy";
import type { BulkOutcome, BulkUpdated, BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { UpdateBugInput, type Bug } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { authorize } from "../authorize.ts";
import { assertConfirmed, offerConfirmation } from "../confirm/confirm-token.ts";
import type { ServiceContext } from "../context.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { bugKeyOf, resolveBugRef } from "./resolve-bug.ts";
import { readStoredBug } from "./rows.ts";
import { changeBug } from "./update-bug.ts";

/**
 * Makes the same change on many bugs once its dry run was seen. Each bug is a transaction of its own: one that can't
 * be changed is told and does not stop the others. The answer holds the values before, which undo it.
 * @throws FORBIDDEN for agents; INVALID_INPUT without the token of the dry run, for an empty patch, or for too few versions.
 */
export async function bulkUpdateBugs(ctx: ServiceContext, input: BulkUpdateInput): Promise<BulkUpdated> {
  assertNotReserved(ctx.actor, "bug.bulk");
  const call = { operation: "bug.bulk_update", input };
  assertConfirmed(ctx, call);
  checkInput(input);
  const outcomes: BulkOutcome[] = [];
  for (const [index, bug_id] of input.bug_id.entries())
    outcomes.push(await outcomeOf(ctx, input, { bug_id, if_version: input.if_version?.[index], earlier: outcomes }));
  const updated = outcomes.filter(({ changed }) => changed.length > 0).length;
  const failed = outcomes.filter(({ error }) => error !== null).length;
  return {
    outcomes,
    updated,
    unchanged: outcomes.length - updated - failed,
    failed,
    dry_run: input.dry_run,
    ...(input.dry_run ? offerConfirmation(ctx, call) : {}),
  };
}

function checkInput({ bug_id, patch, if_version }: BulkUpdateInput): void {
  const isNothing = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  if (Object.values(patch).every(isNothing))
    throw new AppError("INVALID_INPUT", { message: "Give at least one field to change.", field: "patch" });
  if (if_version !== undefined && if_version.length !== bug_id.length)
    throw new AppError("INVALID_INPUT", { message: "Give one version for each bug_id.", field: "if_version" });
}

interface Turn {
  bug_id: string;
  if_version: number | undefined;
  earlier: readonly BulkOutcome[];
}

/** A bug that was named before, by its id or its key, is not changed a second time. */
async function outcomeOf(
  ctx: ServiceContext,
  { patch, dry_run }: BulkUpdateInput,
  { bug_id, if_version, earlier }: Turn,
): Promise<BulkOutcome> {
  try {
    return await inPreviewableWorkspace(ctx, dry_run, async (tx) => {
      const row = await resolveBugRef(tx, ctx, bug_id);
      authorize(ctx, "bug.bulk", row.project_id);
      const done = earlier.find(({ key }) => key === bugKeyOf(row));
      if (done) return { ...done, bug_id, changed: [], before: {} };
      const { bug: before } = await readStoredBug(tx, ctx, row.id);
      const change = UpdateBugInput.parse({ ...patch, bug_id: row.id, if_version: if_version ?? before.version });
      const { bug, changed } = await changeBug(tx, ctx, change);
      const version = dry_run ? before.version : bug.version;
      return { bug_id, key: bug.key, version, changed, before: undoing(before, bug, changed), error: null };
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "INTERNAL") throw error;
    const { code, message } = error;
    return { bug_id, key: null, version: null, changed: [], before: {}, error: { code, message } };
  }
}

/** The values before in the shape that an update takes: open bugs have no resolution, and labels go on and come off. */
function undoing(before: Bug, after: Bug, changed: readonly string[]): Record<string, unknown> {
  const { status, resolution, priority, severity, assignee } = before;
  const values: Record<string, Record<string, unknown>> = {
    status: { status },
    resolution: resolution === null ? {} : { resolution },
    priority: { priority },
    severity: { severity },
    labels: {
      ...named("label_add", namesMissing(before, after)),
      ...named("label_remove", namesMissing(after, before)),
    },
    assignee: { assignee_type: assignee?.type ?? null, assignee_id: assignee?.id ?? "none" },
  };
  return Object.assign({}, ...changed.map((field) => values[field] ?? {}));
}

/** Labels of one state of a bug that the other lacks. */
function namesMissing(state: Bug, other: Bug): string[] {
  const kept = new Set(other.labels.map(({ id }) => id));
  return state.labels.filter(({ id }) => !kept.has(id)).map(({ name }) => name);
}

function named(field: string, names: readonly string[]): Record<string, readonly string[]> {
  return names.length === 0 ? {} : { [field]: names };
}
