import { LinkedGithub, LinkGithubInput, UnlinkedGithub, UnlinkGithubInput } from "@hawkmoth/domain/integration/schema";
import { linkGithub } from "@hawkmoth/services/integration/link-github";
import { unlinkGithub } from "@hawkmoth/services/integration/unlink-github";
import { OVERWRITES, SETS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const integrationRouter = router({
  link_github: actorProcedure
    .meta({
      summary: "Link a bug to a GitHub issue",
      scope: "integrations:write",
      rest: { method: "PUT", path: "/bugs/{bug_id}/links/github" },
      mcp: {
        tool: "link_github_issue",
        toolset: "integrations",
        title: "Link a GitHub issue",
        description:
          "Links a bug to one GitHub issue; another link is replaced. Use when the work is tracked there. sync tells whether GitHub is kept up to date: not_configured means the link is only stored.",
        hints: { ...SETS, open_world: true },
        budget_tokens: 200,
      },
    })
    .input(LinkGithubInput)
    .output(LinkedGithub)
    .mutation(({ ctx, input }) => linkGithub(ctx.service, input)),
  unlink_github: actorProcedure
    .meta({
      summary: "Take the link to a GitHub issue off a bug",
      scope: "integrations:write",
      rest: { method: "DELETE", path: "/bugs/{bug_id}/links/github" },
      mcp: {
        tool: "unlink_github_issue",
        toolset: "integrations",
        title: "Unlink a GitHub issue",
        description: "Takes a bug's GitHub link off; the issue itself stays. Use when it was linked by mistake.",
        hints: { ...OVERWRITES, open_world: true },
        budget_tokens: 60,
      },
    })
    .input(UnlinkGithubInput)
    .output(UnlinkedGithub)
    .mutation(({ ctx, input }) => unlinkGithub(ctx.service, input)),
});
