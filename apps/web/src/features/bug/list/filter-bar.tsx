"use client";
import { Button } from "@hawkmoth/ui/button";
import { Popover } from "@hawkmoth/ui/popover";
import { ListFilter } from "lucide-react";
import dynamic from "next/dynamic";
import { clearedFilters } from "../filter-params.ts";
import { type BugFilters, countFilters } from "../filters.ts";
import { FilterChips } from "./filter-chips.tsx";
import { StateTabs } from "./state-tabs.tsx";

const FilterMenu = dynamic(() => import("./filter-menu.tsx"), { ssr: false });

interface FilterBarProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
  isMenuOpen: boolean;
  onMenuOpenChange: (isOpen: boolean) => void;
}

export function FilterBar({ filters, onChange, isMenuOpen, onMenuOpenChange }: FilterBarProps) {
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 pb-2 md:px-6">
      <StateTabs filters={filters} onChange={onChange} />
      <span aria-hidden className="mx-1 h-4 w-px bg-line" />
      <FilterChips filters={filters} onChange={onChange} />
      <Popover
        open={isMenuOpen}
        onOpenChange={onMenuOpenChange}
        label="Add a filter"
        className="w-64"
        trigger={
          <Button variant="ghost" size="sm">
            <ListFilter aria-hidden /> Filter
          </Button>
        }
      >
        <FilterMenu filters={filters} onChange={onChange} />
      </Popover>
      {countFilters(filters) > 0 ? (
        <Button variant="ghost" size="sm" onClick={() => onChange(clearedFilters(filters))}>
          Clear all
        </Button>
      ) : null}
    </div>
  );
}
