import { bugLinks } from "@hawkmoth/db/schema/integration";
import { githubIssueUrl, type UnlinkedGithub } from "@hawkmoth/domain/integration/schema";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { linksOf } from "./rows.ts";

/**
 * Takes the link to a GitHub issue off a bug; without one nothing changes and nothing fails.
 * @throws NOT_FOUND, FORBIDDEN
 */
export async function unlinkGithub(ctx: ServiceContext, input: { bug_id: string }): Promise<UnlinkedGithub> {
  return await inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.link", bug.project_id);
    const [gone] = await tx
      .delete(bugLinks)
      .where(
        and(
          eq(bugLinks.workspace_id, ctx.actor.workspace_id),
          eq(bugLinks.bug_id, bug.id),
          eq(bugLinks.provider, "GITHUB"),
        ),
      )
      .returning();
    if (!gone) return { unlinked: false };
    const about = { project_id: bug.project_id, bug_id: bug.id };
    await recordActivity(tx, ctx, { kind: "GITHUB_UNLINKED", ...about, from: githubIssueUrl(gone) });
    await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: { links: await linksOf(tx, ctx, bug.id) } });
    return { unlinked: true };
  });
}
