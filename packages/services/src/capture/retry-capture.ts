import { captures } from "@hawkmoth/db/schema/capture";
import type { Capture, RetryCaptureInput } from "@hawkmoth/domain/capture/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { artifactsOf, toCapture } from "./rows.ts";

/**
 * Queues the processing of a failed capture once more.
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT when the capture did not fail.
 */
export async function retryCapture(ctx: ServiceContext, input: z.infer<typeof RetryCaptureInput>): Promise<Capture> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "capture.retry", bug.project_id);
    const { workspace_id } = ctx.actor;
    const own = and(
      eq(captures.workspace_id, workspace_id),
      eq(captures.bug_id, bug.id),
      eq(captures.id, input.capture_id),
    );
    const [capture] = await tx
      .update(captures)
      .set({ status: "UPLOADED", failure: null })
      .where(and(own, eq(captures.status, "FAILED")))
      .returning();
    if (!capture) {
      const [found] = await tx.select({ status: captures.status }).from(captures).where(own);
      if (!found) throw new AppError("NOT_FOUND");
      throw new AppError("CONFLICT", { message: `Only a failed capture can be retried; this one is ${found.status}.` });
    }
    await ctx.ports.jobs.enqueue(tx, "process_capture", { workspace_id, capture_id: capture.id });
    const about = { project_id: bug.project_id, bug_id: bug.id };
    const change = { field: "capture", from: "FAILED", to: "UPLOADED" };
    await recordActivity(tx, ctx, { kind: "FIELD_CHANGED", ...about, ...change });
    const changes = { capture_id: capture.id, status: capture.status };
    await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes });
    return toCapture(ctx, capture, await artifactsOf(tx, capture));
  });
}
