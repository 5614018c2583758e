import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugLabels, labels } from "@hawkmoth/db/schema/label";
import type { DeleteLabelInput, LabelDeleted, LabelRef } from "@hawkmoth/domain/label/schema";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { assertConfirmed, offerConfirmation } from "../confirm/confirm-token.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { findLabel } from "./find-label.ts";
import { labelsOf } from "./labels-of.ts";
import { authorizeLabelEverywhere } from "./label-use.ts";

/** Bugs whose history is written at once. */
const CHUNK = 500;

/**
 * Takes a label off every bug and out of the catalogue, once its dry run was seen. Each bug's history says so.
 * @throws INVALID_INPUT without the token of the dry run; NOT_FOUND; FORBIDDEN when it is used where the actor may not
 * manage labels.
 */
export async function deleteLabel(ctx: ServiceContext, input: DeleteLabelInput): Promise<LabelDeleted> {
  const { label_id, dry_run } = input;
  const call = { operation: "label.delete", input };
  return inPreviewableWorkspace(ctx, dry_run, async (tx) => {
    const deleted = await findLabel(tx, ctx, { label_id, lock: "update" });
    await authorizeLabelEverywhere(tx, ctx, label_id);
    assertConfirmed(ctx, call);
    const detached = await detach(tx, ctx, deleted);
    await tx.delete(labels).where(and(eq(labels.workspace_id, ctx.actor.workspace_id), eq(labels.id, label_id)));
    await recordActivity(tx, ctx, { kind: "LABEL_DELETED", from: { ...deleted, bug_count: detached } });
    return { deleted, detached_from: detached, dry_run, ...(dry_run ? offerConfirmation(ctx, call) : {}) };
  });
}

async function detach(tx: Tx, ctx: ServiceContext, label: LabelRef): Promise<number> {
  const { workspace_id } = ctx.actor;
  const worn = and(eq(bugLabels.workspace_id, workspace_id), eq(bugLabels.label_id, label.id));
  const found = await tx
    .select({ bug_id: bugs.id, project_id: bugs.project_id })
    .from(bugLabels)
    .innerJoin(bugs, and(eq(bugs.workspace_id, bugLabels.workspace_id), eq(bugs.id, bugLabels.bug_id)))
    .where(worn)
    .for("update", { of: bugLabels });
  await tx.delete(bugLabels).where(worn);
  for (let start = 0; start < found.length; start += CHUNK)
    await recordDetached(tx, ctx, { label, about: found.slice(start, start + CHUNK) });
  return found.length;
}

interface Detached {
  label: LabelRef;
  about: { bug_id: string; project_id: string }[];
}

async function recordDetached(tx: Tx, ctx: ServiceContext, { label, about }: Detached): Promise<void> {
  const left = await labelsOf(
    tx,
    ctx,
    about.map(({ bug_id }) => bug_id),
  );
  const changed = about.map((one) => ({ ...one, labels: left.get(one.bug_id) ?? [] }));
  await recordActivity(
    tx,
    ctx,
    changed.map(({ labels: after, ...one }) => ({
      kind: "LABELS_CHANGED",
      ...one,
      field: "labels",
      from: [...after.map(({ name }) => name), label.name],
      to: after.map(({ name }) => name),
    })),
  );
  await recordEvent(
    tx,
    ctx,
    changed.map(({ labels: after, ...one }) => ({ type: "bug.updated", ...one, changes: { labels: after } })),
  );
}
