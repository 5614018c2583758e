import { CompleteCaptureInput, IngestBugInput, IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { completeCapture } from "@hawkmoth/services/ingest/complete-capture";
import type { IngestContext } from "@hawkmoth/services/ingest/ingest-context";
import { ingestTarget, type IngestTarget } from "@hawkmoth/services/ingest/ingest-target";
import { ingestBug } from "@hawkmoth/services/ingest/ingest-bug";
import type { ApiContext } from "../context.ts";
import { ingestProcedure, router } from "../procedure.ts";

/**
 * Counts a report. Members and agents have points of their own, which nobody else can use up; of senders who are not
 * known, the address is counted first, so that one that is over its share takes nothing from the others.
 */
async function countReport(
  { consume, ip, service: { sender } }: ApiContext & { service: IngestContext },
  { workspace_id, project_id }: IngestTarget,
): Promise<void> {
  const project = `${workspace_id}/${project_id}`;
  if ("actor" in sender) {
    const who = sender.actor.id ?? ip;
    await consume("ingest_key", sender.actor.key_id ?? who);
    await consume("ingest_member", `${project}/${who}`);
    return;
  }
  await consume("ingest_ip", ip);
  await consume("ingest_ip_day", `${project}/${ip}`);
  await consume("ingest_key", sender.publishable.key_id);
  await consume("ingest_project", project);
}

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
      await countReport(ctx, ingestTarget(ctx.service, input));
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
