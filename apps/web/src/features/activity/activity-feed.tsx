"use client";
import type { Comment } from "@hawkmoth/domain/comment/schema";
import { Button } from "@hawkmoth/ui/button";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useTRPC } from "../../data/trpc.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { CommentForm } from "../comment/comment-form.tsx";
import { ActorAvatar, ViaBadge } from "./actor-line.tsx";
import { changeText } from "./change-text.ts";
import { type Change, mergeFeed } from "./feed.ts";

const MarkdownText = dynamic(() => import("../comment/markdown.tsx"), {
  loading: () => <Skeleton className="h-5 w-3/5" />,
});
const PAGE = 100;

/** Comments and changes of a bug as one quiet story. */
export function ActivityFeed({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const pages = { getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined };
  const comments = useInfiniteQuery(trpc.comment.list.infiniteQueryOptions({ bug_id: bugKey, limit: PAGE }, pages));
  const changes = useInfiniteQuery(trpc.activity.list.infiniteQueryOptions({ bug_id: bugKey, limit: PAGE }, pages));
  const items = useMemo(
    () =>
      mergeFeed(
        comments.data?.pages.flatMap((page) => page.comments) ?? [],
        changes.data?.pages.flatMap((page) => page.activity) ?? [],
      ),
    [comments.data, changes.data],
  );
  const failed = [comments, changes].find((query) => query.error !== null);
  const hasMore = comments.hasNextPage || changes.hasNextPage;
  const loadMore = () => {
    if (comments.hasNextPage) void comments.fetchNextPage();
    if (changes.hasNextPage) void changes.fetchNextPage();
  };
  return (
    <section aria-labelledby="activity-title">
      <h2 id="activity-title" className="mb-3 text-sm font-semibold">
        Activity
      </h2>
      {comments.isPending || changes.isPending ? <Skeleton className="h-16 w-full" /> : null}
      {failed ? (
        <LoadFailure
          what="Not all of the activity is shown."
          error={failed.error}
          isRetrying={failed.isFetching}
          onRetry={() => void failed.refetch()}
        />
      ) : null}
      <ol aria-live="polite" aria-relevant="additions" className="flex flex-col">
        {items.map((item) =>
          item.kind === "comment" ? (
            <CommentItem key={item.id} comment={item.comment} />
          ) : (
            <ChangeItem key={item.id} change={item.change} />
          ),
        )}
      </ol>
      {hasMore ? (
        <Button variant="ghost" size="sm" onClick={loadMore} className="mb-3">
          Load more
        </Button>
      ) : null}
      <CommentForm bugKey={bugKey} />
    </section>
  );
}

function ChangeItem({ change }: { change: Change }) {
  const { text, quote } = changeText(change);
  return (
    <li data-activity={change.kind} className="group/item relative flex gap-3 pb-3">
      <Rail />
      <span className="relative flex size-5 shrink-0 items-center justify-center bg-surface">
        <ActorAvatar actor={change.actor} size="sm" />
      </span>
      <div className="min-w-0 flex-1 text-muted">
        <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
          <span className="font-medium text-ink">{change.actor.name}</span>
          <span>{text}</span>
          <ViaBadge actor={change.actor} via={change.via} client={change.client} />
          <RelativeTime iso={change.created_at} className="text-2xs text-faint" />
        </p>
        {quote ? <Quote text={quote} isFolded={change.field === "description"} /> : null}
      </div>
    </li>
  );
}

/** Words that belong to a change. A text that was replaced is long, and unfolds. */
function Quote({ text, isFolded }: { text: string; isFolded: boolean }) {
  const quote = (
    <blockquote className="mt-1 border-l-2 border-line-strong pl-3 break-words whitespace-pre-wrap">{text}</blockquote>
  );
  if (!isFolded) return quote;
  return (
    <details className="group/quote">
      <summary className="-ml-1 flex h-6 w-fit cursor-pointer list-none items-center gap-1 rounded-sm pr-1.5 text-xs text-muted hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 stroke-[1.5] transition-transform duration-120 group-open/quote:rotate-90 motion-reduce:transition-none"
        />
        Previous text
      </summary>
      {quote}
    </details>
  );
}

function CommentItem({ comment }: { comment: Comment }) {
  return (
    <li data-comment={comment.id} className="group/item relative flex gap-3 pb-4">
      <Rail />
      <span className="relative size-5 shrink-0 bg-surface">
        <ActorAvatar actor={comment.author} />
      </span>
      <article className="min-w-0 flex-1">
        <header className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
          <span className="font-medium">{comment.author.name}</span>
          <ViaBadge actor={comment.author} via={comment.via} client={comment.client} />
          <RelativeTime iso={comment.created_at} className="text-2xs text-faint" />
        </header>
        <div className="mt-1">
          <MarkdownText text={comment.body} />
        </div>
      </article>
    </li>
  );
}

function Rail() {
  return <span aria-hidden className="absolute top-5 bottom-0 left-[9.5px] w-px bg-line group-last/item:hidden" />;
}
