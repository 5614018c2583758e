"use client";
import { Button } from "@hawkmoth/ui/button";
import { ArrowUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useRef, useState } from "react";
import { useVisitor } from "../../../shell/me.tsx";
import { useBugFilters } from "../filter-params.ts";
import { BugRows } from "./bug-rows.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { ListEnd } from "./list-end.tsx";
import { ListHeader } from "./list-header.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { NoBugs } from "./no-bugs.tsx";
import { useBugList } from "./use-bug-list.ts";
import { useKeptScroll } from "./use-kept-scroll.ts";
import { useListCursor } from "./use-list-cursor.ts";
import { useLiveRows } from "./use-live-rows.ts";

const PickerDialog = dynamic(() => import("../pickers/picker-dialog.tsx"), { ssr: false });

export function BugListView() {
  const { path } = useVisitor();
  const [filters, setFilters] = useBugFilters();
  const [isFilterOpen, setIsFilterOpen] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const list = useBugList(filters);
  const live = useLiveRows(list, scroller);
  const cursor = useListCursor({
    rows: list.rows,
    scroller,
    onSearch: () => search.current?.focus(),
    onFilter: () => setIsFilterOpen(true),
  });
  useKeptScroll(scroller, list.rows.length > 0);
  const { openPicker, setActive } = cursor;
  const onPick = useCallback<typeof openPicker>((field, bug) => openPicker(field, bug), []);
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
          <NoBugs filters={filters} onChange={setFilters} error={list.error} onRetry={list.retry} />
        ) : null}
        <BugRows
          rows={list.rows}
          scroller={scroller}
          path={path}
          active={cursor.active}
          flashes={live.flashes}
          onActivate={setActive}
          onPick={onPick}
          onNearEnd={list.loadMore}
        />
        <ListEnd isLoading={list.isLoadingMore} />
      </div>
      {cursor.picker ? (
        <PickerDialog
          {...cursor.picker}
          onPatch={(patch) => {
            if (cursor.picker) cursor.write.mutate({ bug: cursor.picker.bug, patch });
          }}
          onClose={cursor.closePicker}
        />
      ) : null}
    </>
  );
}
