"use client";
import { Badge } from "@hawkmoth/ui/badge";
import { Button } from "@hawkmoth/ui/button";
import { CopyButton } from "@hawkmoth/ui/copy-button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

/** The session in words, the same text that an agent reads. */
export function TranscriptPanel({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const [verbosity, setVerbosity] = useState<"summary" | "detailed">("summary");
  const query = useQuery(trpc.evidence.transcript.queryOptions({ bug_id: bugKey, verbosity }));
  return (
    <div className="p-3">
      <div className="flex flex-wrap items-center gap-2 pb-2">
        {(["summary", "detailed"] as const).map((choice) => (
          <Button
            key={choice}
            size="sm"
            variant="ghost"
            aria-pressed={choice === verbosity}
            onClick={() => setVerbosity(choice)}
            className="aria-pressed:bg-pressed aria-pressed:text-ink"
          >
            {choice === "summary" ? "Summary" : "Detailed"}
          </Button>
        ))}
        {query.data?.truncated ? <Badge tone="wait">Shortened</Badge> : null}
        <CopyButton size="sm" className="ml-auto" text={query.data?.text ?? ""} disabled={!query.data}>
          Copy for agent
        </CopyButton>
      </div>
      {query.isPending ? <Skeleton className="h-40 w-full" /> : null}
      {query.error ? <p className="text-fail">{errorText(query.error)}</p> : null}
      {query.data ? (
        // A box that scrolls must be reachable with the keyboard.
        <pre
          data-testid="transcript"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="max-h-110 overflow-auto text-xs leading-5 whitespace-pre-wrap focus-visible:-outline-offset-2"
        >
          {query.data.text}
        </pre>
      ) : null}
    </div>
  );
}
