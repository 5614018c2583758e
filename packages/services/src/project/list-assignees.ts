import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { principalId, principalUuid, quoted } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import type { Assignee } from "@hawkmoth/domain/assignee";
import { OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import type { ListAssigneesInput } from "@hawkmoth/domain/project/schema";
import { and, asc, eq, ilike, isNull, or, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { likeContains } from "../search-text.ts";
import { inWorkspace } from "../transaction.ts";
import { assertProjects } from "./rows.ts";

/** Lists everyone a bug of the project can be assigned to, people and agents in one list, with their open bugs there. */
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
}

/**
 * Makes sure that a bug of the project may be assigned to somebody and returns the name to show.
 * @throws INVALID_INPUT for anyone without a role in the project, whether or not they exist elsewhere.
 */
export async function assertAssignable(
  tx: Tx,
  ctx: ServiceContext,
  { project_id, type, id }: Candidate,
): Promise<Assignee> {
  const matching = and(eq(principals.type, type), eq(principals.id, principalUuid(type, id)));
  // Whoever disables them waits until the assignment is stored, and then cancels what it queued.
  const mine = and(eq(principals.workspace_id, ctx.actor.workspace_id), matching);
  await tx.select({ id: principals.id }).from(principals).where(mine).for("share");
  const [found] = await selectAssignees(tx, ctx, { project_id, matching });
  if (!found)
    throw new AppError("INVALID_INPUT", {
      message: "Nobody of that id can be assigned in this project",
      field: "assignee_id",
      hint: "List the assignees of the project to see who can.",
    });
  return found;
}

async function selectAssignees(
  tx: Tx,
  ctx: ServiceContext,
  { project_id, matching }: { project_id: string; matching: SQL | undefined },
): Promise<Assignee[]> {
  const rows = await tx
    .select({
      type: principals.type,
      id: principals.id,
      name: principals.name,
      avatar_url: principals.avatar_url,
      role: sql<string>`case when ${members.role} in ('OWNER', 'ADMIN') then 'OWNER' else ${projectMembers.role} end`,
      load: loadIn(project_id),
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
        isNull(principals.disabled_at),
        or(sql`${projectMembers.role} is not null`, sql`${members.role} in ('OWNER', 'ADMIN')`),
        matching,
      ),
    )
    .orderBy(asc(principals.name), asc(principals.id));
  return rows.map((row) => ({
    assignee_type: row.type,
    assignee_id: principalId(row.type, row.id),
    name: row.name,
    avatar_url: row.avatar_url,
    role: row.role,
    load: row.load,
  }));
}

function loadIn(project_id: string) {
  return sql<string>`(
    select count(*) from ${bugs} where ${bugs.workspace_id} = ${principals.workspace_id}
      and ${bugs.project_id} = ${sql.param(project_id, bugs.project_id)} and ${bugs.assignee_type} = ${principals.type}
      and ${bugs.assignee_id} = ${principals.id} and ${bugs.status} in (${quoted(OPEN_STATUSES)})
  )`.mapWith(Number);
}
