"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { type KeyboardEvent, useState } from "react";
import type { BugPatch } from "../patch.ts";

/** The title, which a click or Enter turns into its own editor. */
export function BugTitle({ bug, onChange }: { bug: BugDetail; onChange: (patch: BugPatch) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  // A key that ends the edit gives the focus back; a click elsewhere took it along.
  const [endedByKey, setEndedByKey] = useState(false);
  const save = () => {
    const title = draft?.trim() ?? "";
    if (title !== "" && title !== bug.title) onChange({ title });
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    setEndedByKey(event.key === "Enter" || event.key === "Escape");
    if (event.key === "Enter") {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      setDraft(null);
    }
  };
  if (draft === null)
    return (
      <h1 className="text-xl font-semibold text-balance break-words">
        <button
          type="button"
          title="Edit the title"
          autoFocus={endedByKey}
          onClick={() => {
            setEndedByKey(false);
            setDraft(bug.title);
          }}
          className="-mx-1 cursor-text rounded-sm px-1 text-left hover:bg-hover"
        >
          {bug.title}
        </button>
      </h1>
    );
  return (
    <textarea
      aria-label="Title"
      autoFocus
      rows={1}
      maxLength={500}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={onKeyDown}
      className="-mx-1 field-sizing-content w-full resize-none rounded-sm bg-transparent px-1 text-xl font-semibold"
    />
  );
}
