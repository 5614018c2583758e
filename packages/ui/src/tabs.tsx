"use client";
import * as RadixTabs from "radix-ui/tabs";
import type { MouseEvent, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface TabItem {
  value: string;
  label: string;
  /** How much the tab holds; shown beside its name. */
  count?: number | undefined;
  /** True when some of that count are failures. */
  isAlarming?: boolean;
}

interface TabsProps {
  value: string;
  onValueChange: (value: string) => void;
  items: readonly TabItem[];
  label: string;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

export function Tabs({ value, onValueChange, items, label, actions, children, className }: TabsProps) {
  return (
    <RadixTabs.Root value={value} onValueChange={onValueChange} className={cn("flex min-h-0 flex-col", className)}>
      <div className="flex items-center justify-between gap-2 border-b border-line">
        <RadixTabs.List aria-label={label} className="-mb-px flex min-w-0 gap-4 overflow-x-auto">
          {items.map((item) => (
            <RadixTabs.Trigger
              key={item.value}
              value={item.value}
              onMouseDown={focusQuietly}
              className="flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm text-muted transition-colors duration-120 hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
            >
              {item.label}
              {item.count === undefined ? null : (
                <span className="flex items-center gap-1.5 text-xs font-normal text-faint">
                  {item.count}
                  {item.isAlarming ? (
                    <span className="size-1.5 rounded-full bg-fail">
                      <span className="sr-only">, with failures</span>
                    </span>
                  ) : null}
                </span>
              )}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {actions}
      </div>
      {children}
    </RadixTabs.Root>
  );
}

/** Radix focuses a tab by script when the mouse is pressed, which browsers take for the keyboard: they draw the ring. */
export function focusQuietly(event: MouseEvent<HTMLButtonElement>): void {
  if (event.button === 0) event.currentTarget.focus({ focusVisible: false });
}

export function TabPanel({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  return (
    <RadixTabs.Content value={value} className={cn("min-h-0 flex-1 focus-visible:-outline-offset-2", className)}>
      {children}
    </RadixTabs.Content>
  );
}
