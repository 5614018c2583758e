"use client";
import type { Capture, CaptureStatus } from "@hawkmoth/domain/capture/schema";
import { Button } from "@hawkmoth/ui/button";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleX, LoaderCircle, RotateCw } from "lucide-react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

const WORDS: Readonly<Record<Exclude<CaptureStatus, "READY" | "FAILED">, string>> = {
  PENDING: "Waiting for the capture’s files",
  UPLOADED: "The capture is waiting to be processed",
  PROCESSING: "The capture is being processed",
};

/** Says what happens to a capture that can't be shown yet, and offers another try when that may help. */
export function CaptureNotice({ bugKey, capture }: { bugKey: string; capture: Capture }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.evidence.retry_capture.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.evidence.get.queryFilter({ bug_id: bugKey })),
      onError: (error) => toast.error("The capture was not queued again", { description: errorText(error) }),
    }),
  );
  const retryButton = capture.is_retryable ? (
    <Button
      size="sm"
      isPending={retry.isPending}
      onClick={() => retry.mutate({ bug_id: bugKey, capture_id: capture.id })}
    >
      <RotateCw aria-hidden /> Retry
    </Button>
  ) : null;
  if (capture.status === "FAILED")
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-fail-soft px-3 py-2">
        <CircleX aria-hidden className="size-4 shrink-0 stroke-[1.5] text-fail" />
        <p className="min-w-0 flex-1">
          <span className="font-medium text-fail">The capture could not be processed.</span> {capture.failure}
        </p>
        {retryButton}
      </div>
    );
  if (capture.status === "READY") return null;
  return (
    <p role="status" className="flex items-center gap-2 rounded-md border border-line px-3 py-2 text-muted">
      <LoaderCircle aria-hidden className="size-4 animate-spin stroke-[1.5] text-run" />
      <span className="min-w-0 flex-1">{WORDS[capture.status]}. It appears here by itself.</span>
      {retryButton}
    </p>
  );
}
