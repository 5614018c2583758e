import type { Tx } from "@hawkmoth/db/client";
import { agents } from "@hawkmoth/db/schema/agent";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import type { Agent, CreateAgentInput } from "@hawkmoth/domain/agent/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import { slugify } from "@hawkmoth/domain/workspace/schema";
import { recordActivity } from "../activity.ts";
import { authorize, authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { readAgent } from "./rows.ts";

/**
 * Makes an agent with one role in the given projects; whoever makes it answers for it.
 * @throws CONFLICT when the wished slug is taken, NOT_FOUND for a project the actor can't see.
 */
export async function createAgent(ctx: ServiceContext, input: CreateAgentInput): Promise<Agent> {
  authorizeInWorkspace(ctx, "agent.create");
  for (const project_id of input.project_ids) authorize(ctx, "agent.configure", project_id);
  const { workspace_id, type, id: owner_member_id } = ctx.actor;
  if (type !== "MEMBER" || owner_member_id === null)
    throw new AppError("FORBIDDEN", { message: "Only a person can make an agent." });
  const project_ids = [...new Set(input.project_ids)];
  return await inWorkspace(ctx, async (tx) => {
    await assertProjects(tx, ctx, project_ids);
    const agent_id = newId("agent");
    const principal_id = principalUuid("AGENT", agent_id);
    await tx.insert(principals).values({ workspace_id, type: "AGENT", id: principal_id, name: input.name });
    await insertAgent(tx, { workspace_id, id: agent_id, owner_member_id, input });
    await tx.insert(projectMembers).values(
      project_ids.map((project_id) => ({
        workspace_id,
        project_id,
        principal_type: "AGENT" as const,
        principal_id,
        role: input.role,
      })),
    );
    await recordActivity(tx, ctx, { kind: "AGENT_CREATED", to: { id: agent_id, name: input.name } });
    return await readAgent(tx, ctx, agent_id);
  });
}

interface NewAgent {
  workspace_id: string;
  id: string;
  owner_member_id: string;
  input: CreateAgentInput;
}

/** The wished slug or nothing; without a wish, the first free one made from the name. */
async function insertAgent(tx: Tx, { workspace_id, id, owner_member_id, input }: NewAgent): Promise<void> {
  const { description, instructions, kinds } = input;
  const stem = input.slug ?? slugify(input.name);
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    const slug = attempt === 1 ? stem : `${stem}-${attempt}`;
    const [made] = await tx
      .insert(agents)
      .values({ workspace_id, id, slug, description, instructions, kinds, owner_member_id })
      .onConflictDoNothing()
      .returning({ id: agents.id });
    if (made) return;
    if (input.slug !== undefined) break;
  }
  throw new AppError("CONFLICT", { message: `The name '${stem}' is taken.`, field: "slug", hint: "Choose another." });
}
