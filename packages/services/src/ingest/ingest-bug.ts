import type { Tx } from "@hawkmoth/db/client";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import { projects } from "@hawkmoth/db/schema/project";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import type { IngestBugInput, IngestedBug } from "@hawkmoth/domain/ingest/schema";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { and, eq } from "drizzle-orm";
import { actedBy } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { newBlobKey } from "./blob-key.ts";
import { reportContext, type IngestContext } from "./ingest-context.ts";
import { ingestTarget } from "./ingest-target.ts";
import { fileReport, reportOf, type Report } from "./report.ts";
import { bareType } from "./upload-rules.ts";
import { makeUploadToken } from "./upload-token.ts";

/**
 * Takes a report from outside. Without announced files the bug is filed at once; with them, the answer says where to
 * send each, and the bug is filed when the capture is completed. Cookies that the project does not take are not asked for.
 * @throws FORBIDDEN for an origin the project does not allow, NOT_FOUND for a project the sender can't see,
 * INVALID_INPUT, PAYLOAD_TOO_LARGE or UNSUPPORTED_MEDIA_TYPE for files that can't be taken.
 */
export async function ingestBug(ctx: IngestContext, input: IngestBugInput): Promise<IngestedBug> {
  const { project_id } = ingestTarget(ctx, input);
  const reported = reportContext(ctx, input.source, input.reporter_name ?? null);
  // Announcing files again costs nothing; what counts as carried out is the bug.
  const service = input.uploads.length === 0 ? reported : { ...reported, keyed_request: undefined };
  return inWorkspace(service, async (tx) => {
    authorize(service, "bug.create", project_id);
    const { cookies } = await capturePolicyOf(tx, service, project_id);
    const uploads = input.uploads.filter(({ kind }) => kind !== "COOKIES" || cookies !== "NONE");
    const report = reportOf(input);
    return uploads.length === 0
      ? await fileAtOnce(tx, service, { project_id, report })
      : await announce(tx, service, { project_id, report, uploads });
  });
}

async function capturePolicyOf(tx: Tx, ctx: ServiceContext, project_id: string): Promise<CapturePolicy> {
  const [found] = await tx
    .select({ capture_policy: projects.capture_policy })
    .from(projects)
    .where(and(eq(projects.workspace_id, ctx.actor.workspace_id), eq(projects.id, project_id)));
  if (!found) throw new AppError("NOT_FOUND");
  return found.capture_policy;
}

interface Filing {
  project_id: string;
  report: Report;
}

async function fileAtOnce(tx: Tx, ctx: ServiceContext, { project_id, report }: Filing): Promise<IngestedBug> {
  const bug = await fileReport(tx, ctx, { project_id, report });
  const now = new Date().toISOString();
  const capture_id = newId("capture");
  await tx.insert(captures).values({
    ...captureOf(ctx, { project_id, report }),
    id: capture_id,
    bug_id: bug.id,
    status: "READY",
    completed_at: now,
    processed_at: now,
  });
  return { capture_id, uploads: [], complete_url: null, bug };
}

async function announce(
  tx: Tx,
  ctx: ServiceContext,
  { uploads, ...filing }: Filing & Pick<IngestBugInput, "uploads">,
): Promise<IngestedBug> {
  const { workspace_id } = ctx.actor;
  const capture_id = newId("capture");
  const { token, hash } = makeUploadToken(workspace_id);
  await tx.insert(captures).values({ ...captureOf(ctx, filing), id: capture_id, upload_token_hash: hash });
  const rows = uploads.map((upload) => {
    const id = newId("artifact");
    return {
      workspace_id,
      id,
      capture_id,
      kind: upload.kind,
      blob_key: newBlobKey(id),
      content_type: bareType(upload.content_type),
      // A name of hidden characters alone is empty by now.
      file_name: upload.file_name || null,
      size_bytes: upload.size_bytes,
    };
  });
  await tx.insert(artifacts).values(rows);
  const base = `${ctx.web_origin}/api/v1/ingest`;
  return {
    capture_id,
    uploads: rows.map(({ id, kind, content_type }) => ({
      artifact_id: id,
      kind,
      method: "PUT",
      url: `${base}/uploads/${id}`,
      headers: { "content-type": content_type, "x-upload-token": token },
    })),
    complete_url: `${base}/captures/${capture_id}/complete`,
    bug: null,
  };
}

function captureOf(ctx: ServiceContext, { project_id, report }: Filing) {
  return {
    workspace_id: ctx.actor.workspace_id,
    project_id,
    ...actedBy(ctx),
    key_id: ctx.actor.key_id,
    report: { ...report },
  };
}
