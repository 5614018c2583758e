import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { members } from "@hawkmoth/db/schema/member";
import { principals } from "@hawkmoth/db/schema/principal";
import { projectMembers } from "@hawkmoth/db/schema/project";
import type { AssigneeRef, AssigneeType } from "@hawkmoth/domain/assignee";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** Who was asked for, and in which project they must be able to work. */
export interface WantedAssignee {
  project_id: string;
  assignee_type?: AssigneeType | null | undefined;
  assignee_id?: string | null | undefined;
}

/**
 * Turns the input pair with its shorthands into an owner: undefined when nothing was asked, null for nobody.
 * @throws INVALID_INPUT when the pair is incomplete or names nobody who can work in the project.
 */
export async function resolveAssignee(
  tx: Tx,
  ctx: ServiceContext,
  wanted: WantedAssignee,
): Promise<AssigneeRef | null | undefined> {
  const { assignee_type, assignee_id } = wanted;
  if (assignee_id === undefined && assignee_type === undefined) return undefined;
  if (assignee_id === "none" || assignee_id === null || assignee_type === null) return null;
  if (assignee_id === undefined) throw refused("Give 'assignee_id' together with 'assignee_type'.");
  const named = assignee_id === "me" ? self(ctx) : namedBy(assignee_id);
  if (!named || (assignee_type !== undefined && assignee_type !== named.type))
    throw refused(`Invalid 'assignee_id': expected an mbr_… or agt_… id of that type, me, or none`);
  const found = await findAssignee(tx, ctx, { ...named, project_id: wanted.project_id });
  if (!found) throw refused("Nobody of that id can be assigned in this project; see its assignees.");
  return found;
}

function refused(message: string): AppError {
  return new AppError("INVALID_INPUT", { message, field: "assignee_id" });
}

function self(ctx: ServiceContext): { type: AssigneeType; id: string } | null {
  const { type, id } = ctx.actor;
  return (type === "MEMBER" || type === "AGENT") && id !== null ? { type, id } : null;
}

function namedBy(id: string): { type: AssigneeType; id: string } | null {
  if (isId("member", id)) return { type: "MEMBER", id };
  return isId("agent", id) ? { type: "AGENT", id } : null;
}

interface Named {
  type: AssigneeType;
  id: string;
  project_id: string;
}

async function findAssignee(tx: Tx, ctx: ServiceContext, { type, id, project_id }: Named): Promise<AssigneeRef | null> {
  const [row] = await tx
    .select({ name: principals.name })
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
        eq(principals.type, members.principal_type),
        sql`${members.id} = ${principals.id}`,
        inArray(members.role, ["OWNER", "ADMIN"]),
      ),
    )
    .where(
      and(
        eq(principals.workspace_id, ctx.actor.workspace_id),
        eq(principals.type, type),
        eq(principals.id, principalUuid(type, id)),
        isNull(principals.disabled_at),
        or(sql`${projectMembers.role} is not null`, sql`${members.id} is not null`),
      ),
    );
  return row ? { type, id, name: row.name } : null;
}
