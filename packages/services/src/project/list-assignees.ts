import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId, principalUuid, quoted } from "@hawkmoth/db/schema/columns";
import { agents } from "@hawkmoth/db/schema/agent";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import { ProjectRole } from "@hawkmoth/domain/access/schema";
import {
  unavailableError,
  unavailableReason,
  type AgentWork,
  type KeyReach,
} from "@hawkmoth/domain/agent/availability";
import type { Assignee } from "@hawkmoth/domain/assignee";
import { OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import type { ListAssigneesInput } from "@hawkmoth/domain/project/schema";
import { and, asc, eq, ilike, isNull, or, sql, type SQL } from "drizzle-orm";
import { keyReach } from "../agent/key-reach.ts";
import { readAgents } from "../agent/rows.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { likeContains } from "../search-text.ts";
import { inWorkspace } from "../transaction.ts";
import { assertProjects } from "./rows.ts";

/**
 * Lists everyone who works in the project, people and agents in one list, with their open bugs there. An agent that can't
 * be assigned now is listed with the reason.
 */
export async function listAssignees(
  ctx: ServiceContext,
  input: ListAssigneesInput,
): Promise<{ assignees: Assignee[] }> {
  authorize(ctx, "project.read", input.project_id);
  const matching = and(
    input.type ? eq(principals.type, input.type) : undefined,
    input.query ? ilike(principals.name, likeContains(input.query)) : undefined,
  );
  const assignees = await inWorkspace(ctx, async (tx) => {
    await assertProjects(tx, ctx, [input.project_id]);
    return await selectAssignees(tx, ctx, { project_id: input.project_id, matching });
  });
  return { assignees };
}

interface Candidate {
  project_id: string;
  type: Assignee["assignee_type"];
  id: string;
  /** What is assigned: the work on a bug unless it is a regression run. */
  work?: AgentWork;
}

/**
 * Makes sure that somebody can be assigned in the project and returns the name to show.
 * @throws INVALID_INPUT for an agent that can't work there, with the reason, and for anyone without a role in the project.
 */
export async function assertAssignable(
  tx: Tx,
  ctx: ServiceContext,
  { project_id, type, id, work = "TASK" }: Candidate,
): Promise<Assignee> {
  const matching = and(eq(principals.type, type), eq(principals.id, principalUuid(type, id)));
  // Whoever disables them waits until the assignment is stored, and then cancels what it queued.
  const mine = and(eq(principals.workspace_id, ctx.actor.workspace_id), matching);
  await tx.select({ id: principals.id }).from(principals).where(mine).for("share");
  const [found] = await selectAssignees(tx, ctx, { project_id, matching, work });
  if (!found) throw await notInProject(tx, ctx, { type, id, work });
  if (found.unavailable_reason !== null) throw unavailableError(found.name, found.unavailable_reason, work);
  return found;
}

/** An agent that the actor knows from another project is named; whoever else it may be is nobody. */
async function notInProject(
  tx: Tx,
  ctx: ServiceContext,
  { type, id, work }: { type: Assignee["assignee_type"]; id: string; work: AgentWork },
): Promise<AppError> {
  const [agent] = type === "AGENT" ? await readAgents(tx, ctx, eq(agents.id, id)) : [];
  if (agent) return unavailableError(agent.name, agent.is_disabled ? "DISABLED" : "NOT_IN_PROJECT", work);
  return new AppError("INVALID_INPUT", {
    message: "Nobody of that id can be assigned in this project",
    field: "assignee_id",
    hint: "List the assignees of the project to see who can.",
  });
}

interface AssigneesWanted {
  project_id: string;
  matching: SQL | undefined;
  work?: AgentWork;
}

async function selectAssignees(
  tx: Tx,
  ctx: ServiceContext,
  { project_id, matching, work = "TASK" }: AssigneesWanted,
): Promise<Assignee[]> {
  const rows = await tx
    .select({
      type: principals.type,
      id: principals.id,
      name: principals.name,
      avatar_url: principals.avatar_url,
      is_disabled: sql<boolean>`${principals.disabled_at} is not null`,
      role: sql<string>`case when ${members.role} in ('OWNER', 'ADMIN') then 'OWNER' else ${projectMembers.role} end`,
      load: loadIn(project_id),
      key_reach: keyReach({
        workspace_id: principals.workspace_id,
        principal_id: principals.id,
        project_id: sql`${sql.param(project_id, bugs.project_id)}::uuid`,
        work,
      }),
    })
    .from(principals)
    .leftJoin(
      projectMembers,
      and(
        eq(projectMembers.workspace_id, principals.workspace_id),
        eq(projectMembers.project_id, project_id),
        eq(projectMembers.principal_type, principals.type),
        eq(projectMembers.principal_id, principals.id),
      ),
    )
    .leftJoin(
      members,
      and(
        eq(members.workspace_id, principals.workspace_id),
        eq(members.principal_type, principals.type),
        eq(members.id, principals.id),
      ),
    )
    .where(
      and(
        eq(principals.workspace_id, ctx.actor.workspace_id),
        or(isNull(principals.disabled_at), eq(principals.type, "AGENT")),
        or(sql`${projectMembers.role} is not null`, sql`${members.role} in ('OWNER', 'ADMIN')`),
        matching,
      ),
    )
    .orderBy(asc(principals.name), asc(principals.id));
  return rows.map((row) => toAssignee(row, work));
}

interface AssigneeRow extends Pick<Assignee, "name" | "avatar_url" | "role" | "load"> {
  type: Assignee["assignee_type"];
  id: string;
  is_disabled: boolean;
  key_reach: KeyReach;
}

/** A person works in the dashboard, so only agents need a key. */
function toAssignee({ type, id, is_disabled, key_reach, ...shown }: AssigneeRow, work: AgentWork): Assignee {
  const standing = { is_disabled, key_reach, role: ProjectRole.safeParse(shown.role).data ?? null };
  const unavailable_reason = type === "AGENT" ? unavailableReason(standing, work) : null;
  return { assignee_type: type, assignee_id: principalId(type, id), ...shown, unavailable_reason };
}

function loadIn(project_id: string) {
  return sql<string>`(
    select count(*) from ${bugs} where ${bugs.workspace_id} = ${principals.workspace_id}
      and ${bugs.project_id} = ${sql.param(project_id, bugs.project_id)} and ${bugs.assignee_type} = ${principals.type}
      and ${bugs.assignee_id} = ${principals.id} and ${bugs.status} in (${quoted(OPEN_STATUSES)})
  )`.mapWith(Number);
}
