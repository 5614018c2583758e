import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { ActorRef, Via } from "../actor.ts";
import { AssigneeInput, AssigneeRef, AssigneeType } from "../assignee.ts";
import { EvidenceCounts } from "../capture/schema.ts";
import { BugRef, idSchema } from "../ids.ts";
import { BugLink } from "../integration/schema.ts";
import { LabelRef } from "../label/schema.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { TaskBound, TaskRef } from "../task/schema.ts";
import { Timestamp } from "../time.ts";
import { Artifact } from "../capture/schema.ts";

/** States of a bug; see bug/states. */
export const BugStatus = z.enum(["OPEN", "IN_PROGRESS", "IN_REVIEW", "RESOLVED", "CLOSED", "REOPENED"]);
export type BugStatus = z.infer<typeof BugStatus>;
/** Why a bug is RESOLVED or CLOSED. */
export const Resolution = z.enum(["FIXED", "DUPLICATE", "WONT_FIX", "CANNOT_REPRODUCE", "SPAM", "OBSOLETE"]);
export type Resolution = z.infer<typeof Resolution>;
/** The reporter's view of impact. */
export const Severity = z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]);
export type Severity = z.infer<typeof Severity>;
/** The triager's view of urgency. */
export const Priority = z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"]);
export type Priority = z.infer<typeof Priority>;
/** Where a bug was filed from. */
export const BugSource = z.enum(["EXTENSION", "WIDGET", "API", "MCP", "DASHBOARD", "REGRESSION"]);
export type BugSource = z.infer<typeof BugSource>;

/** Bug title, 1 to 500 characters. */
export const Title = z.string().trim().min(1).max(500);
/** Bug description in Markdown, at most 10,000 characters. */
export const Description = z.string().max(10_000);

/** Who reported, as far as they said. */
export const Reporter = z.object({
  name: z.string().max(200).nullable(),
  email: z.string().max(254).nullable(),
  identifier: z.string().max(200).nullable(),
});
export type Reporter = z.infer<typeof Reporter>;

/** One row of a list: short fields only. */
export const BugSummary = z.object({
  id: idSchema("bug"),
  key: z.string(),
  project_id: idSchema("project"),
  title: z.string(),
  status: BugStatus,
  resolution: Resolution.nullable(),
  severity: Severity,
  priority: Priority,
  source: BugSource,
  assignee: AssigneeRef.nullable(),
  labels: z.array(LabelRef),
  comment_count: z.int(),
  evidence: EvidenceCounts.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type BugSummary = z.infer<typeof BugSummary>;

/** A bug with everything that is stored about it; evidence is read by its own calls. */
export const Bug = BugSummary.extend({
  number: z.int(),
  description: z.string(),
  reporter: Reporter,
  created_by: ActorRef,
  accountable_member: z.object({ id: idSchema("member"), name: z.string() }).nullable(),
  url: z.string().nullable(),
  environment: z.string().nullable(),
  app_version: z.string().nullable(),
  duplicate_of: z.object({ id: idSchema("bug"), key: z.string(), title: z.string() }).nullable(),
  triaged_at: Timestamp.nullable(),
  resolved_at: Timestamp.nullable(),
  verified_at: Timestamp.nullable(),
  reopen_count: z.int(),
  occurrence_count: z.int().describe("Reports of it: itself and those merged into it"),
  version: z.int().describe("Grows with each change; send it as if_version"),
  task: TaskRef.nullable().describe("The open agent task, if any"),
  web_url: z.string(),
});
export type Bug = z.infer<typeof Bug>;

/** First error, failing requests and last steps: enough to begin. */
export const EvidenceDigest = z.object({
  headline: z.string().nullable().describe("The symptom in one line"),
  first_error: z.object({ at_ms: z.number(), message: z.string(), location: z.string().nullable() }).nullable(),
  failing_requests: z.array(
    z.object({
      id: z.string(),
      at_ms: z.number(),
      method: z.string(),
      url: z.string(),
      status: z.int().nullable(),
      error: z.string().nullable(),
    }),
  ),
  last_steps: z.array(z.object({ at_ms: z.number(), text: z.string() })),
});
export type EvidenceDigest = z.infer<typeof EvidenceDigest>;

/** A bug with the digest of its evidence: enough to begin work. */
export const BugDetail = Bug.extend({
  digest: EvidenceDigest.nullable(),
  media_count: z.int(),
  has_screenshot: z.boolean(),
  attachments: z
    .array(Artifact.pick({ id: true, file_name: true, content_type: true, size_bytes: true }))
    .describe("Files that the reporter attached"),
  links: z.array(BugLink).describe("Issues of other trackers"),
});
export type BugDetail = z.infer<typeof BugDetail>;

/** Names one bug and how much of it to read. */
export const GetBugInput = z.object({
  bug_id: BugRef,
  detail: z.enum(["summary", "standard"]).default("standard").describe("summary leaves out description and digest"),
});

const BugFilters = {
  project_id: idSchema("project").optional(),
  state: z.enum(["open", "closed", "all"]).default("open"),
  status: z.array(BugStatus).max(6).optional(),
  priority: z.array(Priority).max(5).optional(),
  severity: z.array(Severity).max(4).optional(),
  label: z.array(z.string().max(50)).max(20).optional().describe("Label names; all must match"),
  assignee_type: AssigneeType.optional(),
  assignee_id: z.string().max(64).optional().describe('Id, "me", or "none" for nobody'),
  source: z.array(BugSource).max(6).optional(),
};

/** Order of a list, newest or most urgent first. */
export const BugSort = z.enum(["updated", "created", "priority"]);
export type BugSort = z.infer<typeof BugSort>;

/** Filters, order and page of a bug list. */
export const ListBugsInput = PageInput.extend({
  ...BugFilters,
  query: z.string().trim().max(200).optional().describe("Text filter; search_bugs also returns snippets"),
  updated_after: Timestamp.optional().describe("ISO 8601"),
  bug_id: z.array(idSchema("bug")).max(50).optional().describe("Only these, as far as they match"),
  sort: BugSort.default("updated"),
});
export type ListBugsInput = z.infer<typeof ListBugsInput>;
/** A page of bugs. */
export const BugList = PageOutput.extend({ bugs: z.array(BugSummary) });
export type BugList = z.infer<typeof BugList>;

/** Full-text query; every word must match as a prefix. */
export const SearchBugsInput = PageInput.extend({
  query: z.string().trim().min(1).max(200),
  project_id: idSchema("project").optional(),
  status: z.array(BugStatus).max(6).optional(),
  priority: z.array(Priority).max(5).optional(),
});
export type SearchBugsInput = z.infer<typeof SearchBugsInput>;
/** A bug with the place where the query matched. */
export const BugSearchHit = BugSummary.extend({ snippet: z.string().max(200).describe("Where it matched") });
/** A page of search hits. */
export const BugSearchList = PageOutput.extend({ bugs: z.array(BugSearchHit) });
export type BugSearchList = z.infer<typeof BugSearchList>;

/** A new bug. */
export const CreateBugInput = z.object({
  project_id: idSchema("project").describe("From list_projects"),
  title: Title,
  description: Description.default("").describe("Markdown"),
  severity: Severity.default("MEDIUM"),
  priority: Priority.default("NONE"),
  label: z.array(nameSchema(50)).max(20).default([]).describe("Label names; new ones are made"),
  ...AssigneeInput,
  steps: z.array(z.string().max(500)).max(50).optional().describe("To reproduce it"),
  url: z.string().max(4096).optional(),
  environment: z.string().max(100).optional(),
  app_version: z.string().max(100).optional(),
  allow_duplicate: z.boolean().default(false).describe("File it all the same"),
  dry_run: z.boolean().default(false).describe("Preview only"),
  ...TaskBound,
});
export type CreateBugInput = z.infer<typeof CreateBugInput>;

/** Changes of a bug; fields left out stay. `if_version` guards against lost updates. */
export const UpdateBugInput = z.object({
  bug_id: BugRef,
  status: BugStatus.optional(),
  resolution: Resolution.optional().describe("With RESOLVED or CLOSED; FIXED unless said"),
  priority: Priority.optional(),
  severity: Severity.optional(),
  title: Title.optional(),
  description: Description.optional().describe("Markdown"),
  label_add: z.array(nameSchema(50)).max(20).optional(),
  label_remove: z.array(z.string().trim().min(1).max(50)).max(20).optional(),
  ...AssigneeInput,
  duplicate_of: BugRef.optional().describe("Closes this one as DUPLICATE"),
  resolution_note: z.string().max(10_000).optional().describe("Added as a comment"),
  if_version: z.int().optional().describe("CONFLICT if changed since"),
  dry_run: z.boolean().default(false).describe("Preview only"),
  ...TaskBound,
});
export type UpdateBugInput = z.infer<typeof UpdateBugInput>;

/** Changes the owner of a bug only. */
export const AssignBugInput = z.object({
  bug_id: BugRef,
  ...AssigneeInput,
  if_version: z.int().optional(),
  ...TaskBound,
});
export type AssignBugInput = z.infer<typeof AssignBugInput>;

/** Stored values after a write, and the names of the fields that changed. */
export const BugWritten = z.object({
  bug: Bug,
  changed: z.array(z.string()),
  dry_run: z.boolean(),
  note: z.string().optional().describe("What did not follow, and why"),
});
export type BugWritten = z.infer<typeof BugWritten>;

/** The assignee as stored and the task it queued, if any. */
export const BugAssigned = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  assignee_type: AssigneeType.nullable(),
  assignee_id: z.string().nullable(),
  assignee: AssigneeRef.nullable(),
  task: TaskRef.nullable(),
  version: z.int(),
  note: z.string().optional().describe("Why no task was queued"),
});
export type BugAssigned = z.infer<typeof BugAssigned>;

/** Names one bug. */
export const BugIdInput = z.object({ bug_id: BugRef });

/** Where a change came from, as lists show it. */
export const Provenance = z.object({ actor: ActorRef, via: Via, client: z.string().nullable() });
