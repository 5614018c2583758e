import { z } from "zod";
import { BugStatus, BugSummary, BugWritten, Resolution } from "../bug/schema.ts";
import { Confirmable, ConfirmOffer } from "../confirm/schema.ts";
import { BugRef, idSchema } from "../ids.ts";

/**
 * What of two bugs can be the same, strongest first: error with its top frames, error message, failing request with
 * status, element of the last step, page.
 */
export const FingerprintLayer = z.enum(["STACK", "ERROR", "REQUEST", "TARGET", "ROUTE"]);
export type FingerprintLayer = z.infer<typeof FingerprintLayer>;

/** One comparable fact of a bug: two bugs agree in a layer when their texts are equal. */
export interface FingerprintPart {
  layer: FingerprintLayer;
  /** Without what differs from one occurrence to the next; at most 300 characters. */
  text: string;
}

/** Ends of what `find_similar_bugs` may be asked. */
export const SIMILAR_LIMITS = { text_length: 10_000, max_count: 20 } as const;

/** The bug, or the text, whose likes are looked for. */
export const FindSimilarInput = z.object({
  bug_id: BugRef.optional(),
  text: z
    .string()
    .trim()
    .min(3)
    .max(SIMILAR_LIMITS.text_length)
    .optional()
    .describe("Instead of bug_id: title, error text or failing request"),
  project_id: idSchema("project").optional(),
  limit: z.int().min(1).max(SIMILAR_LIMITS.max_count).default(5),
});
export type FindSimilarInput = z.infer<typeof FindSimilarInput>;

/** A bug that resembles another, how much from 0 to 1, and why in plain words. */
export const SimilarBug = BugSummary.pick({
  id: true,
  key: true,
  project_id: true,
  title: true,
  status: true,
  resolution: true,
  created_at: true,
}).extend({
  duplicate_of: z.string().nullable().describe("Key of the bug it was merged into"),
  score: z.number().min(0).max(1),
  why: z.array(z.string()),
});
export type SimilarBug = z.infer<typeof SimilarBug>;

/** Most similar first. */
export const SimilarBugList = z.object({ bugs: z.array(SimilarBug) });
export type SimilarBugList = z.infer<typeof SimilarBugList>;

/** A new bug as stored; or, where the same one was filed within a day, that one, and nothing was filed. */
export const BugCreated = BugWritten.extend({
  created: z
    .boolean()
    .describe("False: nothing was filed, bug is one that was there; allow_duplicate files it all the same"),
  possible_duplicates: z.array(SimilarBug).describe("Not looked for with allow_duplicate"),
});
export type BugCreated = z.infer<typeof BugCreated>;

/** Bugs that are the same defect as another one. */
export const MergeBugsInput = z.object({
  into_bug_id: BugRef,
  bug_id: z.array(BugRef).min(1).max(50).describe("Duplicates to close"),
  dry_run: z.boolean().default(true).describe("Preview only"),
  ...Confirmable,
});
export type MergeBugsInput = z.infer<typeof MergeBugsInput>;

/** State of a bug before it was merged: what `unmerge` puts back. */
export const MergedState = z.object({
  status: BugStatus,
  resolution: Resolution.nullable(),
  duplicate_of: idSchema("bug").nullable(),
  triaged_at: z.string().nullable(),
  resolved_at: z.string().nullable(),
});
export type MergedState = z.infer<typeof MergedState>;

/** Which bugs now lead to which. */
export const BugsMerged = ConfirmOffer.partial().extend({
  into: z.object({ id: idSchema("bug"), key: z.string(), title: z.string(), occurrence_count: z.int() }),
  merged: z.array(
    z.object({
      id: idSchema("bug"),
      key: z.string(),
      title: z.string(),
      from_status: BugStatus,
      is_new: z.boolean().describe("False when it was a duplicate of it before"),
    }),
  ),
  dry_run: z.boolean(),
});
export type BugsMerged = z.infer<typeof BugsMerged>;

/** Names the merged bug that becomes one of its own again. */
export const UnmergeBugInput = z.object({ bug_id: BugRef });
export type UnmergeBugInput = z.infer<typeof UnmergeBugInput>;
