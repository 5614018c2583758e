import { captures } from "@hawkmoth/db/schema/capture";
import { storable } from "@hawkmoth/domain/storable";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import type { CaptureRow } from "./rows.ts";

/** Marks a capture whose evidence could not be read, with a reason for people; the bug itself stays. */
export async function failCapture(ctx: ServiceContext, capture: CaptureRow, why: string): Promise<void> {
  const reason = storable(why.slice(0, 500));
  await inWorkspace(ctx, async (tx) => {
    authorize(ctx, "capture.retry", capture.project_id);
    const [failed] = await tx
      .update(captures)
      .set({ status: "FAILED", failure: reason })
      .where(
        and(
          eq(captures.workspace_id, capture.workspace_id),
          eq(captures.id, capture.id),
          eq(captures.status, "PROCESSING"),
        ),
      )
      .returning({ id: captures.id });
    if (!failed || capture.bug_id === null) return;
    const about = { project_id: capture.project_id, bug_id: capture.bug_id };
    await recordActivity(tx, ctx, { kind: "CAPTURE_FAILED", ...about, to: reason });
    const changes = { capture_id: capture.id, status: "FAILED" };
    await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes });
  });
}
