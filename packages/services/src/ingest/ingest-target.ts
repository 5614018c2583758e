import { AppError } from "@hawkmoth/domain/errors";
import type { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import { authorize } from "../authorize.ts";
import { assertOrigin, reportContext, type IngestContext } from "./ingest-context.ts";
import { assertUploads } from "./upload-rules.ts";

/** Where a report would be filed. */
export interface IngestTarget {
  workspace_id: string;
  project_id: string;
}

/**
 * Checks all of a report that needs no database: its page, its files, and whether the sender may file into the project.
 * Limits are counted after this, so that a refused report uses up nobody's. An owner may name any project; whether it
 * exists in the workspace is seen when the report is filed.
 * @throws FORBIDDEN for an origin the project does not allow, NOT_FOUND for a project the sender can't see,
 * INVALID_INPUT, PAYLOAD_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE for files that can't be taken.
 */
export function ingestTarget(ctx: IngestContext, input: IngestBugInput): IngestTarget {
  assertOrigin(ctx);
  assertUploads(input.uploads);
  const project_id = projectOf(ctx, input);
  const service = reportContext(ctx, input.source, null);
  authorize(service, "bug.create", project_id);
  return { workspace_id: service.actor.workspace_id, project_id };
}

function projectOf(ctx: IngestContext, { project_id }: IngestBugInput): string {
  if ("publishable" in ctx.sender) {
    const own = ctx.sender.publishable.project_id;
    if (project_id !== undefined && project_id !== own) throw new AppError("NOT_FOUND");
    return own;
  }
  if (project_id !== undefined) return project_id;
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'project_id': needed with this kind of key",
    field: "project_id",
    hint: "List your projects with GET /api/v1/projects.",
  });
}
