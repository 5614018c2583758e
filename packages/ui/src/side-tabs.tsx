"use client";
import * as RadixTabs from "radix-ui/tabs";
import type { ReactNode } from "react";

interface SideTabsProps {
  value: string;
  onValueChange: (value: string) => void;
  label: string;
  /** Tabs under headings. */
  groups: readonly { label: string; items: readonly { value: string; label: string }[] }[];
  /** One TabPanel for each item. */
  children: ReactNode;
}

/** Many tabs beside their panel; on a phone they stand above it. The panels are those of tabs.tsx. */
export function SideTabs({ value, onValueChange, label, groups, children }: SideTabsProps) {
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={onValueChange}
      orientation="vertical"
      className="grid gap-x-6 gap-y-4 md:grid-cols-[136px_minmax(0,1fr)]"
    >
      <RadixTabs.List aria-label={label} className="flex flex-wrap content-start gap-x-1 gap-y-px md:flex-col">
        {groups.map((group, position) => (
          <div key={group.label} role="presentation" className="contents">
            <span aria-hidden className={`px-2 pb-0.5 text-2xs text-faint max-md:hidden ${position > 0 ? "pt-3" : ""}`}>
              {group.label}
            </span>
            {group.items.map((item) => (
              <RadixTabs.Trigger
                key={item.value}
                value={item.value}
                className="h-7 rounded-md px-2 text-left text-sm text-muted transition-colors duration-120 hover:bg-hover hover:text-ink data-[state=active]:bg-pressed data-[state=active]:font-medium data-[state=active]:text-ink max-md:border max-md:border-line"
              >
                {item.label}
              </RadixTabs.Trigger>
            ))}
          </div>
        ))}
      </RadixTabs.List>
      {children}
    </RadixTabs.Root>
  );
}
