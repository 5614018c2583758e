import { GetStatsInput, Stats } from "@hawkmoth/domain/statistics/schema";
import { getStats } from "@hawkmoth/services/statistics/get-stats";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const statsRouter = router({
  get: actorProcedure
    .meta({
      summary: "Count bugs by status, severity and kind of owner, and what a period brought",
      scope: "bugs:read",
      rest: { method: "GET", path: "/stats" },
      mcp: {
        tool: "get_stats",
        toolset: "insights",
        title: "Get statistics",
        description:
          "Counts of bugs: open, by severity, status and kind of owner; created, resolved and median hours to resolve in the window. Use when reporting how a project does.",
        hints: READS,
        budget_tokens: 700,
      },
    })
    .input(GetStatsInput)
    .output(Stats)
    .query(({ ctx, input }) => getStats(ctx.service, input)),
});
