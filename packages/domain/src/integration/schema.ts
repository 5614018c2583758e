import { z } from "zod";
import { ActorRef } from "../actor.ts";
import { BugRef } from "../ids.ts";
import { TaskBound } from "../task/schema.ts";
import { Timestamp } from "../time.ts";

/** Trackers that a bug can be linked to. */
export const LinkProvider = z.enum(["GITHUB"]);
export type LinkProvider = z.infer<typeof LinkProvider>;

/** How far a link is kept in step with the other side; `not_configured` while no app is installed for the workspace. */
export const LinkSync = z.enum(["not_configured", "pending", "synced", "failed"]);
export type LinkSync = z.infer<typeof LinkSync>;

/** Login of a person or organisation on GitHub: at most 39 letters, digits and single hyphens, `_` before a short code of an enterprise. */
export const RepoOwner = z
  .string()
  .trim()
  .max(39)
  .regex(/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$/, "expected the login of a GitHub user or organisation");

/** Name of a repository on GitHub: at most 100 letters, digits, dots, hyphens and underscores. */
export const RepoName = z
  .string()
  .trim()
  .max(100)
  .regex(/^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]+$/i, "expected the name of a GitHub repository, without .git");

/** An issue of another tracker that a bug is linked to. */
export const BugLink = z.object({
  provider: LinkProvider,
  repo_owner: z.string(),
  repo_name: z.string(),
  issue_number: z.int(),
  url: z.string(),
  sync: LinkSync,
  linked_by: ActorRef,
  linked_at: Timestamp,
});
export type BugLink = z.infer<typeof BugLink>;

/** The GitHub issue to link; a bug has one at most, and another one takes its place. */
export const LinkGithubInput = z.object({
  bug_id: BugRef,
  repo_owner: RepoOwner,
  repo_name: RepoName,
  issue_number: z.int().min(1).max(2_147_483_647),
  ...TaskBound,
});
export type LinkGithubInput = z.infer<typeof LinkGithubInput>;

/** Names the bug whose link is taken away. */
export const UnlinkGithubInput = z.object({ bug_id: BugRef, ...TaskBound });
export type UnlinkGithubInput = z.infer<typeof UnlinkGithubInput>;

/** The link as stored. */
export const LinkedGithub = z.object({
  linked: z.literal(true),
  url: z.string(),
  sync: LinkSync.describe("not_configured: stored, and nothing is sent to GitHub yet"),
});
export type LinkedGithub = z.infer<typeof LinkedGithub>;

/** False when there was no link to take away. */
export const UnlinkedGithub = z.object({ unlinked: z.boolean() });
export type UnlinkedGithub = z.infer<typeof UnlinkedGithub>;

/** Where an issue stands on GitHub. */
export function githubIssueUrl(issue: Pick<BugLink, "repo_owner" | "repo_name" | "issue_number">): string {
  return `https://github.com/${issue.repo_owner}/${issue.repo_name}/issues/${issue.issue_number}`;
}
