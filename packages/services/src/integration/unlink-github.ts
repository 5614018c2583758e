import { bugLinks } from "@hawkmoth/db/schema/integration";
import { githubIssueUrl, type UnlinkedGithub, type UnlinkGithubInput } from "@hawkmoth/domain/integration/schema";
import { and, eq } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import { assertWithinTask } from "../bug/within-task.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { isOwnLink, linksOf } from "./rows.ts";

/**
 * Takes the link to a GitHub issue off a bug; without one nothing changes and nothing fails.
 * An agent takes a link of others off only within a task of the bug.
 * @throws NOT_FOUND, FORBIDDEN, LEASE_LOST
 */
export async function unlinkGithub(ctx: ServiceContext, input: UnlinkGithubInput): Promise<UnlinkedGithub> {
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
    const removed = gone && !isOwnLink(ctx, gone) ? (["links"] as const) : [];
    await assertWithinTask(tx, ctx, { bug, fields: removed, lease_token: input.lease_token });
    if (!gone) return { unlinked: false };
    const about = { project_id: bug.project_id, bug_id: bug.id };
    await recordActivity(tx, ctx, { kind: "GITHUB_UNLINKED", ...about, from: githubIssueUrl(gone) });
    await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: { links: await linksOf(tx, ctx, bug.id) } });
    return { unlinked: true };
  });
}
