import { enterWorkspace } from "@hawkmoth/db/in-workspace";
import { pairings } from "@hawkmoth/db/schema/access";
import type { Pairing } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { findByUserCode, statusOf, toPairing } from "./pairing-rows.ts";
import { inTransaction } from "../transaction.ts";

/**
 * Lets a program have a key that acts as the member who approves, in the workspace they are in.
 * @throws NOT_FOUND for an unknown code, CONFLICT when it was approved already or is over.
 */
export async function approvePairing(
  ctx: ServiceContext,
  input: { user_code: string },
): Promise<z.infer<typeof Pairing>> {
  authorizeInWorkspace(ctx, "key.own");
  const { workspace_id, id: member_id } = ctx.actor;
  return await inTransaction(ctx, async (tx) => {
    const row = await findByUserCode(tx, input.user_code);
    if (!row) throw new AppError("NOT_FOUND");
    const [approved] = await tx
      .update(pairings)
      .set({ status: "APPROVED", workspace_id, member_id })
      .where(and(eq(pairings.id, row.id), eq(pairings.status, "PENDING"), sql`${pairings.expires_at} > now()`))
      .returning();
    if (!approved)
      throw new AppError("CONFLICT", {
        message: row.is_over ? "This code is over." : `This code is ${statusOf(row)} already.`,
        hint: "Start pairing again to get a fresh code.",
      });
    await enterWorkspace(tx, workspace_id);
    await recordActivity(tx, ctx, { kind: "PAIRING_APPROVED", to: { id: row.id, device_name: row.device_name } });
    return toPairing({ ...approved, is_over: false });
  });
}
