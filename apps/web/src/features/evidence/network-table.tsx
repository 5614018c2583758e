"use client";
import type { NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { cn } from "@hawkmoth/ui/cn";
import { useMemo } from "react";
import { useCurrentRow } from "../replay/player-context.tsx";
import { formatBytes, formatDuration, isFailed, requestName, statusOf } from "./request-text.ts";
import { type WaterfallBar, layOutWaterfall } from "./waterfall.ts";

interface NetworkTableProps {
  requests: readonly NetworkEntry[];
  pageUrl: string;
  chosenId: string | null;
  onChoose: (request: NetworkEntry) => void;
  /** Leaves only what tells requests apart, beside an open detail. */
  isNarrow: boolean;
}

const HEAD = "sticky top-0 z-10 bg-surface px-2 py-1 text-left text-2xs font-normal text-faint first:pl-3";

export function NetworkTable({ requests, pageUrl, chosenId, onChoose, isNarrow }: NetworkTableProps) {
  const bars = useMemo(() => layOutWaterfall(requests), [requests]);
  const current = useCurrentRow(requests);
  if (requests.length === 0) return null;
  return (
    <div className="max-h-110 overflow-auto overscroll-contain">
      <table className="w-full table-fixed border-collapse text-xs">
        <thead>
          <tr>
            <th scope="col" className={cn(HEAD, "w-16")}>
              Status
            </th>
            <th scope="col" className={HEAD}>
              Request
            </th>
            <th scope="col" className={cn(HEAD, "w-16 text-right", isNarrow && "hidden", "max-sm:hidden")}>
              Size
            </th>
            <th scope="col" className={cn(HEAD, "w-18 text-right", isNarrow && "hidden")}>
              Time
            </th>
            <th scope="col" className={cn(HEAD, "w-1/3", isNarrow && "hidden", "max-md:hidden")}>
              Waterfall
            </th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request, index) => (
            <RequestRow
              key={request.id}
              request={request}
              pageUrl={pageUrl}
              bar={bars[index]}
              isCurrent={index === current}
              isChosen={request.id === chosenId}
              isNarrow={isNarrow}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RequestRowProps extends Pick<NetworkTableProps, "pageUrl" | "onChoose" | "isNarrow"> {
  request: NetworkEntry;
  bar: WaterfallBar | undefined;
  isCurrent: boolean;
  isChosen: boolean;
}

function RequestRow({ request, pageUrl, bar, isCurrent, isChosen, isNarrow, onChoose }: RequestRowProps) {
  const { name, host } = requestName(request.url, pageUrl);
  const isBad = isFailed(request);
  return (
    <tr
      data-request={request.id}
      onClick={() => onChoose(request)}
      className={cn(
        "h-7 border-t border-line hover:bg-hover",
        isBad && "bg-fail-soft/50",
        isChosen && "bg-pressed hover:bg-pressed",
        isCurrent && "shadow-[inset_2px_0_0_var(--hm-accent)]",
      )}
    >
      <td className={cn("px-2 pl-3 font-mono text-2xs", isBad ? "text-fail" : "text-muted")}>{statusOf(request)}</td>
      <td className="px-2">
        <button
          type="button"
          title={request.url}
          aria-label={`${request.method} ${host ?? ""}${name}, ${statusOf(request)}`}
          aria-current={isCurrent ? "true" : undefined}
          onClick={(event) => {
            event.stopPropagation();
            onChoose(request);
          }}
          className="flex w-full min-w-0 items-baseline gap-2 text-left font-mono text-2xs"
        >
          <span className="w-10 shrink-0 text-muted">{request.method}</span>
          <span className="truncate">
            {host ? <span className="text-muted">{host}</span> : null}
            {name}
          </span>
        </button>
      </td>
      <td className={cn("px-2 text-right font-mono text-2xs text-muted", isNarrow && "hidden", "max-sm:hidden")}>
        {formatBytes(request.response_size_bytes)}
      </td>
      <td className={cn("px-2 text-right font-mono text-2xs text-muted", isNarrow && "hidden")}>
        {formatDuration(request.duration_ms)}
      </td>
      <td className={cn("px-2", isNarrow && "hidden", "max-md:hidden")}>
        {bar ? <Bar bar={bar} isBad={isBad} /> : null}
      </td>
    </tr>
  );
}

function Bar({ bar, isBad }: { bar: WaterfallBar; isBad: boolean }) {
  return (
    <span aria-hidden className="relative block h-2">
      <span
        className={cn("absolute inset-y-0 rounded-[1px]", isBad ? "bg-fail/45" : "bg-control-line/50")}
        style={{ left: `${bar.left}%`, width: `${bar.wait}%` }}
      />
      <span
        className={cn("absolute inset-y-0 rounded-[1px]", isBad ? "bg-fail" : "bg-control-line")}
        style={{ left: `${bar.left + bar.wait}%`, width: `${bar.receive}%` }}
      />
    </span>
  );
}
