import { InstallSnippet, InstallSnippetInput, VerifiedKey, VerifyKeyInput } from "@hawkmoth/domain/setup/schema";
import { installSnippet } from "@hawkmoth/domain/setup/snippets";
import { verifyKey } from "@hawkmoth/services/setup/verify-key";
import { READS } from "../meta.ts";
import { publicProcedure, router, signedInProcedure } from "../procedure.ts";

export const setupRouter = router({
  snippet: signedInProcedure
    .meta({
      summary: "Get the code that puts the report widget into a codebase",
      scope: "any",
      rest: { method: "GET", path: "/setup/snippet" },
      mcp: {
        tool: "get_install_snippet",
        toolset: "setup",
        title: "Get install snippet",
        description:
          "Code, target file and steps to add the report widget to a codebase. Use when installing Hawkmoth, after detect_framework; read note first.",
        hints: READS,
        budget_tokens: 600,
      },
    })
    .input(InstallSnippetInput)
    .output(InstallSnippet)
    .query(({ ctx, input }) => installSnippet(input, ctx.service.web_origin)),
  verify_key: publicProcedure
    .meta({
      summary: "Tell whether reports with a publishable key arrive, and from which pages",
      scope: "public",
      rest: { method: "POST", path: "/capture/verify" },
      mcp: {
        tool: "verify_api_key",
        toolset: "setup",
        title: "Verify a project key",
        description:
          "Whether a publishable key hm_pk_… works, for which project and from which origins. Use when reports do not arrive or after installing the snippet.",
        hints: READS,
        budget_tokens: 100,
      },
    })
    .input(VerifyKeyInput)
    .output(VerifiedKey)
    .query(async ({ ctx, input }) => {
      await ctx.consume("verify_key", ctx.ip);
      return await verifyKey(ctx.service, input);
    }),
});
