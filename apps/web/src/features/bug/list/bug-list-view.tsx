"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { ArrowUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useRef, useState } from "react";
import { useLoadWhenIdle } from "../../../shell/use-load-when-idle.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { formatFilterText } from "../filter-text.ts";
import { useBugFilters } from "../filter-params.ts";
import { unknownFilters } from "../filters.ts";
import { useKeptListSearch } from "../list-return.ts";
import { BugRows } from "./bug-rows.tsx";
import type { PickerField } from "../pickers/picker-props.ts";
import { useBugWrite } from "../use-bug-write.ts";
import { FilterBar } from "./filter-bar.tsx";
import { ListEnd } from "./list-end.tsx";
import { ListHeader } from "./list-header.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { NoBugs } from "./no-bugs.tsx";
import { useBugList } from "./use-bug-list.ts";
import { useKeptScroll } from "./use-kept-scroll.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useListCursor } from "./use-list-cursor.ts";
import { useLiveRows } from "./use-live-rows.ts";

const loadPicker = () => import("../pickers/picker-dialog.tsx");
const PickerDialog = dynamic(loadPicker, { ssr: false });

export function BugListView() {
  const { me, path } = useVisitor();
  const params = useSearchParams();
  useKeptListSearch(params.toString());
  const [filters, setFilters] = useBugFilters();
  const [isFilterOpen, setIsFilterOpen] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const unknown = unknownFilters((field) => params.get(field), me.projects);
  const list = useBugList(filters, unknown.length === 0);
  const live = useLiveRows(list, scroller);
  const cursor = useListCursor({ rows: list.rows, listId: formatFilterText(filters), scroller });
  const write = useBugWrite();
  useListKeys({
    cursor,
    onPatch: (bug, patch) => write.mutate({ bug, patch }),
    onSearch: () => search.current?.focus(),
    onFilter: () => setIsFilterOpen(true),
  });
  useLoadWhenIdle(loadPicker);
  useKeptScroll(scroller, list.rows.length > 0);
  return (
    <>
      <ListHeader filters={filters} onChange={setFilters} total={list.total} searchRef={search} />
      <FilterBar filters={filters} onChange={setFilters} isMenuOpen={isFilterOpen} onMenuOpenChange={setIsFilterOpen} />
      <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto" aria-busy={list.isPending}>
        {live.waiting > 0 ? (
          <div className="sticky top-2 z-20 flex h-0 justify-center">
            <Button variant="primary" size="sm" onClick={live.showWaiting}>
              <ArrowUp aria-hidden /> {live.waiting} new
            </Button>
          </div>
        ) : null}
        {list.isPending ? <ListSkeleton /> : null}
        {!list.isPending && list.rows.length === 0 ? (
          <NoBugs filters={filters} unknown={unknown} onChange={setFilters} error={list.error} onRetry={list.retry} />
        ) : null}
        <BugRows
          rows={list.rows}
          scroller={scroller}
          path={path}
          active={cursor.active}
          moves={cursor.moves}
          flashes={live.flashes}
          onActivate={cursor.activate}
          onPick={cursor.openPicker}
          onNearEnd={list.loadMore}
        />
        <ListEnd isLoading={list.isLoadingMore} />
      </div>
      {cursor.picker ? <RowPicker {...cursor.picker} write={write} onClose={cursor.closePicker} /> : null}
    </>
  );
}

interface RowPickerProps {
  field: PickerField;
  bug: BugSummary;
  write: ReturnType<typeof useBugWrite>;
  onClose: () => void;
}

function RowPicker({ field, bug, write, onClose }: RowPickerProps) {
  return <PickerDialog field={field} bug={bug} onPatch={(patch) => write.mutate({ bug, patch })} onClose={onClose} />;
}
