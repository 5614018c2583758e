import type { Tx } from "@hawkmoth/db/client";
import { actorId } from "@hawkmoth/db/schema/columns";
import { bugLinks } from "@hawkmoth/db/schema/integration";
import { githubIssueUrl, type BugLink } from "@hawkmoth/domain/integration/schema";
import { and, asc, eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** A stored link as the wire shows it. */
export function toBugLink(row: typeof bugLinks.$inferSelect): BugLink {
  const { provider, repo_owner, repo_name, issue_number, sync } = row;
  return {
    provider,
    repo_owner,
    repo_name,
    issue_number,
    url: githubIssueUrl(row),
    sync,
    linked_by: { type: row.actor_type, id: actorId(row.actor_type, row.actor_id), name: row.actor_name },
    linked_at: row.updated_at,
  };
}

/** True for a link that the caller made itself. */
export function isOwnLink({ actor }: ServiceContext, { actor_type, actor_id }: typeof bugLinks.$inferSelect): boolean {
  return actor.id !== null && actor.type === actor_type && actor.id === actorId(actor_type, actor_id);
}

/** The issues of other trackers that a bug is linked to. */
export async function linksOf(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<BugLink[]> {
  const rows = await tx
    .select()
    .from(bugLinks)
    .where(and(eq(bugLinks.workspace_id, ctx.actor.workspace_id), eq(bugLinks.bug_id, bug_id)))
    .orderBy(asc(bugLinks.provider));
  return rows.map(toBugLink);
}
