"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent } from "react";
import { useMedia } from "../../../shell/use-media.ts";
import { type BugRowsProps, ListedBug } from "./listed-bug.tsx";
import { keptTop } from "./use-kept-scroll.ts";

const ROW_PX = 36;
const PHONE_ROW_PX = 56;
const LOAD_AHEAD_ROWS = 15;

/** A long list: only the rows in sight, and some around them, are on the page. */
export default function VirtualBugRows(props: BugRowsProps) {
  const { rows, scroller, active, moves, onNearEnd } = props;
  const isPhone = useMedia("(max-width: 639px)");
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? PHONE_ROW_PX : ROW_PX),
    overscan: 12,
    // The list scrolls itself to its first offset when it is drawn.
    initialOffset: keptTop,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useEffect(() => virtualizer.measure(), [isPhone, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastSeen >= rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [lastSeen, rows.length, onNearEnd]);
  const reveal = useEffectEvent(() => {
    if (active >= 0) virtualizer.scrollToIndex(active, { align: "auto" });
  });
  // Only a move of the cursor scrolls; rows that come in around it do not.
  useEffect(() => reveal(), [moves]);
  const isActiveDrawn = items.some(({ index }) => index === active);
  const firstInSight = items.find(({ end }) => end > (virtualizer.scrollOffset ?? 0));
  const tabStop = isActiveDrawn ? active : (firstInSight?.index ?? 0);
  return (
    <ul aria-label="Bugs" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ index, start }) => {
        const bug = rows[index];
        return bug ? (
          <li
            key={bug.id}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            <ListedBug {...props} bug={bug} index={index} tabStop={tabStop} />
          </li>
        ) : null;
      })}
    </ul>
  );
}
