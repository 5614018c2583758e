import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";

/** One request as its Idempotency-Key identifies it. */
export interface IdempotentRecord {
  workspace_id: string;
  /** Key id, member id or agent id of the caller. */
  principal: string;
  /** Method and path. */
  operation: string;
  key: string;
  /** SHA-256 of the body, hex. */
  request_hash: string;
}

/** The stored answer of an earlier request. The body is sealed by whoever stored it. */
export interface StoredAnswer {
  status: number;
  sealed_body: string;
}

/** While a request runs its row is held this long; a process that died frees the key after it. */
const HELD = sql`now() + interval '2 minutes'`;

/**
 * Takes the key for a request that is about to run, or returns the answer of the one that already did.
 * @throws IDEMPOTENCY_KEY_REUSED when the key was used with another body, CONFLICT while the first still runs.
 */
export async function beginRequest(ctx: PublicContext, record: IdempotentRecord): Promise<StoredAnswer | null> {
  return await inWorkspace(ctx.db, record.workspace_id, async (tx) => {
    const table = idempotencyKeys;
    const taken = await tx
      .insert(table)
      .values({ ...record, expires_at: HELD })
      .onConflictDoUpdate({
        target: [table.workspace_id, table.principal, table.operation, table.key],
        set: {
          request_hash: record.request_hash,
          response_status: null,
          response_body: null,
          created_at: sql`now()`,
          expires_at: HELD,
        },
        setWhere: sql`${table.expires_at} < now()`,
      })
      .returning({ key: table.key });
    if (taken.length > 0) return null;
    const [row] = await tx
      .select()
      .from(table)
      .where(
        and(
          eq(table.workspace_id, record.workspace_id),
          eq(table.principal, record.principal),
          eq(table.operation, record.operation),
          eq(table.key, record.key),
        ),
      );
    return answerOf(row, record.request_hash);
  });
}

function answerOf(row: typeof idempotencyKeys.$inferSelect | undefined, request_hash: string): StoredAnswer {
  if (row && row.request_hash !== request_hash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (!row || row.response_status === null || typeof row.response_body !== "string")
    throw new AppError("CONFLICT", {
      message: "A request with this Idempotency-Key is still running.",
      hint: "Send it again in a moment.",
      retry_after_s: 1,
    });
  return { status: row.response_status, sealed_body: row.response_body };
}
