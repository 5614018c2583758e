import { FindSimilarInput, SimilarBugList } from "@hawkmoth/domain/duplicate/schema";
import { findSimilarBugs } from "@hawkmoth/services/duplicate/find-similar-bugs";
import { READS } from "../meta.ts";
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
});
