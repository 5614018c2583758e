import type { BugWritten, CreateBugInput } from "@hawkmoth/domain/bug/schema";
import type { BugSource } from "@hawkmoth/domain/bug/schema";
import type { Via } from "@hawkmoth/domain/actor";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { attachLabels } from "../label/attach-labels.ts";
import { inPreviewableWorkspace } from "../preview.ts";
import { holdLease } from "../task/hold-lease.ts";
import { insertBug } from "./insert-bug.ts";
import { resolveAssignee } from "./resolve-assignee.ts";
import { readBug } from "./rows.ts";
import { setAssignee } from "./set-assignee.ts";

const SOURCES: Partial<Record<Via, BugSource>> = {
  DASHBOARD: "DASHBOARD",
  MCP: "MCP",
  EXTENSION: "EXTENSION",
  WIDGET: "WIDGET",
};

/**
 * Files a bug by hand or by program. An agent as assignee gets its task in the same transaction.
 * @throws NOT_FOUND, FORBIDDEN, INVALID_INPUT for an assignee who can't work in the project.
 */
export async function createBug(ctx: ServiceContext, input: CreateBugInput): Promise<BugWritten> {
  return inPreviewableWorkspace(ctx, input.dry_run, async (tx) => {
    authorize(ctx, "bug.create", input.project_id);
    if (input.lease_token !== undefined) await holdLease(tx, ctx, { lease_token: input.lease_token });
    const to = await resolveAssignee(tx, ctx, input);
    const bug = await insertBug(tx, ctx, {
      project_id: input.project_id,
      title: input.title,
      description: describe(input),
      severity: input.severity,
      priority: input.priority,
      source: SOURCES[ctx.via] ?? "API",
      url: input.url ?? null,
      environment: input.environment ?? null,
      app_version: input.app_version ?? null,
    });
    const about = { project_id: bug.project_id, bug_id: bug.id };
    if (input.label.length > 0) await attachLabels(tx, ctx, { ...about, add: input.label, remove: [] });
    if (to) await setAssignee(tx, ctx, { bug, to });
    return { bug: await readBug(tx, ctx, bug.id), changed: [], dry_run: input.dry_run };
  });
}

function describe({ description, steps }: CreateBugInput): string {
  if (!steps || steps.length === 0) return description;
  const list = steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
  return [description, `### Steps\n\n${list}`].filter(Boolean).join("\n\n");
}
