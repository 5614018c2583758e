import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { AppError } from "@hawkmoth/domain/errors";
import { sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { rowOf, WRITTEN, type IdempotentRecord, type KeyedRequest } from "./keyed-request.ts";

/** The stored answer of an earlier request. The body is sealed by whoever stored it. */
export interface StoredAnswer {
  status: number;
  sealed_body: string;
}

/** While a request runs its row is held this long; a process that died before it wrote frees the key after it. */
const HELD = sql`now() + interval '2 minutes'`;

/**
 * Takes the key for a request that is about to run, or returns the answer of the one that already did.
 * @throws IDEMPOTENCY_KEY_REUSED when the key was used with another body, CONFLICT while the first still runs, and when
 * it was carried out without its answer being kept.
 */
export async function beginRequest(
  ctx: PublicContext,
  record: IdempotentRecord,
): Promise<{ request: KeyedRequest } | { stored: StoredAnswer }> {
  return await inWorkspace(ctx.db, record.workspace_id, async (tx) => {
    const table = idempotencyKeys;
    const [taken] = await tx
      .insert(table)
      .values({ ...record, created_at: sql`clock_timestamp()`, expires_at: HELD })
      .onConflictDoUpdate({
        target: [table.workspace_id, table.principal, table.operation, table.key],
        set: {
          request_hash: record.request_hash,
          response_status: null,
          response_body: null,
          created_at: sql`clock_timestamp()`,
          expires_at: HELD,
        },
        setWhere: sql`${table.expires_at} < now()`,
      })
      .returning({ claim: sql<string>`${table.created_at}::text` });
    if (taken) return { request: { ...record, claim: taken.claim } };
    const [row] = await tx
      .select({
        request_hash: table.request_hash,
        response_status: table.response_status,
        response_body: table.response_body,
        is_fresh: sql<boolean>`${table.expires_at} > now() + interval '24 hours' - interval '30 seconds'`,
      })
      .from(table)
      .where(rowOf(record));
    return { stored: answerOf(row, record.request_hash) };
  });
}

interface FoundRow {
  request_hash: string;
  response_status: number | null;
  response_body: unknown;
  is_fresh: boolean;
}

function answerOf(row: FoundRow | undefined, request_hash: string): StoredAnswer {
  if (row && row.request_hash !== request_hash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (row?.response_status === WRITTEN && !row.is_fresh) throw answerLost();
  if (!row || row.response_status === null || typeof row.response_body !== "string")
    throw new AppError("CONFLICT", {
      message: "A request with this Idempotency-Key is still running.",
      hint: "Send it again in a moment.",
      retry_after_s: 1,
    });
  return { status: row.response_status, sealed_body: row.response_body };
}

function answerLost(): AppError {
  return new AppError("CONFLICT", {
    message: "The request with this Idempotency-Key was carried out, but its answer was lost; it is not repeated.",
    hint: "Read what it was about to see what is there. Use a fresh key only to do it once more.",
    details: { is_written: true },
  });
}
