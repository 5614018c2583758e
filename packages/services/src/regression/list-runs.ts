import { actorUuid, principalUuid } from "@hawkmoth/db/schema/columns";
import { regressionRuns } from "@hawkmoth/db/schema/regression-run";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import type { ListRunsInput, RunList } from "@hawkmoth/domain/regression/run-schema";
import { and, desc, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { inWorkspace } from "../transaction.ts";
import { selectRuns, toRun } from "./run-rows.ts";
import { findSuite } from "./suite-rows.ts";

/** Runs of the projects the actor can see, newest first. @throws NOT_FOUND for a project or suite it can't see. */
export async function listRuns(ctx: ServiceContext, input: ListRunsInput): Promise<RunList> {
  const { project_id, suite_id, limit } = input;
  if (project_id !== undefined) authorize(ctx, "regression.read", project_id);
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    if (suite_id !== undefined) await findSuite(tx, ctx, { suite_id });
    const rows = await selectRuns(tx, matches(ctx, input))
      .orderBy(desc(regressionRuns.created_at), desc(regressionRuns.id))
      .limit(limit + 1);
    const runs = rows.slice(0, limit).map(toRun);
    const last = runs.at(-1);
    return { runs, next_cursor: rows.length > limit && last ? encodeCursor([last.created_at, last.id]) : null };
  });
}

function matches(ctx: ServiceContext, input: ListRunsInput): SQL | undefined {
  const visible = visibleProjectIds(ctx.actor);
  return and(
    eq(regressionRuns.workspace_id, ctx.actor.workspace_id),
    visible === null ? undefined : inArray(regressionRuns.project_id, [...visible]),
    input.project_id === undefined ? undefined : eq(regressionRuns.project_id, input.project_id),
    input.suite_id === undefined ? undefined : eq(regressionRuns.suite_id, input.suite_id),
    input.status === undefined ? undefined : inArray(regressionRuns.status, input.status),
    input.build === undefined ? undefined : eq(regressionRuns.build, input.build),
    input.assignee_id === undefined ? undefined : assignedTo(ctx, input.assignee_id),
    input.cursor === undefined ? undefined : afterCursor(input.cursor),
  );
}

function assignedTo(ctx: ServiceContext, wanted: string): SQL | undefined {
  if (wanted === "none") return isNull(regressionRuns.assignee_id);
  if (wanted === "me") {
    const own = actorUuid(ctx.actor.type, ctx.actor.id);
    return own === null ? sql`false` : eq(regressionRuns.assignee_id, own);
  }
  if (isId("member", wanted)) return eq(regressionRuns.assignee_id, principalUuid("MEMBER", wanted));
  if (isId("agent", wanted)) return eq(regressionRuns.assignee_id, principalUuid("AGENT", wanted));
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'assignee_id': expected an mbr_… or agt_… id, me, or none",
    field: "assignee_id",
  });
}

function afterCursor(cursor: string): SQL {
  const [created_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("run", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  const uuid = sql.param(id, regressionRuns.id);
  return sql`(${regressionRuns.created_at}, ${regressionRuns.id}) < (${cursorTime(created_at)}::timestamptz, ${uuid})`;
}
