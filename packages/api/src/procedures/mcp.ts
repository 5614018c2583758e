import { McpOverview } from "@hawkmoth/domain/audit/mcp-overview";
import { getMcpOverview } from "@hawkmoth/services/audit/get-mcp-overview";
import { actorProcedure, router } from "../procedure.ts";

export const mcpRouter = router({
  overview: actorProcedure
    .meta({
      summary: "Settings and use of the MCP server, for owners and admins",
      scope: "audit:read",
      rest: { method: "GET", path: "/admin/mcp" },
    })
    .output(McpOverview)
    .query(({ ctx }) => getMcpOverview(ctx.service)),
});
