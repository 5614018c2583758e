import { CompleteCaptureInput, IngestBugInput, IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { completeCapture } from "@hawkmoth/services/ingest/complete-capture";
import { ingestTarget } from "@hawkmoth/services/ingest/ingest-target";
import { ingestBug } from "@hawkmoth/services/ingest/ingest-bug";
import { ingestProcedure, router } from "../procedure.ts";

export const ingestRouter = router({
  create: ingestProcedure
    .meta({
      summary: "Report a bug from outside, with files announced for upload",
      scope: "ingest",
      rest: { method: "POST", path: "/ingest/bugs", status: 201 },
    })
    .input(IngestBugInput)
    .output(IngestedBug)
    .mutation(async ({ ctx, input }) => {
      const { sender } = ctx.service;
      const { workspace_id, project_id } = ingestTarget(ctx.service, input);
      await ctx.consume("ingest_key", "actor" in sender ? (sender.actor.key_id ?? ctx.ip) : sender.publishable.key_id);
      if ("publishable" in sender) await ctx.consume("ingest_ip", ctx.ip);
      await ctx.consume("ingest_project", `${workspace_id}/${project_id}`);
      return await ingestBug(ctx.service, input);
    }),
  complete: ingestProcedure
    .meta({
      summary: "Say that all announced files were sent; makes the bug",
      scope: "ingest",
      rest: { method: "POST", path: "/ingest/captures/{capture_id}/complete" },
    })
    .input(CompleteCaptureInput)
    .output(IngestedBug)
    .mutation(({ ctx, input }) => completeCapture(ctx.service, input)),
});
