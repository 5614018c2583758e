import { captures } from "@hawkmoth/db/schema/capture";
import { storable } from "@hawkmoth/domain/storable";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { deleteBlobs } from "./delete-blobs.ts";
import { forgetOriginals } from "./original-artifacts.ts";
import type { CaptureRow } from "./rows.ts";

/**
 * Marks a capture whose evidence could not be read, with a reason for people; the bug itself stays. The history is told
 * once, however often the queue tries and fails again. After a final failure what was recorded is of no use and goes.
 * @returns false when a later run has taken the capture over.
 */
export async function failCapture(
  ctx: ServiceContext,
  capture: CaptureRow,
  failure: { reason: string; is_final: boolean },
): Promise<boolean> {
  const { workspace_id, id, project_id, bug_id } = capture;
  const reason = storable(failure.reason.slice(0, 500));
  const { is_current, unused } = await inWorkspace(ctx, async (tx) => {
    authorize(ctx, "capture.retry", project_id);
    const [failed] = await tx
      .update(captures)
      .set({ status: "FAILED", failure: reason, is_retryable: !failure.is_final })
      .where(
        and(
          eq(captures.workspace_id, workspace_id),
          eq(captures.id, id),
          eq(captures.status, "PROCESSING"),
          eq(captures.attempt, capture.attempt),
        ),
      )
      .returning({ id: captures.id });
    if (!failed) return { is_current: false, unused: [] };
    const originals = failure.is_final ? await forgetOriginals(tx, workspace_id, [id]) : [];
    if (bug_id !== null && capture.failure !== reason) {
      const about = { project_id, bug_id };
      await recordActivity(tx, ctx, { kind: "CAPTURE_FAILED", ...about, to: reason });
      const changes = { capture_id: id, status: "FAILED" };
      await recordEvent(tx, ctx, { type: "capture.ready", ...about, changes });
    }
    return { is_current: true, unused: originals };
  });
  await deleteBlobs(ctx, unused);
  return is_current;
}
