import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { actorUuid } from "@hawkmoth/db/schema/columns";
import { projectCounters, projects } from "@hawkmoth/db/schema/project";
import type { BugSource, Priority, Severity } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import { fingerprintText } from "@hawkmoth/replay/fingerprint";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { clientLabel, type ServiceContext } from "../context.ts";
import { storeFingerprint, titleParts } from "../duplicate/store-fingerprint.ts";
import { recordEvent } from "../outbox.ts";
import { storeFirstWords } from "../search/bug-words.ts";
import type { BugRow } from "./resolve-bug.ts";

/** What a new bug may say of itself; everything else has its default. */
export interface NewBug {
  project_id: string;
  title: string;
  description?: string;
  severity?: Severity;
  priority?: Priority;
  source: BugSource;
  url?: string | null;
  environment?: string | null;
  app_version?: string | null;
  reporter_name?: string | null;
  reporter_email?: string | null;
  reporter_identifier?: string | null;
  stack_trace?: string | null;
  user_agent?: string | null;
  extra?: Record<string, unknown> | null;
}

/**
 * Stores a new bug under the next number of its project, with its first history entry and event. Numbering locks the
 * project's counter row until the transaction ends and nothing else.
 * @throws NOT_FOUND when the actor can't see the project, FORBIDDEN when the role is too low.
 */
export async function insertBug(tx: Tx, ctx: ServiceContext, given: NewBug): Promise<BugRow> {
  authorize(ctx, "bug.create", given.project_id);
  const { workspace_id } = ctx.actor;
  const { number, ...project } = await nextNumber(tx, ctx, given.project_id);
  const [row] = await tx
    .insert(bugs)
    .values({
      ...given,
      workspace_id,
      number,
      created_by_type: ctx.actor.type,
      created_by_id: actorUuid(ctx.actor.type, ctx.actor.id),
      created_by_name: ctx.actor.name,
      created_via: ctx.via,
      created_client: clientLabel(ctx.client),
    })
    .returning();
  if (!row) throw new AppError("INTERNAL");
  const about = { project_id: given.project_id, bug_id: row.id };
  const texts = [row.title, row.description, row.stack_trace ?? ""];
  const parts = [...fingerprintText(texts, row.url), ...titleParts(row.title)];
  await storeFingerprint(tx, { workspace_id, bug_id: row.id }, parts);
  await storeFirstWords(tx, row);
  await recordActivity(tx, ctx, { kind: "BUG_CREATED", ...about, to: row.title });
  const changes = {
    key: `${project.project_key}-${number}`,
    title: row.title,
    status: row.status,
    severity: row.severity,
  };
  await recordEvent(tx, ctx, { type: "bug.created", ...about, changes });
  return { ...row, ...project };
}

async function nextNumber(
  tx: Tx,
  ctx: ServiceContext,
  project_id: string,
): Promise<{ number: number } & Pick<BugRow, "project_key" | "is_locked_down">> {
  const { workspace_id } = ctx.actor;
  const [project] = await tx
    .select({ project_key: projects.key, is_locked_down: projects.is_locked_down })
    .from(projects)
    .where(and(eq(projects.workspace_id, workspace_id), eq(projects.id, project_id)));
  const [counter] = await tx
    .update(projectCounters)
    .set({ last_number: sql`${projectCounters.last_number} + 1` })
    .where(and(eq(projectCounters.workspace_id, workspace_id), eq(projectCounters.project_id, project_id)))
    .returning({ number: projectCounters.last_number });
  if (!project || !counter) throw new AppError("NOT_FOUND");
  return { number: counter.number, ...project };
}
