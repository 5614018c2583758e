import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { and, isNull, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import type { StoredAnswer } from "./begin-request.ts";
import { heldRowOf, type KeyedRequest } from "./keyed-request.ts";

/**
 * Keeps the answer of a finished request for 24 hours. Without one the key is free again, so that a retry may run,
 * unless something was written: then the key stays taken.
 */
export async function finishRequest(
  ctx: PublicContext,
  request: KeyedRequest,
  answer: StoredAnswer | null,
): Promise<void> {
  const table = idempotencyKeys;
  await inWorkspace(ctx.db, request.workspace_id, async (tx) => {
    const held = heldRowOf(request);
    if (!answer) return await tx.delete(table).where(and(held, isNull(table.response_status)));
    return await tx
      .update(table)
      .set({
        response_status: answer.status,
        response_body: answer.sealed_body,
        expires_at: sql`now() + interval '24 hours'`,
      })
      .where(held);
  });
}
