import { auditEntries } from "@hawkmoth/db/schema/audit";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import { clientLabel, type ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** A finished call, with its arguments already redacted. */
export interface AuditedCall {
  /** Router path, such as `bug.update`. */
  operation: string;
  /** MCP tool that the call stands for. */
  tool: string | null;
  /** SHA-256 of the canonical JSON of the unredacted arguments, hex. */
  argument_hash: string;
  arguments: Record<string, unknown>;
  /** OK or the code of the error. */
  result_code: string;
  duration_ms: number;
}

/** Appends one row to the audit log: who called what, with which program and result. Rows are never changed. */
export async function recordAudit(ctx: ServiceContext, call: AuditedCall): Promise<void> {
  const { actor } = ctx;
  await inWorkspace(ctx, async (tx) => {
    await tx.insert(auditEntries).values({
      workspace_id: actor.workspace_id,
      principal_type: actor.type,
      principal_id: actorUuid(actor.type, actor.id),
      principal_name: actor.name,
      key_id: actor.key_id,
      via: ctx.via,
      client: clientLabel(ctx.client),
      request_id: ctx.request_id,
      ...call,
    });
  });
}
