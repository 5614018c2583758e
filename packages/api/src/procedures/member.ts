import { MemberList } from "@hawkmoth/domain/member/schema";
import { listMembers } from "@hawkmoth/services/member/list-members";
import { actorProcedure, router } from "../procedure.ts";

export const memberRouter = router({
  list: actorProcedure
    .meta({
      summary: "List the members of the workspace",
      scope: "members:read",
      rest: { method: "GET", path: "/members" },
    })
    .output(MemberList)
    .query(({ ctx }) => listMembers(ctx.service)),
});
