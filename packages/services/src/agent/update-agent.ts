import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { agentTasks } from "@hawkmoth/db/schema/task";
import type { Agent, UpdateAgentInput } from "@hawkmoth/domain/agent/schema";
import { and, eq, sql } from "drizzle-orm";
import { isDeepStrictEqual } from "node:util";
import { recordActivity, type ActivityEntry } from "../activity.ts";
import { authorize, authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { revokeTasks } from "../task/revoke-tasks.ts";
import { inWorkspace } from "../transaction.ts";
import { readAgent } from "./rows.ts";

const FIELDS = ["name", "description", "instructions", "kinds", "is_disabled"] as const;

/**
 * Changes an agent; what is left out stays. Disabling it cancels its open tasks, revokes its leases and kills its keys
 * with the same commit.
 * @throws NOT_FOUND when it is not visible, FORBIDDEN unless the actor may configure agents in all of its projects.
 */
export async function updateAgent(ctx: ServiceContext, input: UpdateAgentInput): Promise<Agent> {
  const { agent_id } = input;
  return await inWorkspace(ctx, async (tx) => {
    await lockAgent(tx, ctx, agent_id);
    const before = await readAgent(tx, ctx, agent_id);
    await authorizeForAgent(tx, ctx, agent_id);
    const after = { ...before, ...wishesOf(input) };
    const changed = FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field]));
    if (changed.length === 0) return before;
    await storeAgent(tx, ctx, after);
    if (after.is_disabled && !before.is_disabled)
      await revokeTasks(tx, ctx, { where: assignedTo(agent_id), reason: "The agent was disabled" });
    const entries = changed.map((field): ActivityEntry => {
      return { kind: "AGENT_UPDATED", field: `${before.slug}.${field}`, from: before[field], to: after[field] };
    });
    await recordActivity(tx, ctx, entries);
    return await readAgent(tx, ctx, agent_id);
  });
}

/** What is left out is written back as it was read, so nobody may change it in between: least of all is_disabled. */
async function lockAgent(tx: Tx, ctx: ServiceContext, agent_id: string): Promise<void> {
  await tx.select({ id: principals.id }).from(principals).where(principalOf(ctx, agent_id)).for("update");
}

function principalOf(ctx: ServiceContext, agent_id: string) {
  return and(
    eq(principals.workspace_id, ctx.actor.workspace_id),
    eq(principals.type, "AGENT"),
    eq(principals.id, principalUuid("AGENT", agent_id)),
  );
}

function wishesOf(input: UpdateAgentInput): Partial<Agent> {
  return Object.fromEntries(FIELDS.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])));
}

function assignedTo(agent_id: string) {
  return and(eq(agentTasks.assignee_type, "AGENT"), eq(agentTasks.assignee_id, principalUuid("AGENT", agent_id)));
}

async function authorizeForAgent(tx: Tx, ctx: ServiceContext, agent_id: string): Promise<void> {
  const memberships = await tx
    .select({ project_id: projectMembers.project_id })
    .from(projectMembers)
    .where(
      and(
        eq(projectMembers.workspace_id, ctx.actor.workspace_id),
        eq(projectMembers.principal_type, "AGENT"),
        eq(projectMembers.principal_id, principalUuid("AGENT", agent_id)),
      ),
    );
  if (memberships.length === 0) authorizeInWorkspace(ctx, "agent.create");
  for (const { project_id } of memberships) authorize(ctx, "agent.configure", project_id);
}

async function storeAgent(tx: Tx, ctx: ServiceContext, agent: Agent): Promise<void> {
  const { workspace_id } = ctx.actor;
  const { name, description, instructions, kinds, is_disabled } = agent;
  const disabled_at = is_disabled ? sql<string>`coalesce(${principals.disabled_at}, now())` : null;
  await tx.update(principals).set({ name, disabled_at }).where(principalOf(ctx, agent.id));
  await tx
    .update(agents)
    .set({ description, instructions, kinds, updated_at: sql`now()` })
    .where(and(eq(agents.workspace_id, workspace_id), eq(agents.id, agent.id)));
}
