import { bugs } from "@hawkmoth/db/schema/bug";
import { actorUuid, principalUuid, quoted } from "@hawkmoth/db/schema/columns";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import type { ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { CLOSED_STATUSES, OPEN_STATUSES } from "@hawkmoth/domain/bug/states";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { isRealTime } from "@hawkmoth/domain/time";
import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { ServiceContext } from "../context.ts";

/** Bugs of the actor's workspace in projects the actor can see. */
export function visibleBugs(ctx: ServiceContext): SQL | undefined {
  const visible = visibleProjectIds(ctx.actor);
  return and(
    eq(bugs.workspace_id, ctx.actor.workspace_id),
    visible === null ? undefined : anyOf(bugs.project_id, visible),
  );
}

type Filters = Omit<ListBugsInput, "cursor" | "limit" | "sort" | "query">;

/** The condition that a list's filters amount to, without the text. Spam shows only where closed bugs are asked for by status. */
export function bugFilters(ctx: ServiceContext, input: Filters): SQL | undefined {
  return and(
    visibleBugs(ctx),
    input.project_id === undefined ? undefined : eq(bugs.project_id, input.project_id),
    byStatus(input),
    input.priority === undefined ? undefined : anyOf(bugs.priority, input.priority),
    input.severity === undefined ? undefined : anyOf(bugs.severity, input.severity),
    input.source === undefined ? undefined : anyOf(bugs.source, input.source),
    input.bug_id === undefined ? undefined : anyOf(bugs.id, input.bug_id),
    ...(input.label ?? []).map(hasLabel),
    byAssignee(ctx, input),
    input.updated_after === undefined ? undefined : changedAfter(input.updated_after),
  );
}

function changedAfter(time: string): SQL {
  if (!isRealTime(time))
    throw new AppError("INVALID_INPUT", { message: "Invalid 'updated_after': no such time", field: "updated_after" });
  return gt(bugs.updated_at, sql.param(time, bugs.updated_at));
}

function byStatus({ status, state }: Filters): SQL | undefined {
  if (status !== undefined) return anyOf(bugs.status, status);
  const notSpam = sql`${bugs.resolution} is distinct from 'SPAM'`;
  if (state === "open") return sql`${bugs.status} in (${quoted(OPEN_STATUSES)})`;
  return and(notSpam, state === "closed" ? sql`${bugs.status} in (${quoted(CLOSED_STATUSES)})` : undefined);
}

function hasLabel(name: string): SQL {
  return sql`exists (select 1 from bug_label bl join label l on l.workspace_id = bl.workspace_id and l.id = bl.label_id
    where bl.workspace_id = ${bugs.workspace_id} and bl.bug_id = ${bugs.id} and lower(l.name) = lower(${name}))`;
}

function byAssignee(ctx: ServiceContext, { assignee_type, assignee_id }: Filters): SQL | undefined {
  const ofType = assignee_type === undefined ? undefined : eq(bugs.assignee_type, assignee_type);
  if (assignee_id === undefined) return ofType;
  if (assignee_id === "none") return isNull(bugs.assignee_id);
  if (assignee_id === "me") {
    const own = actorUuid(ctx.actor.type, ctx.actor.id);
    return own === null ? sql`false` : eq(bugs.assignee_id, own);
  }
  if (isId("member", assignee_id)) return and(ofType, eq(bugs.assignee_id, principalUuid("MEMBER", assignee_id)));
  if (isId("agent", assignee_id)) return and(ofType, eq(bugs.assignee_id, principalUuid("AGENT", assignee_id)));
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'assignee_id': give an mbr_… or agt_… id, me, or none",
    field: "assignee_id",
  });
}

/** `column in (…)` whose text does not depend on how many values there are, so that it is planned once. */
export function anyOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(values.map((value) => column.mapToDriverValue(value)))})`;
}
