import type { Agent } from "@hawkmoth/domain/agent/schema";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readAgent } from "./rows.ts";

/** Gets one agent. @throws NOT_FOUND when it does not exist or shares no project with the actor. */
export async function getAgent(ctx: ServiceContext, { agent_id }: { agent_id: string }): Promise<Agent> {
  return await inWorkspace(ctx, (tx) => readAgent(tx, ctx, agent_id));
}
