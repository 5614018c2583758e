import { McpCallRecord, McpCallRecorded } from "@hawkmoth/domain/audit/mcp-call";
import { auditMcpCall } from "../audit.ts";
import { actorProcedure, router } from "../procedure.ts";

export const mcpCallRouter = router({
  record: actorProcedure
    .meta({
      summary: "Record a call that the MCP server answered itself",
      scope: "any",
      rest: { method: "POST", path: "/mcp-calls", status: 201 },
      is_audit: true,
    })
    .input(McpCallRecord)
    .output(McpCallRecorded)
    .mutation(async ({ ctx, input }) => {
      await auditMcpCall(ctx, input);
      return { recorded: true as const };
    }),
});
