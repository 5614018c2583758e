import type { Tx } from "@hawkmoth/db/client";
import { labels } from "@hawkmoth/db/schema/label";
import { AppError } from "@hawkmoth/domain/errors";
import type { LabelRef } from "@hawkmoth/domain/label/schema";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** The columns of a label as lists show it. */
export const labelColumns = { id: labels.id, name: labels.name, color: labels.color };

/** A label by either of its names, and whether the caller is going to change it. */
export interface WantedLabel {
  label_id?: string | undefined;
  label_name?: string | undefined;
  lock: "share" | "update";
}

/**
 * Finds a label of the workspace by its id or, regardless of case, by its name, and keeps it as it is until the
 * transaction ends: for the others to use, or for the caller to change.
 * @throws NOT_FOUND with the nearest name there is, INVALID_INPUT unless exactly one of both is given.
 */
export async function findLabel(
  tx: Tx,
  ctx: ServiceContext,
  { label_id, label_name, lock }: WantedLabel,
): Promise<LabelRef> {
  if ((label_id === undefined) === (label_name === undefined))
    throw new AppError("INVALID_INPUT", { message: "Give either 'label_id' or 'label_name'.", field: "label_id" });
  const named = label_id === undefined ? sql`lower(${labels.name}) = lower(${label_name})` : eq(labels.id, label_id);
  const [label] = await select(tx, ctx, named).for(lock);
  if (label) return label;
  throw label_name === undefined ? new AppError("NOT_FOUND") : await unknownName(tx, ctx, label_name);
}

function select(tx: Tx, ctx: ServiceContext, where?: SQL) {
  return tx
    .select(labelColumns)
    .from(labels)
    .where(and(eq(labels.workspace_id, ctx.actor.workspace_id), where));
}

async function unknownName(tx: Tx, ctx: ServiceContext, name: string): Promise<AppError> {
  const known = await select(tx, ctx);
  const near = nearestName(
    name,
    known.map((label) => label.name),
  );
  return new AppError("NOT_FOUND", {
    message: "There is no label of that name.",
    field: "label_name",
    hint: near ? "Use the name in did_you_mean." : "See the list of labels, or create it first.",
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}
