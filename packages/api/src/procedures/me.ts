import { MeHere } from "@hawkmoth/domain/account/schema";
import { getMe } from "@hawkmoth/services/account/get-me";
import { READS } from "../meta.ts";
import { router, signedInProcedure } from "../procedure.ts";

export const meRouter = router({
  get: signedInProcedure
    .meta({
      summary: "Get the caller: principal, workspace, projects and scopes",
      scope: "any",
      rest: { method: "GET", path: "/me" },
      mcp: {
        tool: "get_capabilities",
        toolset: "orient",
        title: "Get capabilities",
        description:
          "Who you are here, your projects and roles, scopes, tools. Use when starting, or after FORBIDDEN or INSUFFICIENT_SCOPE.",
        hints: READS,
        budget_tokens: 900,
      },
    })
    .output(MeHere)
    .query(async ({ ctx }) => ({ ...(await getMe(ctx.service, ctx.caller)), rate: ctx.rate })),
});
