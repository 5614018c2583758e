import { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import type { BugLabelInput, BugLabels } from "@hawkmoth/domain/label/schema";
import { changeBug } from "../bug/update-bug.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { findLabel } from "./find-label.ts";

/**
 * Puts a label of the catalogue on a bug; one that is there already stays.
 * @throws NOT_FOUND with the nearest name when there is no such label; FORBIDDEN, LEASE_LOST, CONFLICT, INVALID_INPUT.
 */
export async function addBugLabel(ctx: ServiceContext, input: BugLabelInput): Promise<BugLabels> {
  return changeBugLabel(ctx, input, "label_add");
}

/**
 * Takes a label of the catalogue off a bug; one that is not there stays off.
 * @throws NOT_FOUND with the nearest name when there is no such label; FORBIDDEN, LEASE_LOST, CONFLICT, INVALID_INPUT.
 */
export async function removeBugLabel(ctx: ServiceContext, input: BugLabelInput): Promise<BugLabels> {
  return changeBugLabel(ctx, input, "label_remove");
}

async function changeBugLabel(
  ctx: ServiceContext,
  input: BugLabelInput,
  how: "label_add" | "label_remove",
): Promise<BugLabels> {
  return inWorkspace(ctx, async (tx) => {
    const { name } = await findLabel(tx, ctx, { ...input, lock: "share" });
    const { bug_id, lease_token } = input;
    const { bug, changed } = await changeBug(tx, ctx, UpdateBugInput.parse({ bug_id, lease_token, [how]: [name] }));
    return {
      bug_id: bug.id,
      key: bug.key,
      labels: bug.labels,
      changed: changed.includes("labels"),
      version: bug.version,
    };
  });
}
