"use client";
import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Skeleton } from "./skeleton.tsx";

export interface PickerItem {
  /** Unique in the whole list. */
  value: string;
  label: string;
  icon?: ReactNode;
  /** A word or two at the right, such as a role. */
  hint?: ReactNode;
  isSelected?: boolean;
  /** It is shown and can't be chosen; the hint says why. */
  isDisabled?: boolean;
  /** Further words that find the item. */
  keywords?: readonly string[];
}

export interface PickerGroup {
  title?: string;
  items: readonly PickerItem[];
}

interface PickerListProps {
  label: string;
  groups: readonly PickerGroup[];
  onPick: (value: string) => void;
  placeholder?: string;
  emptyText?: string;
  isLoading?: boolean;
  /** Offers to make what was typed when nothing has that name. */
  create?: { text: string; onTextChange: (text: string) => void; onCreate: (name: string) => void };
}

const ROW =
  "flex h-8 items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[selected=true]:bg-hover data-[disabled=true]:text-muted data-[disabled=true]:[&>:first-child]:opacity-50 [&_svg]:shrink-0";

/** A list to choose from by typing or with the arrows: the same in a popover, in a dialog, for every field. */
export function PickerList({
  label,
  groups,
  onPick,
  placeholder,
  emptyText = "Nothing has that name.",
  isLoading,
  create,
}: PickerListProps) {
  const text = create?.text.trim() ?? "";
  const isNew =
    text !== "" && !groups.some((group) => group.items.some((item) => item.label.toLowerCase() === text.toLowerCase()));
  return (
    <Command label={label} loop filter={byName} className="flex max-h-[min(360px,60dvh)] w-full flex-col">
      <Command.Input
        autoFocus
        placeholder={placeholder ?? label}
        {...(create ? { value: create.text, onValueChange: create.onTextChange } : {})}
        className="h-9 w-full shrink-0 border-b border-line bg-transparent px-3 text-sm outline-none"
      />
      <Command.List className="min-h-0 overflow-y-auto p-1">
        {isLoading ? (
          <Command.Loading>
            <span className="sr-only">Loading</span>
            <Skeleton className="m-2 h-4 w-3/4" />
            <Skeleton className="m-2 h-4 w-1/2" />
          </Command.Loading>
        ) : null}
        {isLoading || isNew ? null : (
          <Command.Empty className="px-2 py-3 text-sm text-muted">{emptyText}</Command.Empty>
        )}
        {groups.map((group, index) => (
          <Command.Group
            key={group.title ?? index}
            {...(group.title ? { heading: group.title } : {})}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint"
          >
            {group.items.map((item) => (
              <Command.Item
                key={item.value}
                value={item.value}
                keywords={[item.label, ...(item.keywords ?? [])]}
                {...(item.isDisabled ? { disabled: true } : {})}
                onSelect={() => onPick(item.value)}
                className={ROW}
              >
                {item.icon}
                <span className="min-w-0 flex-1 truncate">{item.label}</span>
                {item.hint ? (
                  <span className={`shrink-0 text-2xs ${item.isDisabled ? "text-muted" : "text-faint"}`}>
                    {item.hint}
                  </span>
                ) : null}
                {item.isSelected ? <Check aria-label="Chosen" className="size-4 stroke-[1.5] text-muted" /> : null}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {create && isNew ? (
          <Command.Item
            value={`create ${text}`}
            keywords={[text]}
            onSelect={() => create.onCreate(text)}
            className={ROW}
          >
            New “{text}”
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  );
}

/** Ids stay out of it: only names and keywords are searched. */
function byName(_value: string, search: string, keywords: string[] = []): number {
  const words = search.toLowerCase().split(/\s+/);
  const text = keywords.join(" ").toLowerCase();
  return words.every((word) => text.includes(word)) ? 1 : 0;
}
