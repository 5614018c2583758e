"use client";
import { CommandDialog } from "@hawkmoth/ui/command-dialog";
import { Kbd } from "@hawkmoth/ui/kbd";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useTheme } from "next-themes";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import type { ShellActions } from "../../shell/shell-actions.ts";
import { type PaletteAction, paletteActions } from "./palette-actions.tsx";

const ROW = "flex h-9 items-center gap-2.5 rounded-sm px-2 outline-none select-none data-[selected=true]:bg-hover";
const GROUP =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint";

export default function CommandPalette({ onClose, actions }: { onClose: () => void; actions: ShellActions }) {
  const [text, setText] = useState("");
  const router = useRouter();
  const { setTheme } = useTheme();
  const { path } = useVisitor();
  const hits = useHits(useDeferredValue(text.trim()));
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  const shown = paletteActions({ path, go, shell: actions, setTheme }).filter((action) => matches(action, text));
  const run = (action: PaletteAction) => {
    onClose();
    action.run();
  };
  return (
    <CommandDialog title="Search and go to" onClose={onClose}>
      <Command label="Search and go to" shouldFilter={false} loop>
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          placeholder="Search bugs, or go to…"
          className="h-11 w-full border-b border-line bg-transparent px-4 text-md outline-none"
        />
        <Command.List className="max-h-[50dvh] overflow-y-auto p-1.5">
          {hits.length === 0 && shown.length === 0 ? (
            <p role="status" className="px-2 py-3 text-muted">
              Nothing found.
            </p>
          ) : null}
          {hits.length > 0 ? (
            <Command.Group heading="Bugs" className={GROUP}>
              {hits.map((bug) => (
                <Command.Item key={bug.id} value={bug.id} onSelect={() => go(path(`bugs/${bug.key}`))} className={ROW}>
                  <StatusRing status={bug.status} />
                  <span className="w-18 shrink-0 truncate font-mono text-2xs text-faint">{bug.key}</span>
                  <span className="min-w-0 flex-1 truncate">{bug.title}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ) : null}
          {shown.length > 0 ? (
            <Command.Group heading="Go to and do" className={GROUP}>
              {shown.map((action) => (
                <Command.Item key={action.label} value={action.label} onSelect={() => run(action)} className={ROW}>
                  <span className="text-muted [&_svg]:size-4 [&_svg]:stroke-[1.5]">{action.icon}</span>
                  <span className="flex-1">{action.label}</span>
                  {action.keys ? <Kbd keys={action.keys} /> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ) : null}
        </Command.List>
      </Command>
    </CommandDialog>
  );
}

function useHits(query: string) {
  const trpc = useTRPC();
  const search = useQuery(
    trpc.bug.search.queryOptions({ query, limit: 8 }, { enabled: query.length > 0, placeholderData: keepPreviousData }),
  );
  return query.length > 0 ? (search.data?.bugs ?? []) : [];
}

function matches(action: PaletteAction, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/);
  return words.every((word) => action.label.toLowerCase().includes(word));
}
