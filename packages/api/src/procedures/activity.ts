import { ActivityList, ListActivityInput } from "@hawkmoth/domain/activity/schema";
import { listActivity } from "@hawkmoth/services/activity/list-activity";
import { actorProcedure, router } from "../procedure.ts";

export const activityRouter = router({
  list: actorProcedure
    .meta({
      summary: "List what happened to a bug, and through which surface",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/activity" },
    })
    .input(ListActivityInput)
    .output(ActivityList)
    .query(({ ctx, input }) => listActivity(ctx.service, input)),
});
