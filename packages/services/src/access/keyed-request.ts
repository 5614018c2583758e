import type { Tx } from "@hawkmoth/db/client";
import { idempotencyKeys } from "@hawkmoth/db/schema/audit";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql, type SQL } from "drizzle-orm";

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

/** A request that holds its key. */
export interface KeyedRequest extends IdempotentRecord {
  /** When it took the key, as Postgres prints it: whoever takes the key later has another one. */
  claim: string;
}

/** `response_status` of a request whose write is committed and whose answer is not stored yet, or never was. */
export const WRITTEN = 0;

/** The row of a key. */
export function rowOf({ workspace_id, principal, operation, key }: IdempotentRecord): SQL | undefined {
  const table = idempotencyKeys;
  return and(
    eq(table.workspace_id, workspace_id),
    eq(table.principal, principal),
    eq(table.operation, operation),
    eq(table.key, key),
  );
}

/** The row of a key while this request holds it. */
export function heldRowOf(request: KeyedRequest): SQL | undefined {
  return and(rowOf(request), sql`${idempotencyKeys.created_at} = ${request.claim}::timestamptz`);
}

/**
 * Writes into a transaction that has changed something that the request was carried out, so that both are committed or
 * neither: whatever happens to the answer, a repeat of the request finds that out. Transactions that only read leave
 * the key free.
 * @throws CONFLICT when the request was so slow that another one took its key; the transaction must then be rolled back.
 */
export async function markWritten(tx: Tx, request: KeyedRequest): Promise<void> {
  const table = idempotencyKeys;
  const [found] = await tx.execute<{ is_lost: boolean }>(sql`
    with held as (
      update ${table}
      set response_status = coalesce(response_status, ${WRITTEN}::smallint), expires_at = now() + interval '24 hours'
      where ${heldRowOf(request)} and pg_current_xact_id_if_assigned() is not null
      returning 1
    )
    select pg_current_xact_id_if_assigned() is not null and not exists (select 1 from held) as is_lost`);
  if (found?.is_lost === true)
    throw new AppError("CONFLICT", {
      message: "Another request with this Idempotency-Key took over; nothing was changed.",
      hint: "Send it again to get the answer of the other one.",
      retry_after_s: 1,
    });
}
