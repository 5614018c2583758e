import { artifacts } from "@hawkmoth/db/schema/capture";
import type { BugMedia } from "@hawkmoth/domain/evidence/schema";
import { and, asc, eq, inArray } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef } from "../bug/resolve-bug.ts";
import { DOWNLOADABLE, toArtifact } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** Replay, screenshots and files of a bug, oldest first. @throws NOT_FOUND */
export async function getMedia(ctx: ServiceContext, input: { bug_id: string }): Promise<BugMedia> {
  return inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", bug.project_id);
    assertEvidenceShown(ctx, bug);
    const rows = await tx
      .select()
      .from(artifacts)
      .where(
        and(
          eq(artifacts.workspace_id, ctx.actor.workspace_id),
          eq(artifacts.bug_id, bug.id),
          eq(artifacts.status, "STORED"),
          inArray(artifacts.kind, [...DOWNLOADABLE]),
        ),
      )
      .orderBy(asc(artifacts.created_at), asc(artifacts.id));
    return { bug_id: bug.id, key: bugKeyOf(bug), media: rows.map((row) => toArtifact(ctx, row)) };
  });
}
