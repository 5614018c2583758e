import type { Tx } from "@hawkmoth/db/client";
import { auditEntries } from "@hawkmoth/db/schema/audit";
import { bugs } from "@hawkmoth/db/schema/bug";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import { projects } from "@hawkmoth/db/schema/project";
import { isId, parseBugKey } from "@hawkmoth/domain/ids";
import { and, eq, or, sql } from "drizzle-orm";
import { clientLabel, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** A finished call, with its arguments already redacted. */
export interface AuditedCall {
  /** Router path, such as `bug.update`. */
  operation: string;
  /** MCP tool that the call stands for. */
  tool: string | null;
  /** Ids and keys of the bugs that the call named; what is neither is left out. */
  bug_refs: readonly string[];
  /** SHA-256 of the canonical JSON of the unredacted arguments, hex. */
  argument_hash: string;
  arguments: Record<string, unknown>;
  /** OK or the code of the error. */
  result_code: string;
  duration_ms: number;
  /**
   * True when the row has to lie on disk before the answer goes out, as for writes and for reads of secrets. Others are
   * there at once as well, but a crash of Postgres itself may lose those of its last half second.
   */
  is_durable: boolean;
}

/** Appends one row to the audit log: who called what, with which program and result. Rows are never changed. */
export async function recordAudit(ctx: ServiceContext, { bug_refs, is_durable, ...call }: AuditedCall): Promise<void> {
  const { actor } = ctx;
  // The row of a call that was refused is no write of it.
  await inWorkspace({ ...ctx, keyed_request: undefined }, async (tx) => {
    const bug_ids = await bugIds(tx, ctx, bug_refs);
    const relaxed = is_durable ? [] : [tx.execute(sql`select set_config('synchronous_commit', 'off', true)`)];
    const row = tx.insert(auditEntries).values({
      workspace_id: actor.workspace_id,
      principal_type: actor.type,
      principal_id: actorUuid(actor.type, actor.id),
      principal_name: actor.name,
      key_id: actor.key_id,
      grant_id: actor.grant_id ?? null,
      via: ctx.via,
      client: clientLabel(ctx.client),
      request_id: ctx.request_id,
      bug_ids,
      ...call,
    });
    await Promise.all([...relaxed, row]);
  });
}

/** Ids stand as they were given, also of bugs that the caller did not find; keys are looked up. */
async function bugIds(tx: Tx, ctx: ServiceContext, refs: readonly string[]): Promise<string[]> {
  const ids = refs.filter((ref) => isId("bug", ref));
  const keys = refs.map(parseBugKey).filter((key) => key !== null);
  if (keys.length === 0) return [...new Set(ids)];
  const found = await tx
    .select({ id: bugs.id })
    .from(bugs)
    .innerJoin(projects, and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id)))
    .where(
      and(
        eq(bugs.workspace_id, ctx.actor.workspace_id),
        or(...keys.map(({ project_key, number }) => and(eq(projects.key, project_key), eq(bugs.number, number)))),
      ),
    );
  return [...new Set([...ids, ...found.map(({ id }) => id)])];
}
