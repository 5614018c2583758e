import { z } from "zod";
import { Confirmable, ConfirmOffer } from "../confirm/schema.ts";
import { ErrorCode } from "../errors.ts";
import { BugRef } from "../ids.ts";
import { UpdateBugInput } from "./schema.ts";

/** The changes that make sense for many bugs at once; text, comments and duplicates have calls of their own. */
export const BulkPatch = UpdateBugInput.pick({
  status: true,
  resolution: true,
  priority: true,
  severity: true,
  label_add: true,
  label_remove: true,
  assignee_type: true,
  assignee_id: true,
});
export type BulkPatch = z.infer<typeof BulkPatch>;

/** One change of up to 50 bugs. */
export const BulkUpdateInput = z.object({
  bug_id: z.array(BugRef).min(1).max(50),
  patch: BulkPatch,
  if_version: z.array(z.int()).max(50).optional().describe("In order of bug_id: refuse those changed since"),
  dry_run: z.boolean().default(true).describe("Preview only"),
  ...Confirmable,
});
export type BulkUpdateInput = z.infer<typeof BulkUpdateInput>;

/** What became of one bug: its changed fields with the values before, or why it was refused. */
export const BulkOutcome = z.object({
  bug_id: z.string().describe("As given"),
  key: z.string().nullable(),
  version: z.int().nullable().describe("As stored; unchanged by a dry run"),
  changed: z.array(z.string()),
  before: z.record(z.string(), z.unknown()).describe("Of the changed fields; update_bug puts them back"),
  error: z.object({ code: ErrorCode, message: z.string() }).nullable().describe("Why nothing was changed on this one"),
});
export type BulkOutcome = z.infer<typeof BulkOutcome>;

/** One outcome for each bug, in the order they were given. */
export const BulkUpdated = ConfirmOffer.partial().extend({
  outcomes: z.array(BulkOutcome),
  updated: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  dry_run: z.boolean(),
});
export type BulkUpdated = z.infer<typeof BulkUpdated>;
