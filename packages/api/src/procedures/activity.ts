import { ActivityList, ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { listActivity } from "@hawkmoth/services/activity/list-activity";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const activityRouter = router({
  list: actorProcedure
    .meta({
      summary: "List what happened to a bug, and through which surface",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/activity" },
      mcp: {
        tool: "list_activity",
        toolset: "insights",
        title: "List activity",
        description:
          "History of a bug, newest first: who changed what from what to what, through which surface and client. Use when asking how it got here.",
        hints: READS,
        budget_tokens: 2000,
      },
    })
    .input(ListActivityInput)
    .output(ActivityList)
    .query(({ ctx, input }) => listActivity(ctx.service, input)),
});
