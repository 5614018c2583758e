import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers, projects } from "@hawkmoth/db/schema/project";
import { agentTasks } from "@hawkmoth/db/schema/task";
import { projectRoleOf, visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { unavailableReason } from "@hawkmoth/domain/agent/availability";
import type { Agent } from "@hawkmoth/domain/agent/schema";
import { and, asc, eq, gt, inArray, or, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ServiceContext } from "../context.ts";
import { keyReach } from "./key-reach.ts";

const owners = alias(principals, "owner");

/** Reads agents by name, each with the projects the actor may know about. Agents without one in common are left out. */
export async function readAgents(tx: Tx, ctx: ServiceContext, where?: SQL): Promise<Agent[]> {
  const { workspace_id } = ctx.actor;
  const rows = await selectAgents(tx, workspace_id, where);
  if (rows.length === 0) return [];
  const ids = rows.map(({ agent }) => principalUuid("AGENT", agent.id));
  const [memberships, counts] = await Promise.all([
    selectMemberships(tx, workspace_id, ids),
    countTasks(tx, workspace_id, ids),
  ]);
  return rows.flatMap(({ agent, name, disabled_at, owner_name }) => {
    const id = principalUuid("AGENT", agent.id);
    const own = memberships.filter((membership) => membership.id === id);
    const visible = own.filter(({ project_id }) => projectRoleOf(ctx.actor, project_id) !== null);
    const seesAll = visibleProjectIds(ctx.actor) === null;
    if (visible.length === 0 && !seesAll && ctx.actor.id !== agent.id) return [];
    const load = counts.find((count) => count.id === id);
    return {
      id: agent.id,
      slug: agent.slug,
      name,
      description: agent.description,
      instructions: agent.instructions,
      kinds: agent.kinds,
      projects: visible.map(({ project_id, key, role, key_reach }) => ({
        project_id,
        key,
        role,
        unavailable_reason: unavailableReason({ is_disabled: disabled_at !== null, role, key_reach }),
      })),
      owner: { id: agent.owner_member_id, name: owner_name },
      is_disabled: disabled_at !== null,
      active_leases: load?.active_leases ?? 0,
      queued_tasks: load?.queued_tasks ?? 0,
      success_rate: load ? shareOf(load) : null,
      last_seen_at: agent.last_seen_at,
      created_at: agent.created_at,
    };
  });
}

/** Reads one agent. @throws NOT_FOUND when it does not exist or the actor can't see it. */
export async function readAgent(tx: Tx, ctx: ServiceContext, agent_id: string): Promise<Agent> {
  const [agent] = await readAgents(tx, ctx, eq(agents.id, agent_id));
  if (!agent) throw new AppError("NOT_FOUND");
  return agent;
}

function selectAgents(tx: Tx, workspace_id: string, where: SQL | undefined) {
  return tx
    .select({ agent: agents, name: principals.name, disabled_at: principals.disabled_at, owner_name: owners.name })
    .from(agents)
    .innerJoin(
      principals,
      and(
        eq(principals.workspace_id, agents.workspace_id),
        eq(principals.type, agents.principal_type),
        eq(principals.id, agents.id),
      ),
    )
    .innerJoin(
      owners,
      and(
        eq(owners.workspace_id, agents.workspace_id),
        eq(owners.type, "MEMBER"),
        eq(owners.id, agents.owner_member_id),
      ),
    )
    .where(and(eq(agents.workspace_id, workspace_id), where))
    .orderBy(asc(principals.name), asc(agents.id));
}

type PairId = ReturnType<typeof principalUuid>;

function selectMemberships(tx: Tx, workspace_id: string, ids: PairId[]) {
  return tx
    .select({
      id: projectMembers.principal_id,
      project_id: projectMembers.project_id,
      role: projectMembers.role,
      key: projects.key,
      key_reach: keyReach(projectMembers),
    })
    .from(projectMembers)
    .innerJoin(
      projects,
      and(eq(projects.workspace_id, projectMembers.workspace_id), eq(projects.id, projectMembers.project_id)),
    )
    .where(
      and(
        eq(projectMembers.workspace_id, workspace_id),
        eq(projectMembers.principal_type, "AGENT"),
        inArray(projectMembers.principal_id, ids),
      ),
    )
    .orderBy(asc(projects.key));
}

/** What an agent did long ago tells little of what it does now. */
const COUNTED_SINCE = sql`now() - interval '90 days'`;

function shareOf({ succeeded, failed }: { succeeded: number; failed: number }): number | null {
  const ended = succeeded + failed;
  return ended === 0 ? null : Math.round((succeeded / ended) * 100) / 100;
}

function countTasks(tx: Tx, workspace_id: string, ids: PairId[]) {
  return tx
    .select({
      id: agentTasks.assignee_id,
      active_leases: sql<string>`count(*) filter (where ${agentTasks.status} = 'RUNNING')`.mapWith(Number),
      queued_tasks: sql<string>`count(*) filter (where ${agentTasks.status} = 'QUEUED')`.mapWith(Number),
      succeeded: sql<string>`count(*) filter (where ${agentTasks.status} = 'SUCCEEDED')`.mapWith(Number),
      failed: sql<string>`count(*) filter (where ${agentTasks.status} = 'FAILED')`.mapWith(Number),
    })
    .from(agentTasks)
    .where(
      and(
        eq(agentTasks.workspace_id, workspace_id),
        eq(agentTasks.assignee_type, "AGENT"),
        inArray(agentTasks.assignee_id, ids),
        or(
          inArray(agentTasks.status, ["RUNNING", "QUEUED"]),
          and(inArray(agentTasks.status, ["SUCCEEDED", "FAILED"]), gt(agentTasks.finished_at, COUNTED_SINCE)),
        ),
      ),
    )
    .groupBy(agentTasks.assignee_id);
}
