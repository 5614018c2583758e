"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { cn } from "@hawkmoth/ui/cn";
import { Input } from "@hawkmoth/ui/input";
import { CircleX, Info, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { useCurrentRow } from "../replay/player-context.tsx";
import { type ConsoleRow, type ConsoleTone, consoleRows, filterConsole } from "./console-rows.ts";
import { EvidenceRow } from "./evidence-row.tsx";
import { RowList } from "./row-list.tsx";

const TONES: readonly { tone: ConsoleTone; label: string }[] = [
  { tone: "error", label: "Errors" },
  { tone: "warn", label: "Warnings" },
  { tone: "info", label: "Logs" },
  { tone: "debug", label: "Debug" },
];

export function ConsolePanel({ evidence }: { evidence: Evidence }) {
  const all = useMemo(() => consoleRows(evidence), [evidence]);
  const [tones, setTones] = useState<ReadonlySet<ConsoleTone>>(new Set(TONES.map(({ tone }) => tone)));
  const [text, setText] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const rows = useMemo(() => filterConsole(all, tones, text), [all, tones, text]);
  const current = useCurrentRow(rows);
  const toggle = (tone: ConsoleTone) => {
    const next = new Set(tones);
    if (!next.delete(tone)) next.add(tone);
    setTones(next);
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-3 py-1.5">
        {TONES.map(({ tone, label }) => {
          const count = all.filter((row) => row.tone === tone).length;
          return (
            <button
              key={tone}
              type="button"
              aria-pressed={tones.has(tone)}
              disabled={count === 0}
              onClick={() => toggle(tone)}
              className="h-6 rounded-sm px-2 text-xs text-faint hover:bg-hover disabled:opacity-40 aria-pressed:bg-pressed aria-pressed:text-ink"
            >
              {label} {count}
            </button>
          );
        })}
        <Input
          type="search"
          aria-label="Search the console"
          placeholder="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="ml-auto h-6 w-40 text-xs max-sm:w-full"
        />
      </div>
      {rows.length === 0 ? <p className="px-3 py-4 text-muted">No row matches.</p> : null}
      <RowList label="Console" current={current}>
        {rows.map((row, index) => (
          <EvidenceRow
            key={row.id}
            at_ms={row.at_ms}
            isCurrent={index === current}
            tone={row.tone === "error" || row.tone === "warn" ? row.tone : undefined}
            isOpen={row.id === openId}
            onOpen={() => setOpenId(row.id === openId ? null : row.id)}
            {...(row.stack ? { detail: <Stack text={row.stack} /> } : {})}
          >
            <ToneIcon row={row} />
            <span
              className={cn(
                "min-w-0 flex-1 font-mono text-xs leading-5 break-words",
                row.id !== openId && "line-clamp-2",
              )}
            >
              {row.mark ? <span className="text-fail">{row.mark} </span> : null}
              {row.text}
            </span>
          </EvidenceRow>
        ))}
      </RowList>
    </>
  );
}

function ToneIcon({ row }: { row: ConsoleRow }) {
  const looks = "mt-0.5 size-4 shrink-0 stroke-[1.5]";
  if (row.tone === "error") return <CircleX aria-label="Error" className={cn(looks, "text-fail")} />;
  if (row.tone === "warn") return <TriangleAlert aria-label="Warning" className={cn(looks, "text-wait")} />;
  return <Info aria-label={row.tone === "debug" ? "Debug" : "Log"} className={cn(looks, "text-faint")} />;
}

function Stack({ text }: { text: string }) {
  return <pre className="overflow-x-auto px-3 pb-2 pl-25 text-2xs leading-4.5 text-muted">{text}</pre>;
}
