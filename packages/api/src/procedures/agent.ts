import {
  Agent,
  AgentIdInput,
  AgentList,
  CreateAgentInput,
  ListAgentsInput,
  UpdateAgentInput,
} from "@hawkmoth/domain/agent/schema";
import { createAgent } from "@hawkmoth/services/agent/create-agent";
import { getAgent } from "@hawkmoth/services/agent/get-agent";
import { listAgents } from "@hawkmoth/services/agent/list-agents";
import { updateAgent } from "@hawkmoth/services/agent/update-agent";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const agentRouter = router({
  list: actorProcedure
    .meta({
      summary: "List agents",
      scope: "agents:read",
      rest: { method: "GET", path: "/agents" },
      mcp: {
        tool: "list_agents",
        toolset: "oversight",
        title: "List agents",
        description:
          "AI agents with their kinds of work, active leases, queue and success rate over 90 days. Use when choosing which agent to assign, or finding one that is stuck.",
        hints: READS,
        budget_tokens: 1200,
      },
    })
    .input(ListAgentsInput)
    .output(AgentList)
    .query(({ ctx, input }) => listAgents(ctx.service, input)),
  create: actorProcedure
    .meta({ summary: "Create an agent", scope: "agents:write", rest: { method: "POST", path: "/agents", status: 201 } })
    .input(CreateAgentInput)
    .output(Agent)
    .mutation(({ ctx, input }) => createAgent(ctx.service, input)),
  get: actorProcedure
    .meta({ summary: "Get an agent", scope: "agents:read", rest: { method: "GET", path: "/agents/{agent_id}" } })
    .input(AgentIdInput)
    .output(Agent)
    .query(({ ctx, input }) => getAgent(ctx.service, input)),
  update: actorProcedure
    .meta({
      summary: "Change or disable an agent",
      scope: "agents:write",
      rest: { method: "PATCH", path: "/agents/{agent_id}" },
    })
    .input(UpdateAgentInput)
    .output(Agent)
    .mutation(({ ctx, input }) => updateAgent(ctx.service, input)),
});
