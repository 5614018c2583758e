"use client";
import { Input } from "@hawkmoth/ui/input";
import { Kbd } from "@hawkmoth/ui/kbd";
import { isComposing } from "@hawkmoth/ui/keys";
import { Search } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { parseFilterText } from "../filter-text.ts";
import type { BugFilters } from "../filters.ts";

const TYPING_PAUSE_MS = 250;

interface SearchFieldProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
  inputRef: RefObject<HTMLInputElement | null>;
}

/** Searches while one types; Enter also turns words such as `status:open` into chips. */
export function SearchField({ filters, onChange, inputRef }: SearchFieldProps) {
  const [text, setText] = useState(filters.q);
  // What this field last asked for. The URL follows a little later, and must not undo what was typed meanwhile.
  const [sent, setSent] = useState(filters.q);
  const [seen, setSeen] = useState(filters.q);
  if (filters.q !== seen) {
    setSeen(filters.q);
    if (filters.q !== sent) {
      setSent(filters.q);
      setText(filters.q);
    }
  }
  useEffect(() => {
    if (text.trim() === sent) return undefined;
    const timer = setTimeout(() => {
      setSent(text.trim());
      onChange({ q: text.trim() });
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, sent, onChange]);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      if (text === "") inputRef.current?.blur();
      setText("");
    }
    if (event.key !== "Enter") return;
    const found = parseFilterText(text);
    setSent(found.q);
    setText(found.q);
    onChange(found);
    inputRef.current?.blur();
  };
  return (
    <div className="relative w-full min-w-0 sm:w-64">
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 stroke-[1.5] text-faint" />
      <Input
        ref={inputRef}
        type="search"
        aria-label="Search bugs"
        placeholder="Search or status:open"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="peer pr-8 pl-7.5 [&::-webkit-search-cancel-button]:hidden"
      />
      <Kbd keys="/" className="pointer-events-none absolute top-1.5 right-2 peer-focus:hidden max-sm:hidden" />
    </div>
  );
}
