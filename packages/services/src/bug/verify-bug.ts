import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { isOpen } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, isNull, sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import type { BugRow } from "./resolve-bug.ts";

/**
 * Marks a fixed bug as verified, within the transaction of the verb that brings the evidence.
 * @returns the bug with `verified_at`.
 * @throws CONFLICT when it is open, not resolved as FIXED, verified already, or changed since it was read; FORBIDDEN.
 */
export async function verifyBug(tx: Tx, ctx: ServiceContext, bug: BugRow): Promise<BugRow> {
  authorize(ctx, "bug.settle", bug.project_id);
  const [row] = isVerifiable(bug)
    ? await tx
        .update(bugs)
        .set({ verified_at: sql`now()`, version: bug.version + 1, updated_at: sql`now()` })
        .where(
          and(
            eq(bugs.workspace_id, bug.workspace_id),
            eq(bugs.id, bug.id),
            eq(bugs.version, bug.version),
            isNull(bugs.verified_at),
          ),
        )
        .returning()
    : [];
  if (!row) throw new AppError("CONFLICT", { message: "Only a bug resolved as FIXED can be verified, and only once." });
  const about = { project_id: bug.project_id, bug_id: bug.id };
  const { verified_at, version } = row;
  await recordActivity(tx, ctx, { kind: "FIELD_CHANGED", ...about, field: "verified_at", from: null, to: verified_at });
  await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: { verified_at, version } });
  return { ...bug, ...row };
}

/** True when the bug counts as fixed and nobody has shown it yet. */
export function isVerifiable(bug: Pick<BugRow, "status" | "resolution" | "verified_at">): boolean {
  return !isOpen(bug.status) && bug.resolution === "FIXED" && bug.verified_at === null;
}
