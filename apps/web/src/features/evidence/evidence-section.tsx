"use client";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { useTRPC } from "../../data/trpc.ts";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { ArrivedEvidence } from "./arrived-evidence.tsx";
import { askAgainAfter } from "./ask-again.ts";
import { CaptureNotice } from "./capture-notice.tsx";

/** Everything that arrived with a bug, or where its processing stands. Draws nothing for a bug without a capture. */
export function EvidenceSection({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.evidence.get.queryOptions(
      { bug_id: bugKey },
      {
        staleTime: Number.POSITIVE_INFINITY,
        // The event that a capture is ready is missed by a page that was just opening.
        refetchInterval: ({ state }) => askAgainAfter(state),
      },
    ),
  );
  if (query.isPending && query.fetchStatus === "paused")
    return (
      <p role="status" className="flex items-center gap-2 rounded-md border border-line px-3 py-2 text-muted">
        <CloudOff aria-hidden className="size-4 shrink-0 stroke-[1.5]" />
        You are offline. The evidence appears when the connection is back.
      </p>
    );
  if (query.isPending) return <Skeleton className="aspect-[16/9] max-h-[52dvh] w-full rounded-md" />;
  if (query.error && !query.data)
    return (
      <LoadFailure
        what="The evidence can’t be shown."
        error={query.error}
        isRetrying={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  const { capture, evidence } = query.data;
  if (!capture) return null;
  return (
    <div className="flex flex-col gap-4">
      {capture.status === "READY" ? null : <CaptureNotice bugKey={bugKey} capture={capture} />}
      <ArrivedEvidence bugKey={bugKey} capture={capture} evidence={evidence} />
    </div>
  );
}
