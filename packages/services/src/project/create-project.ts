import type { Tx } from "@hawkmoth/db/client";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import { projectCounters, projectMembers, projects } from "@hawkmoth/db/schema/project";
import { AppError } from "@hawkmoth/domain/errors";
import { projectKeyFrom, type CreateProjectInput, type Project } from "@hawkmoth/domain/project/schema";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readProject } from "./rows.ts";
import { assertOrigins } from "./assert-origins.ts";

const MAX_KEY_LENGTH = 10;

/** Makes a project, with the person who makes it as its owner. @throws CONFLICT when the wished key is taken. */
export async function createProject(ctx: ServiceContext, input: CreateProjectInput): Promise<Project> {
  authorizeInWorkspace(ctx, "project.create");
  const { workspace_id, type, id } = ctx.actor;
  return await inWorkspace(ctx, async (tx) => {
    const project_id = await insertProject(tx, workspace_id, input);
    await tx.insert(projectCounters).values({ workspace_id, project_id });
    if (type === "MEMBER" && id) {
      const principal_id = principalUuid(type, id);
      await tx
        .insert(projectMembers)
        .values({ workspace_id, project_id, principal_type: type, principal_id, role: "OWNER" });
    }
    await recordActivity(tx, ctx, { kind: "PROJECT_CREATED", project_id, to: input.name });
    return await readProject(tx, ctx, project_id);
  });
}

/** The wished key or nothing; without a wish, the first free one made from the name. */
async function insertProject(tx: Tx, workspace_id: string, input: CreateProjectInput): Promise<string> {
  const { name, allowed_origins } = input;
  assertOrigins(allowed_origins);
  const stem = input.key ?? projectKeyFrom(name);
  for (let attempt = 1; attempt <= 50; attempt += 1) {
    const suffix = attempt === 1 ? "" : String(attempt);
    const key = stem.slice(0, MAX_KEY_LENGTH - suffix.length) + suffix;
    const [made] = await tx
      .insert(projects)
      .values({ workspace_id, key, name, allowed_origins })
      .onConflictDoNothing()
      .returning({ id: projects.id });
    if (made) return made.id;
    if (input.key !== undefined) break;
  }
  throw new AppError("CONFLICT", { message: `The key '${stem}' is taken.`, field: "key", hint: "Choose another." });
}
