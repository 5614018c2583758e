import type { Tx } from "@hawkmoth/db/client";
import { enterWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeys, pairings } from "@hawkmoth/db/schema/access";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { workspaces } from "@hawkmoth/db/schema/workspace";
import { CAPTURE_KEY_SCOPES, type RedeemedPairing } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { PublicContext } from "../context.ts";
import { mintKey } from "./key-rows.ts";
import { hashKey } from "./key-value.ts";
import { loadActor } from "./load-actor.ts";
import { statusOf } from "./pairing-rows.ts";

type Redeemed = z.infer<typeof RedeemedPairing>;

/** Days until a paired program has to be paired again. */
const KEY_DAYS = 365;

/**
 * Gives a program its key once a person approved, exactly once: whoever asks again learns that it was redeemed.
 * @throws NOT_FOUND for an unknown device code, FORBIDDEN when who approved was disabled since.
 */
export async function redeemPairing(ctx: PublicContext, input: { device_code: string }): Promise<Redeemed> {
  const mine = eq(pairings.device_code_hash, hashKey(input.device_code));
  return await ctx.db.transaction(async (tx) => {
    const [approved] = await tx
      .update(pairings)
      .set({ status: "REDEEMED" })
      .where(and(mine, eq(pairings.status, "APPROVED"), sql`${pairings.expires_at} > now()`))
      .returning();
    if (approved) return await mintFor(tx, ctx, approved);
    const [row] = await tx
      .select({ pairing: pairings, is_over: sql<boolean>`${pairings.expires_at} <= now()` })
      .from(pairings)
      .where(mine);
    if (!row) throw new AppError("NOT_FOUND");
    const status = statusOf({ ...row.pairing, is_over: row.is_over });
    return { status, key: null, workspace: null, member_name: null };
  });
}

async function mintFor(tx: Tx, ctx: PublicContext, pairing: typeof pairings.$inferSelect): Promise<Redeemed> {
  const { workspace_id, member_id, device_name } = pairing;
  if (!workspace_id || !member_id) throw new AppError("INTERNAL", { cause: "An approved pairing names nobody" });
  const [workspace] = await tx.select().from(workspaces).where(eq(workspaces.id, workspace_id));
  if (!workspace) throw new AppError("NOT_FOUND");
  const scopes = [...CAPTURE_KEY_SCOPES];
  const uuid = principalUuid("MEMBER", member_id);
  const minted = await mintKey(tx, {
    workspace_id,
    kind: "SECRET",
    name: device_name,
    principal_type: "MEMBER",
    principal_id: uuid,
    scopes,
    created_by_member_id: member_id,
    expires_in_days: KEY_DAYS,
  });
  await enterWorkspace(tx, workspace_id);
  const actor = await loadActor(tx, {
    workspace_id,
    type: "MEMBER",
    uuid,
    scopes,
    project_ids: null,
    key_id: minted.key_id,
  });
  if (!actor) throw new AppError("FORBIDDEN");
  authorizeInWorkspace({ ...ctx, actor }, "key.own");
  await tx.insert(apiKeys).values(minted.row);
  const about = { id: minted.key_id, name: device_name, prefix: minted.prefix };
  await recordActivity(tx, { ...ctx, actor }, { kind: "KEY_CREATED", to: about });
  const { id, slug, name } = workspace;
  return { status: "REDEEMED", key: minted.value, workspace: { id, slug, name }, member_name: actor.name };
}
