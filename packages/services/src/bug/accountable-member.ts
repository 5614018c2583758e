import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** Who answers for what an agent does: the person who gave it the work, or who did before, or who owns the agent. */
export async function accountableMember(
  tx: Tx,
  ctx: ServiceContext,
  { agent_id, current }: { agent_id: string; current: string | null },
): Promise<string> {
  if (ctx.actor.type === "MEMBER" && ctx.actor.id !== null) return ctx.actor.id;
  if (current !== null) return current;
  const [agent] = await tx
    .select({ owner: agents.owner_member_id })
    .from(agents)
    .where(and(eq(agents.workspace_id, ctx.actor.workspace_id), eq(agents.id, agent_id)));
  if (!agent) throw new AppError("INTERNAL");
  return agent.owner;
}
