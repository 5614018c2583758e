import { apiKeys } from "@hawkmoth/db/schema/access";
import type { McpOverview } from "@hawkmoth/domain/audit/mcp-overview";
import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { countMcpCalls } from "./count-mcp-calls.ts";

const now = sql`now()`;
const isKeyInForce = and(
  eq(apiKeys.kind, "SECRET"),
  isNull(apiKeys.revoked_at),
  or(isNull(apiKeys.expires_at), gt(apiKeys.expires_at, now)),
);
const isAppSignedIn = and(isNull(oauthGrants.revoked_at), gt(oauthGrants.expires_at, now));

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
    return {
      endpoint: `${ctx.web_origin}/mcp`,
      server,
      keys_count: await tx.$count(apiKeys, and(eq(apiKeys.workspace_id, workspace_id), isKeyInForce)),
      connected_apps_count: await tx.$count(
        oauthGrants,
        and(eq(oauthGrants.workspace_id, workspace_id), isAppSignedIn),
      ),
      calls: await countMcpCalls(tx, workspace_id),
    };
  });
}
