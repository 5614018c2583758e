import type { Activity } from "@hawkmoth/domain/activity/schema";
import type { Comment } from "@hawkmoth/domain/comment/schema";

/** An entry of the history as it arrives: JSON leaves an undefined value out. */
export type Change = Omit<Activity, "from" | "to"> & { from?: unknown; to?: unknown };

export type FeedItem =
  | { kind: "comment"; id: string; created_at: string; comment: Comment }
  | { kind: "change"; id: string; created_at: string; change: Change };

/** Comments and changes as one story, oldest first. What a comment or another line already says is left out. */
export function mergeFeed(comments: readonly Comment[], changes: readonly Change[]): FeedItem[] {
  const told = changes.filter((change) => !isToldElsewhere(change, changes));
  return [
    ...comments.map((comment): FeedItem => ({
      kind: "comment",
      id: comment.id,
      created_at: comment.created_at,
      comment,
    })),
    ...told.map((change): FeedItem => ({ kind: "change", id: change.id, created_at: change.created_at, change })),
  ].sort((a, b) => a.created_at.localeCompare(b.created_at) || a.id.localeCompare(b.id));
}

function isToldElsewhere(change: Change, all: readonly Change[]): boolean {
  if (change.kind === "COMMENT_ADDED") return true;
  if (change.field !== "resolution") return false;
  return all.some((other) => other.kind === "STATUS_CHANGED" && other.created_at === change.created_at);
}
