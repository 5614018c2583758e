import { regressionSuites } from "@hawkmoth/db/schema/regression";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import type { ListSuitesInput, SuiteList } from "@hawkmoth/domain/regression/schema";
import { and, desc, eq, ilike, inArray, sql, type SQL } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { likeContains } from "../search-text.ts";
import { inWorkspace } from "../transaction.ts";
import { selectSuites, toSuite } from "./suite-rows.ts";

/** Suites of the projects the actor can see, latest changed first. @throws NOT_FOUND for a project it can't see. */
export async function listSuites(ctx: ServiceContext, input: ListSuitesInput): Promise<SuiteList> {
  const { project_id, cursor, limit } = input;
  if (project_id !== undefined) authorize(ctx, "regression.read", project_id);
  return inWorkspace(ctx, async (tx) => {
    if (project_id !== undefined) await assertProjects(tx, ctx, [project_id]);
    const matching = matches(ctx, input);
    const rows = await selectSuites(tx, and(matching, cursor === undefined ? undefined : afterCursor(cursor)))
      .orderBy(desc(regressionSuites.updated_at), desc(regressionSuites.id))
      .limit(limit + 1);
    const suites = rows.slice(0, limit).map(toSuite);
    const last = suites.at(-1);
    return {
      suites,
      next_cursor: rows.length > limit && last ? encodeCursor([last.updated_at, last.id]) : null,
      total: await tx.$count(regressionSuites, matching),
    };
  });
}

function matches(ctx: ServiceContext, input: ListSuitesInput): SQL | undefined {
  const visible = visibleProjectIds(ctx.actor);
  return and(
    eq(regressionSuites.workspace_id, ctx.actor.workspace_id),
    visible === null ? undefined : inArray(regressionSuites.project_id, [...visible]),
    input.project_id === undefined ? undefined : eq(regressionSuites.project_id, input.project_id),
    input.query ? ilike(regressionSuites.name, likeContains(input.query)) : undefined,
    eq(regressionSuites.status, input.status),
  );
}

function afterCursor(cursor: string): SQL {
  const [updated_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("suite", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  const uuid = sql.param(id, regressionSuites.id);
  return sql`(${regressionSuites.updated_at}, ${regressionSuites.id}) < (${cursorTime(updated_at)}::timestamptz, ${uuid})`;
}
