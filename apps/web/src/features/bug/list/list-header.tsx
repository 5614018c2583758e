"use client";
import { Button } from "@hawkmoth/ui/button";
import { Dropdown, DropdownItem } from "@hawkmoth/ui/dropdown";
import { ArrowDownWideNarrow, Plus } from "lucide-react";
import type { RefObject } from "react";
import { useShell } from "../../../shell/shell-actions.ts";
import { type BugFilters, SORTS } from "../filters.ts";
import { SearchField } from "./search-field.tsx";

const SORT_LABELS = { updated: "Last change", created: "Newest", priority: "Priority" } as const;
const STATE_TITLES = { open: "Open bugs", closed: "Closed bugs", all: "All bugs" } as const;

interface ListHeaderProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
  total: number | undefined;
  searchRef: RefObject<HTMLInputElement | null>;
}

export function ListHeader({ filters, onChange, total, searchRef }: ListHeaderProps) {
  const { openNewBug } = useShell();
  const title = filters.status.length > 0 ? "Bugs" : STATE_TITLES[filters.state];
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 md:px-6">
      <h1 className="text-md font-semibold">{title}</h1>
      <span aria-live="polite" className="text-sm text-faint">
        {total ?? ""}
        <span className="sr-only"> bugs match</span>
      </span>
      <div className="ml-auto flex min-w-0 items-center gap-2 max-sm:w-full">
        <SearchField filters={filters} onChange={onChange} inputRef={searchRef} />
        <Dropdown
          align="end"
          trigger={
            <Button variant="ghost" aria-label={`Order: ${SORT_LABELS[filters.sort]}`}>
              <ArrowDownWideNarrow aria-hidden />
              <span className="max-lg:hidden">{SORT_LABELS[filters.sort]}</span>
            </Button>
          }
        >
          {SORTS.map((sort) => (
            <DropdownItem key={sort} isChecked={sort === filters.sort} onSelect={() => onChange({ sort })}>
              {SORT_LABELS[sort]}
            </DropdownItem>
          ))}
        </Dropdown>
        <Button variant="primary" onClick={openNewBug} className="max-md:hidden">
          <Plus aria-hidden /> New bug
        </Button>
      </div>
    </header>
  );
}
