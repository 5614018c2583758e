import { captures } from "@hawkmoth/db/schema/capture";
import type { Capture, RetryCaptureInput } from "@hawkmoth/domain/capture/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { artifactsOf, isRetryable, toCapture, type CaptureRow } from "./rows.ts";

/**
 * Queues the processing once more of a capture that failed and may succeed, or whose reading was broken off.
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT when another try is not needed or can't succeed.
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
    const [found] = await tx.select().from(captures).where(own).for("update");
    if (!found) throw new AppError("NOT_FOUND");
    if (!isRetryable(found)) throw notRetryable(found);
    const [capture] = await tx
      .update(captures)
      .set({ status: "UPLOADED", failure: null, started_at: null, completed_at: sql<string>`now()` })
      .where(own)
      .returning();
    if (!capture) throw new AppError("NOT_FOUND");
    await ctx.ports.jobs.enqueue(tx, "process_capture", { workspace_id, capture_id: capture.id });
    const about = { project_id: bug.project_id, bug_id: bug.id };
    const change = { field: "capture", from: found.status, to: "UPLOADED" };
    await recordActivity(tx, ctx, { kind: "FIELD_CHANGED", ...about, ...change });
    const changes = { capture_id: capture.id, status: capture.status };
    await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes });
    return toCapture(ctx, capture, await artifactsOf(tx, capture));
  });
}

function notRetryable({ status, failure }: CaptureRow): AppError {
  if (status !== "FAILED")
    return new AppError("CONFLICT", {
      message: `Only a failed capture can be retried; this one is ${status}.`,
      hint: "Read its status again in a minute.",
    });
  return new AppError("CONFLICT", {
    message: `Another try would fail in the same way: ${failure ?? "the capture can't be read."}`,
    hint: "Capture the page again.",
  });
}
