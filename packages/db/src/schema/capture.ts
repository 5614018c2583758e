import { ArtifactKind, CaptureStatus, type EvidenceCounts } from "@hawkmoth/domain/capture/schema";
import type { EvidenceDigest } from "@hawkmoth/domain/bug/schema";
import type { z } from "zod";
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { bugs } from "./bug.ts";
import { actedBy, now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId, enumText } from "./columns.ts";
import { projects } from "./project.ts";

/** A report on its way in, and what became of its evidence. The actor columns name who sent it. */
export const captures = pgTable(
  "capture",
  {
    workspace_id: workspaceId(),
    id: ownId("capture"),
    project_id: typeId("project").notNull(),
    bug_id: typeId("bug"),
    status: enumText(CaptureStatus.options).notNull().default("PENDING"),
    ...actedBy(),
    key_id: typeId("key"),
    /** The report as it was sent, until the bug is made of it. */
    report: jsonb().$type<Record<string, unknown>>().notNull(),
    upload_token_hash: text(),
    idempotency_key: text(),
    digest: jsonb().$type<z.infer<typeof EvidenceDigest>>(),
    counts: jsonb().$type<EvidenceCounts>(),
    duration_ms: doublePrecision(),
    /** Wall clock of time 0 of the evidence, ms since 1970. */
    epoch_ms: doublePrecision(),
    failure: text(),
    /** Of a FAILED capture: false when it would fail in the same way again, or what was recorded is gone. */
    is_retryable: boolean().notNull().default(true),
    /** Error messages and URLs of the evidence, for search. */
    search_text: text(),
    attempt: integer().notNull().default(0),
    created_at: time().notNull().default(now),
    completed_at: time(),
    /** When the latest run of the worker began. */
    started_at: time(),
    processed_at: time(),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("capture_by_bug").on(t.workspace_id, t.bug_id, t.created_at),
    index("capture_pending")
      .on(t.workspace_id, t.created_at)
      .where(sql`${t.status} = 'PENDING'`),
    index("capture_unread")
      .on(t.workspace_id, t.completed_at)
      .where(sql`${t.status} in ('UPLOADED', 'PROCESSING', 'FAILED')`),
    uniqueIndex("capture_idempotency")
      .on(t.workspace_id, t.project_id, t.idempotency_key)
      .where(sql`${t.idempotency_key} is not null`),
    foreignKey({
      name: "capture_project_fk",
      columns: [t.workspace_id, t.project_id],
      foreignColumns: [projects.workspace_id, projects.id],
    }),
    foreignKey({
      name: "capture_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    oneOf("capture_status_check", t.status, CaptureStatus.options),
    tenantPolicy("capture"),
  ],
).enableRLS();

/** PENDING until its bytes are in the blob store. */
export const ARTIFACT_STATUSES = ["PENDING", "STORED"] as const;

/** One blob of a capture; the bytes lie in the blob store under `blob_key`. */
export const artifacts = pgTable(
  "artifact",
  {
    workspace_id: workspaceId(),
    id: ownId("artifact"),
    capture_id: typeId("capture").notNull(),
    bug_id: typeId("bug"),
    kind: enumText(ArtifactKind.options).notNull(),
    status: enumText(ARTIFACT_STATUSES).notNull().default("PENDING"),
    blob_key: text().notNull(),
    content_type: text().notNull(),
    file_name: text(),
    /** Announced size while PENDING, the stored size afterwards. */
    size_bytes: bigint({ mode: "number" }).notNull(),
    sha256: text(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("artifact_by_capture").on(t.workspace_id, t.capture_id),
    index("artifact_by_bug").on(t.workspace_id, t.bug_id),
    index("artifact_original")
      .on(t.workspace_id, t.capture_id)
      .where(sql`${t.kind} in ('LOGS', 'REPLAY')`),
    foreignKey({
      name: "artifact_capture_fk",
      columns: [t.workspace_id, t.capture_id],
      foreignColumns: [captures.workspace_id, captures.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "artifact_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    oneOf("artifact_kind_check", t.kind, ArtifactKind.options),
    oneOf("artifact_status_check", t.status, ARTIFACT_STATUSES),
    tenantPolicy("artifact"),
  ],
).enableRLS();
