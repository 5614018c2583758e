import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import type { IdempotentRecord, StoredAnswer } from "./begin-request.ts";

/** Keeps the answer of a finished request for 24 hours; without one the key is free again, so that a retry may run. */
export async function finishRequest(
  ctx: PublicContext,
  request: IdempotentRecord & { answer: StoredAnswer | null },
): Promise<void> {
  const table = idempotencyKeys;
  const own = and(
    eq(table.workspace_id, request.workspace_id),
    eq(table.principal, request.principal),
    eq(table.operation, request.operation),
    eq(table.key, request.key),
    isNull(table.response_status),
  );
  await inWorkspace(ctx.db, request.workspace_id, async (tx) => {
    if (!request.answer) return await tx.delete(table).where(own);
    const { status, sealed_body } = request.answer;
    return await tx
      .update(table)
      .set({ response_status: status, response_body: sealed_body, expires_at: sql`now() + interval '24 hours'` })
      .where(own);
  });
}
