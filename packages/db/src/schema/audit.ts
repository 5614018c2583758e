import { ActorType, Via } from "@hawkmoth/domain/actor";
import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, foreignKey } from "drizzle-orm/pg-core";
import { now, oneOf, ownId, pairId, tenantPolicy, time, typeId, typeIds, workspaceId, enumText } from "./columns.ts";
import { workspaces } from "./workspace.ts";

/** The stored answer of a request that carried an Idempotency-Key. `response_status` is null while it still runs. */
export const idempotencyKeys = pgTable(
  "idempotency_key",
  {
    workspace_id: workspaceId(),
    /** Who sent it: `mbr_…`, `agt_…` or `key_…`. */
    principal: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    request_hash: text().notNull(),
    response_status: smallint(),
    response_body: jsonb().$type<unknown>(),
    created_at: time().notNull().default(now),
    expires_at: time().notNull(),
  },
  (t) => [
    primaryKey({ name: "idempotency_key_pk", columns: [t.workspace_id, t.principal, t.operation, t.key] }),
    index("idempotency_key_expiry").on(t.workspace_id, t.expires_at),
    foreignKey({ name: "idempotency_key_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    tenantPolicy("idempotency_key"),
  ],
).enableRLS();

/** Append-only: one row per call of an agent or a key. */
export const auditEntries = pgTable(
  "audit_entry",
  {
    workspace_id: workspaceId(),
    id: ownId("audit"),
    principal_type: enumText(ActorType.options).notNull(),
    principal_id: pairId(),
    principal_name: text().notNull(),
    key_id: typeId("key"),
    /** Set when the call came with a token of a connected app. */
    grant_id: typeId("grant"),
    client: text(),
    via: enumText(Via.options).notNull(),
    operation: text().notNull(),
    tool: text(),
    task_id: typeId("task"),
    task_fence: bigint({ mode: "number" }),
    /** Bugs that the arguments or the answer named, as far as they were found. */
    bug_ids: typeIds("bug")
      .notNull()
      .default(sql`'{}'`),
    argument_hash: text().notNull(),
    /** Arguments with secrets taken out, long texts and lists cut. */
    arguments: jsonb().$type<unknown>().notNull(),
    result_code: text().notNull(),
    duration_ms: integer().notNull(),
    request_id: text(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("audit_entry_by_created").on(t.workspace_id, t.created_at, t.id),
    index("audit_entry_by_principal").on(t.workspace_id, t.principal_id, t.created_at, t.id),
    index("audit_entry_by_key")
      .on(t.workspace_id, t.key_id, t.created_at, t.id)
      .where(sql`${t.key_id} is not null`),
    index("audit_entry_by_tool")
      .on(t.workspace_id, t.tool, t.created_at, t.id)
      .where(sql`${t.tool} is not null`),
    index("audit_entry_by_operation").on(t.workspace_id, t.operation, t.created_at, t.id),
    // Policies keep an index over whole arrays from being used; most calls name one bug, and those of many are few.
    index("audit_entry_by_first_bug")
      .on(t.workspace_id, sql`(${t.bug_ids}[1])`, t.created_at, t.id)
      .where(sql`${t.bug_ids}[1] is not null`),
    index("audit_entry_of_many_bugs")
      .on(t.workspace_id, t.created_at, t.id)
      .where(sql`cardinality(${t.bug_ids}) > 1`),
    foreignKey({ name: "audit_entry_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    oneOf("audit_entry_principal_type_check", t.principal_type, ActorType.options),
    tenantPolicy("audit_entry"),
  ],
).enableRLS();

/** Counters of the rate limiter, in the shape rate-limiter-flexible reads. Belongs to no workspace: it counts by IP and e-mail too. */
export const rateLimits = pgTable("rate_limit", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
