import type { Activity } from "@hawkmoth/domain/activity/schema";
import type { Comment } from "@hawkmoth/domain/comment/schema";

export type FeedItem =
  | { kind: "comment"; id: string; created_at: string; comment: Comment }
  | { kind: "change"; id: string; created_at: string; change: Activity };

/** Comments and changes as one story, oldest first. What a comment or another line already says is left out. */
export function mergeFeed(comments: readonly Comment[], changes: readonly Activity[]): FeedItem[] {
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

function isToldElsewhere(change: Activity, all: readonly Activity[]): boolean {
  if (change.kind === "COMMENT_ADDED") return true;
  if (change.field !== "resolution") return false;
  return all.some((other) => other.kind === "STATUS_CHANGED" && other.created_at === change.created_at);
}
