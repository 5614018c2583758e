import { projects } from "@hawkmoth/db/schema/project";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import { decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import type { ListProjectsInput, Project } from "@hawkmoth/domain/project/schema";
import { and, asc, count, eq, gt, ilike, inArray, or } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { likeContains } from "../search-text.ts";
import { selectProjects, toProject } from "./rows.ts";

interface ProjectPage {
  projects: Project[];
  next_cursor: string | null;
  total: number;
}

/** Lists the projects the actor can see, by key. */
export async function listProjects(ctx: ServiceContext, input: ListProjectsInput): Promise<ProjectPage> {
  const visible = visibleProjectIds(ctx.actor);
  if (visible?.length === 0) return { projects: [], next_cursor: null, total: 0 };
  const matching = and(
    eq(projects.workspace_id, ctx.actor.workspace_id),
    visible ? inArray(projects.id, [...visible]) : undefined,
    input.query
      ? or(ilike(projects.name, likeContains(input.query)), ilike(projects.key, likeContains(input.query)))
      : undefined,
  );
  const [after] = input.cursor ? decodeCursor(input.cursor, 1) : [];
  return await inWorkspace(ctx, async (tx) => {
    const [rows, [counted]] = await Promise.all([
      selectProjects(tx, and(matching, after === undefined ? undefined : gt(projects.key, String(after))))
        .orderBy(asc(projects.key))
        .limit(input.limit + 1),
      tx.select({ total: count() }).from(projects).where(matching),
    ]);
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      projects: page.flatMap((row) => toProject(ctx.actor, { ...row.project, open_count: row.open_count }) ?? []),
      next_cursor: rows.length > input.limit && last ? encodeCursor([last.project.key]) : null,
      total: counted?.total ?? 0,
    };
  });
}
