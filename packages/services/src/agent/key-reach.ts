import { apiKeys } from "@hawkmoth/db/schema/access";
import { AGENT_WORK, KEY_REACHES, type AgentWork, type KeyReach } from "@hawkmoth/domain/agent/availability";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";

/** An agent and a project, as columns of the statement or as values. */
export interface ReachOf {
  workspace_id: SQLWrapper;
  principal_id: SQLWrapper;
  project_id: SQLWrapper;
  work?: AgentWork;
}

/** How far the best of an agent's active keys reaches for its work in a project, as an expression of a statement. */
export function keyReach({ workspace_id, principal_id, project_id, work = "TASK" }: ReachOf): SQL<KeyReach> {
  const { scope } = AGENT_WORK[work];
  return sql<KeyReach>`(
    select coalesce(max(
      case when not (${scope} = any(${apiKeys.scopes})) then 1
        when ${apiKeys.project_ids} is not null and not (${project_id} = any(${apiKeys.project_ids})) then 2
        else 3 end
    ), 0)
    from ${apiKeys}
    where ${apiKeys.workspace_id} = ${workspace_id} and ${apiKeys.principal_type} = 'AGENT'
      and ${apiKeys.principal_id} = ${principal_id} and ${apiKeys.kind} = 'SECRET' and ${apiKeys.revoked_at} is null
      and (${apiKeys.expires_at} is null or ${apiKeys.expires_at} > now())
  )`.mapWith((rank: unknown) => KEY_REACHES[Number(rank)] ?? "NO_KEY");
}
