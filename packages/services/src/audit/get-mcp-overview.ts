import { apiKeys } from "@hawkmoth/db/schema/access";
import type { McpOverview } from "@hawkmoth/domain/audit/mcp-overview";
import { and, count, eq, gt, isNull, or, sql } from "drizzle-orm";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { countMcpCalls } from "./count-mcp-calls.ts";

/**
 * The MCP side of the workspace: what the server is set to, which keys could use it, and how it was used in the last
 * 24 hours and 7 days. A server that does not answer is null, and the counts come all the same.
 * @throws FORBIDDEN for everybody but owners and admins.
 */
export async function getMcpOverview(ctx: ServiceContext): Promise<McpOverview> {
  authorizeInWorkspace(ctx, "audit.read");
  const server = await ctx.ports.mcp.facts();
  return await inWorkspace(ctx, async (tx) => {
    const { workspace_id } = ctx.actor;
    const [keys] = await tx
      .select({ in_force: count() })
      .from(apiKeys)
      .where(
        and(
          eq(apiKeys.workspace_id, workspace_id),
          eq(apiKeys.kind, "SECRET"),
          isNull(apiKeys.revoked_at),
          or(isNull(apiKeys.expires_at), gt(apiKeys.expires_at, sql`now()`)),
        ),
      );
    return {
      endpoint: `${ctx.web_origin}/mcp`,
      server,
      keys_count: keys?.in_force ?? 0,
      calls: await countMcpCalls(tx, workspace_id),
    };
  });
}
