"use client";
import * as RadixTabs from "radix-ui/tabs";
import { Fragment, type ReactNode } from "react";
import { focusQuietly } from "./tabs.tsx";

interface GroupedTabsProps {
  value: string;
  onValueChange: (value: string) => void;
  label: string;
  /** Tabs under headings. */
  groups: readonly { label: string; items: readonly { value: string; label: string }[] }[];
  /** One TabPanel for each item. */
  children: ReactNode;
}

/** More tabs than a line holds, in rows by group. The panels are those of tabs.tsx. */
export function GroupedTabs({ value, onValueChange, label, groups, children }: GroupedTabsProps) {
  return (
    <RadixTabs.Root value={value} onValueChange={onValueChange} className="flex flex-col gap-4">
      <RadixTabs.List
        aria-label={label}
        className="grid items-baseline gap-x-3 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]"
      >
        {groups.map((group) => (
          <Fragment key={group.label}>
            <span aria-hidden className="text-xs text-faint max-sm:pt-1">
              {group.label}
            </span>
            <div role="presentation" className="flex flex-wrap gap-1">
              {group.items.map((item) => (
                <RadixTabs.Trigger
                  key={item.value}
                  value={item.value}
                  onMouseDown={focusQuietly}
                  className="h-7 rounded-md border border-line px-2 text-sm text-muted transition-colors duration-120 hover:bg-hover hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
                >
                  {item.label}
                </RadixTabs.Trigger>
              ))}
            </div>
          </Fragment>
        ))}
      </RadixTabs.List>
      {children}
    </RadixTabs.Root>
  );
}
