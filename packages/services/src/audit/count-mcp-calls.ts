import type { Tx } from "@hawkmoth/db/client";
import { auditEntries } from "@hawkmoth/db/schema/audit";
import type { McpCalls, McpUsage } from "@hawkmoth/domain/audit/mcp-overview";
import { and, desc, eq, gte, isNotNull, ne, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

const MAX_ROWS = 50;
const LAST_DAY = sql`${auditEntries.created_at} >= now() - interval '24 hours'`;
const IS_ERROR = sql`${auditEntries.result_code} <> 'OK'`;

const count = (where: SQL = sql`true`): SQL<number> => sql<number>`count(*) filter (where ${where})`.mapWith(Number);

/** Counts the workspace's calls over MCP in the last 24 hours and 7 days, by tool, client and error code. */
export async function countMcpCalls(tx: Tx, workspace_id: string): Promise<McpCalls> {
  const recent = and(
    eq(auditEntries.workspace_id, workspace_id),
    eq(auditEntries.via, "MCP"),
    gte(auditEntries.created_at, sql`now() - interval '7 days'`),
  );
  const [total] = await tx
    .select({
      calls_24h: count(LAST_DAY),
      errors_24h: count(sql`${LAST_DAY} and ${IS_ERROR}`),
      calls_7d: count(),
      errors_7d: count(IS_ERROR),
    })
    .from(auditEntries)
    .where(recent);
  const count_7d = count();
  const errors = await tx
    .select({ code: auditEntries.result_code, count_7d })
    .from(auditEntries)
    .where(and(recent, ne(auditEntries.result_code, "OK")))
    .groupBy(auditEntries.result_code)
    .orderBy(desc(count_7d), auditEntries.result_code)
    .limit(MAX_ROWS);
  return {
    ...(total ?? { calls_24h: 0, errors_24h: 0, calls_7d: 0, errors_7d: 0 }),
    tools: await usageBy(tx, auditEntries.tool, recent),
    clients: await usageBy(tx, auditEntries.client, recent),
    errors,
  };
}

async function usageBy(tx: Tx, column: PgColumn, where: SQL | undefined): Promise<McpUsage[]> {
  const calls_7d = count();
  return await tx
    .select({
      name: sql<string>`${column}`,
      calls_24h: count(LAST_DAY),
      calls_7d,
      errors_7d: count(IS_ERROR),
      last_at: sql`max(${auditEntries.created_at})`.mapWith((at: string) => new Date(at).toISOString()),
    })
    .from(auditEntries)
    .where(and(where, isNotNull(column)))
    .groupBy(column)
    .orderBy(desc(calls_7d), column)
    .limit(MAX_ROWS);
}
