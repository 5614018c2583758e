import { assertMayFileFor } from "@hawkmoth/domain/bug/policy";
import type { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import type { BugSource } from "@hawkmoth/domain/bug/schema";
import type { Via } from "@hawkmoth/domain/actor";
import type { BugCreated } from "@hawkmoth/domain/duplicate/schema";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { possibleDuplicates } from "../duplicate/possible-duplicates.ts";
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
 * Files a bug by hand or by program. An agent as assignee gets its task in the same transaction. Where the same bug was
 * filed within a day, that one is the answer and nothing is filed, unless the caller allows duplicates.
 * @throws NOT_FOUND, FORBIDDEN, INVALID_INPUT for an assignee who can't work in the project.
 */
export async function createBug(ctx: ServiceContext, input: CreateBugInput): Promise<BugCreated> {
  return inPreviewableWorkspace(ctx, input.dry_run, async (tx) => {
    authorize(ctx, "bug.create", input.project_id);
    assertMayFileFor(ctx.actor, { has_assignee: input.assignee_id !== undefined || input.assignee_type !== undefined });
    if (input.lease_token !== undefined) await holdLease(tx, ctx, { lease_token: input.lease_token });
    const to = await resolveAssignee(tx, ctx, input);
    const description = describe(input);
    const { repeated, possible_duplicates } = input.allow_duplicate
      ? { repeated: null, possible_duplicates: [] }
      : await possibleDuplicates(tx, ctx, { ...input, description });
    const rest = { changed: [], possible_duplicates, dry_run: input.dry_run };
    if (repeated !== null) return { bug: await readBug(tx, ctx, repeated), created: false, ...rest };
    const bug = await insertBug(tx, ctx, {
      project_id: input.project_id,
      title: input.title,
      description,
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
    return { bug: await readBug(tx, ctx, bug.id), created: true, ...rest };
  });
}

function describe({ description, steps }: CreateBugInput): string {
  if (!steps || steps.length === 0) return description;
  const list = steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
  return [description, `### Steps\n\n${list}`].filter(Boolean).join("\n\n");
}
