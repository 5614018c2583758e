import type { Agent } from "@hawkmoth/domain/agent/schema";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { readAgents } from "./rows.ts";

/** Lists the agents that share a project with the actor, by name; all of them for the workspace's owners. */
export async function listAgents(
  ctx: ServiceContext,
  input: { project_id?: string | undefined },
): Promise<{ agents: Agent[] }> {
  const { project_id } = input;
  if (project_id) authorize(ctx, "project.read", project_id);
  const agents = await inWorkspace(ctx, async (tx) => {
    if (project_id) await assertProjects(tx, ctx, [project_id]);
    return await readAgents(tx, ctx);
  });
  return {
    agents: agents.filter((agent) => !project_id || agent.projects.some((one) => one.project_id === project_id)),
  };
}
