"use client";
import type { NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { cn } from "@hawkmoth/ui/cn";
import { Input } from "@hawkmoth/ui/input";
import { useMemo, useState } from "react";
import { usePlayer } from "../replay/player-context.tsx";
import { NetworkTable } from "./network-table.tsx";
import { RequestDetail } from "./request-detail.tsx";
import { isFailed } from "./request-text.ts";

/** Requests with their waterfall; the chosen one opens beside them. */
export function NetworkPanel({ evidence }: { evidence: Evidence }) {
  const player = usePlayer();
  const [text, setText] = useState("");
  const [isOnlyFailed, setIsOnlyFailed] = useState(false);
  const [chosen, setChosen] = useState<NetworkEntry | null>(null);
  const requests = useMemo(
    () => evidence.network.filter((request) => matches(request, text) && (!isOnlyFailed || isFailed(request))),
    [evidence.network, text, isOnlyFailed],
  );
  const failed = evidence.network.filter(isFailed).length;
  const choose = (request: NetworkEntry) => {
    player.seek(request.at_ms);
    setChosen(request);
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-3 py-1.5">
        <button
          type="button"
          aria-pressed={isOnlyFailed}
          disabled={failed === 0}
          onClick={() => setIsOnlyFailed(!isOnlyFailed)}
          className="h-6 rounded-sm px-2 text-xs text-faint hover:bg-hover disabled:opacity-40 aria-pressed:bg-pressed aria-pressed:text-ink"
        >
          Failed {failed}
        </button>
        <Input
          type="search"
          aria-label="Search requests"
          placeholder="Search by address"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="ml-auto h-6 w-40 text-xs max-sm:w-full"
        />
      </div>
      {requests.length === 0 ? <p className="px-3 py-4 text-muted">No request matches.</p> : null}
      <div className={cn("grid min-h-0", chosen && "md:grid-cols-[minmax(200px,2fr)_minmax(0,3fr)]")}>
        <div className={cn("min-w-0", chosen && "max-md:hidden")}>
          <NetworkTable
            requests={requests}
            pageUrl={evidence.meta.url}
            chosenId={chosen?.id ?? null}
            onChoose={choose}
            isNarrow={chosen !== null}
          />
        </div>
        {chosen ? <RequestDetail key={chosen.id} request={chosen} onClose={() => setChosen(null)} /> : null}
      </div>
    </>
  );
}

function matches(request: NetworkEntry, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = `${request.method} ${request.url} ${request.status?.toString() ?? ""}`.toLowerCase();
  return words.every((word) => haystack.includes(word));
}
