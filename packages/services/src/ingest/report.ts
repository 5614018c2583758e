import type { Tx } from "@hawkmoth/db/client";
import type { captures } from "@hawkmoth/db/schema/capture";
import { IngestBugInput } from "@hawkmoth/domain/ingest/schema";
import type { IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { invalidInput } from "@hawkmoth/domain/errors";
import { insertBug } from "../bug/insert-bug.ts";
import { bugKeyOf } from "../bug/resolve-bug.ts";
import { readBug } from "../bug/rows.ts";
import type { ServiceContext } from "../context.ts";

/** A report without its files, as a capture row keeps it until the bug is made. */
export type Report = Omit<IngestBugInput, "uploads" | "project_id">;

/** The part of an input that is stored with the capture. */
export function reportOf({ uploads: _uploads, project_id: _project_id, ...report }: IngestBugInput): Report {
  return report;
}

/** Reads a stored report back. @throws INVALID_INPUT when an older version stored something else. */
export function readReport(stored: (typeof captures.$inferSelect)["report"]): Report {
  const parsed = IngestBugInput.safeParse(stored);
  if (!parsed.success) throw invalidInput(parsed.error);
  return reportOf(parsed.data);
}

/** Files the bug that a report describes, in the caller's transaction, and says where people find it. */
export async function fileReport(
  tx: Tx,
  ctx: ServiceContext,
  { project_id, report }: { project_id: string; report: Report },
): Promise<NonNullable<IngestedBug["bug"]>> {
  const row = await insertBug(tx, ctx, {
    project_id,
    title: report.title,
    description: report.description,
    severity: report.severity,
    source: report.source,
    url: report.url ?? null,
    environment: report.environment ?? null,
    app_version: report.app_version ?? null,
    reporter_name: report.reporter_name ?? null,
    reporter_email: report.reporter_email ?? null,
    reporter_identifier: report.reporter_identifier ?? null,
    stack_trace: report.stack_trace ?? null,
    user_agent: report.user_agent ?? null,
    extra: report.extra ?? null,
  });
  const { web_url } = await readBug(tx, ctx, row.id);
  return { id: row.id, key: bugKeyOf(row), title: row.title, web_url };
}
