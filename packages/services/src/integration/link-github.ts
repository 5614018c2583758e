import type { Tx } from "@hawkmoth/db/client";
import { bugLinks } from "@hawkmoth/db/schema/integration";
import { githubIssueUrl, type LinkedGithub, type LinkGithubInput } from "@hawkmoth/domain/integration/schema";
import { and, eq, sql } from "drizzle-orm";
import { actedBy, recordActivity } from "../activity.ts";
import { authorize } from "../authorize.ts";
import { resolveBugRef } from "../bug/resolve-bug.ts";
import { assertWithinTask } from "../bug/within-task.ts";
import type { ServiceContext } from "../context.ts";
import { recordEvent } from "../outbox.ts";
import { inWorkspace } from "../transaction.ts";
import { isOwnLink, linksOf } from "./rows.ts";

type Issue = Omit<LinkGithubInput, "bug_id" | "lease_token">;

/**
 * Links a bug to a GitHub issue, in place of the one it was linked to. The same issue again changes nothing. Nothing is
 * sent to GitHub, and `sync` says so. An agent replaces a link of others only within a task of the bug.
 * @throws NOT_FOUND, FORBIDDEN, LEASE_LOST
 */
export async function linkGithub(
  ctx: ServiceContext,
  { bug_id, lease_token, ...issue }: LinkGithubInput,
): Promise<LinkedGithub> {
  return await inWorkspace(ctx, async (tx) => {
    const bug = await resolveBugRef(tx, ctx, bug_id);
    authorize(ctx, "bug.link", bug.project_id);
    const before = await storedLink(tx, ctx, bug.id);
    const answer = { linked: true as const, url: githubIssueUrl(issue) };
    const replaced = before && !isSameIssue(before, issue) && !isOwnLink(ctx, before) ? (["links"] as const) : [];
    await assertWithinTask(tx, ctx, { bug, fields: replaced, lease_token });
    if (before && isSameIssue(before, issue)) return { ...answer, url: githubIssueUrl(before), sync: before.sync };
    const changed = { ...issue, ...actedBy(ctx), sync: "not_configured" as const };
    await tx
      .insert(bugLinks)
      .values({ workspace_id: ctx.actor.workspace_id, bug_id: bug.id, provider: "GITHUB", ...changed })
      .onConflictDoUpdate({
        target: [bugLinks.workspace_id, bugLinks.bug_id, bugLinks.provider],
        set: { ...changed, updated_at: sql`now()` },
      });
    const about = { project_id: bug.project_id, bug_id: bug.id };
    await recordActivity(tx, ctx, {
      kind: "GITHUB_LINKED",
      ...about,
      from: before ? githubIssueUrl(before) : null,
      to: answer.url,
    });
    await recordEvent(tx, ctx, { type: "bug.updated", ...about, changes: { links: await linksOf(tx, ctx, bug.id) } });
    return { ...answer, sync: changed.sync };
  });
}

async function storedLink(tx: Tx, ctx: ServiceContext, bug_id: string) {
  const [row] = await tx
    .select()
    .from(bugLinks)
    .where(
      and(
        eq(bugLinks.workspace_id, ctx.actor.workspace_id),
        eq(bugLinks.bug_id, bug_id),
        eq(bugLinks.provider, "GITHUB"),
      ),
    )
    .for("update");
  return row ?? null;
}

/** GitHub does not tell upper from lower case in owners and repositories. */
function isSameIssue(left: Issue, right: Issue): boolean {
  const name = ({ repo_owner, repo_name }: Issue) => `${repo_owner}/${repo_name}`.toLowerCase();
  return name(left) === name(right) && left.issue_number === right.issue_number;
}
