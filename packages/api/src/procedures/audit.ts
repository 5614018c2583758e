import { AuditLog, QueryAuditInput } from "@hawkmoth/domain/audit/schema";
import { queryAudit } from "@hawkmoth/services/audit/query-audit";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const auditRouter = router({
  query: actorProcedure
    .meta({
      summary: "Read the audit log: who called what, with which program and result",
      scope: "audit:read",
      rest: { method: "GET", path: "/audit-logs" },
      mcp: {
        tool: "query_audit_log",
        toolset: "oversight",
        title: "Query the audit log",
        description:
          "Calls by people, agents and keys, newest first: tool, bugs, client, result. For workspace owners and admins. Use when asking who did what, or why a call was refused.",
        hints: READS,
        budget_tokens: 3000,
      },
      is_sensitive: true,
    })
    .input(QueryAuditInput)
    .output(AuditLog)
    .query(({ ctx, input }) => queryAudit(ctx.service, input)),
});
