import type { Tx } from "@hawkmoth/db/client";
import { auditEntries } from "@hawkmoth/db/schema/audit";
import { bugs } from "@hawkmoth/db/schema/bug";
import { actorId, principalUuid } from "@hawkmoth/db/schema/columns";
import type { AuditEntry, AuditLog, QueryAuditInput } from "@hawkmoth/domain/audit/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { isRealTime } from "@hawkmoth/domain/time";
import { and, desc, eq, gt, lt, sql, type SQL } from "drizzle-orm";
import { authorizeInWorkspace } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

const table = auditEntries;

/**
 * Reads the audit log, newest first: what people changed, what programs and models called, and how it ended.
 * @throws FORBIDDEN for everybody but owners and admins with a credential for the whole workspace, INVALID_INPUT,
 * NOT_FOUND for a bug that does not exist.
 */
export async function queryAudit(ctx: ServiceContext, input: QueryAuditInput): Promise<AuditLog> {
  authorizeInWorkspace(ctx, "audit.read");
  const { bug_id, limit } = input;
  return await inWorkspace(ctx, async (tx) => {
    const bug = bug_id === undefined ? null : await resolveBugRef(tx, ctx, bug_id);
    const matching = and(eq(table.workspace_id, ctx.actor.workspace_id), ...filters(input));
    const rows = await newest(tx, { matching, bug_id: bug?.id, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      entries: page.map(toEntry),
      next_cursor: rows.length > limit && last ? encodeCursor([last.created_at, last.id]) : null,
    };
  });
}

type Row = typeof auditEntries.$inferSelect;

/** The newest entries; those about one bug come through two indexes, as the first of an entry's bugs or a later one. */
async function newest(
  tx: Tx,
  { matching, bug_id, limit }: { matching: SQL | undefined; bug_id: string | undefined; limit: number },
): Promise<Row[]> {
  const found: Row[] = [];
  for (const about of bug_id === undefined ? [undefined] : [isFirst(bug_id), isLater(bug_id)])
    found.push(
      ...(await tx
        .select()
        .from(table)
        .where(and(matching, about))
        .orderBy(desc(table.created_at), desc(table.id))
        .limit(limit)),
    );
  return found.toSorted(newestFirst).slice(0, limit);
}

function newestFirst(left: Row, right: Row): number {
  const [one, two] = [`${left.created_at} ${left.id}`, `${right.created_at} ${right.id}`];
  return one < two ? 1 : one > two ? -1 : 0;
}

function isFirst(bug_id: string): SQL {
  return sql`${table.bug_ids}[1] = ${sql.param(bug_id, bugs.id)}`;
}

function isLater(bug_id: string): SQL {
  const named = sql.param([bug_id], table.bug_ids);
  return sql`cardinality(${table.bug_ids}) > 1 and ${table.bug_ids} @> ${named}::uuid[] and not ${isFirst(bug_id)}`;
}

function filters(input: QueryAuditInput): (SQL | undefined)[] {
  const { actor, tool, operation, result_code, after, before, cursor } = input;
  return [
    actor === undefined ? undefined : byActor(actor),
    tool === undefined ? undefined : eq(table.tool, tool),
    operation === undefined ? undefined : eq(table.operation, operation),
    result_code === undefined ? undefined : eq(table.result_code, result_code),
    after === undefined ? undefined : gt(table.created_at, moment("after", after)),
    before === undefined ? undefined : lt(table.created_at, moment("before", before)),
    cursor === undefined ? undefined : olderThan(cursor),
  ];
}

function byActor(id: string): SQL {
  if (isId("member", id)) return eq(table.principal_id, principalUuid("MEMBER", id));
  if (isId("agent", id)) return eq(table.principal_id, principalUuid("AGENT", id));
  if (isId("key", id)) return eq(table.key_id, id);
  throw new AppError("INVALID_INPUT", { message: "Invalid 'actor': give an mbr_…, agt_… or key_… id", field: "actor" });
}

function moment(field: string, time: string): string {
  if (isRealTime(time)) return time;
  throw new AppError("INVALID_INPUT", { message: `Invalid '${field}': no such time`, field });
}

function olderThan(cursor: string): SQL {
  const [created_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("audit", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`(${table.created_at}, ${table.id}) < (${cursorTime(created_at)}::timestamptz, ${sql.param(id, table.id)})`;
}

function toEntry(row: Row): AuditEntry {
  return {
    id: row.id,
    actor: { type: row.principal_type, id: actorId(row.principal_type, row.principal_id), name: row.principal_name },
    key_id: row.key_id,
    via: row.via,
    client: row.client,
    operation: row.operation,
    tool: row.tool,
    bug_ids: row.bug_ids,
    arguments: row.arguments,
    result_code: row.result_code,
    duration_ms: row.duration_ms,
    request_id: row.request_id,
    created_at: row.created_at,
  };
}
