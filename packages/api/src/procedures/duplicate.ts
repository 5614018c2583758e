import { BugWritten } from "@hawkmoth/domain/bug/schema";
import {
  BugsMerged,
  FindSimilarInput,
  MergeBugsInput,
  SimilarBugList,
  UnmergeBugInput,
} from "@hawkmoth/domain/duplicate/schema";
import { findSimilarBugs } from "@hawkmoth/services/duplicate/find-similar-bugs";
import { mergeBugs } from "@hawkmoth/services/duplicate/merge-bugs";
import { unmergeBug } from "@hawkmoth/services/duplicate/unmerge-bug";
import { OVERWRITES, READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const duplicateRouter = router({
  find: actorProcedure
    .meta({
      summary: "Find bugs that resemble a bug or a text, with reasons",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/similar" },
      mcp: {
        tool: "find_similar_bugs",
        toolset: "insights",
        title: "Find similar bugs",
        description:
          "Bugs like bug_id, or like a title, error or failing request in text, with score and why. Use when checking for duplicates or an earlier fix.",
        hints: READS,
        budget_tokens: 1200,
      },
    })
    .input(FindSimilarInput)
    .output(SimilarBugList)
    .query(({ ctx, input }) => findSimilarBugs(ctx.service, input)),
  merge: actorProcedure
    .meta({
      summary: "Close bugs as duplicates of another one; unmerge takes it back",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{into_bug_id}/merge" },
      mcp: {
        tool: "merge_duplicate_bugs",
        action: "bug.merge",
        toolset: "housekeeping",
        title: "Merge duplicates",
        description:
          "Closes bugs as duplicates of into_bug_id, all or none. Use when find_similar_bugs shows the same defect. A dry run unless dry_run: false with its confirm_token. People can unmerge.",
        hints: OVERWRITES,
        budget_tokens: 600,
        confirm: true,
      },
    })
    .input(MergeBugsInput)
    .output(BugsMerged)
    .mutation(async ({ ctx, input }) => {
      await ctx.charge(input.bug_id.length - 1);
      return await mergeBugs(ctx.service, input);
    }),
  unmerge: actorProcedure
    .meta({
      summary: "Take a merge back: the bug is what it was before",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{bug_id}/unmerge" },
    })
    .input(UnmergeBugInput)
    .output(BugWritten)
    .mutation(({ ctx, input }) => unmergeBug(ctx.service, input)),
});
