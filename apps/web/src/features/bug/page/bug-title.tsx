"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { isComposing } from "@hawkmoth/ui/keys";
import { type KeyboardEvent, useRef, useState } from "react";
import type { BugPatch } from "../patch.ts";
import { useTextDraft } from "./use-text-draft.ts";

interface BugTitleProps {
  bug: BugDetail;
  /** Resolves to false when the change was not stored. */
  onChange: (patch: BugPatch, seen_version: number) => Promise<boolean>;
}

/** The title, which a click or Enter turns into its own editor. What could not be saved stays in the editor. */
export function BugTitle({ bug, onChange }: BugTitleProps) {
  const draft = useTextDraft(bug, "title");
  const [isOpen, setIsOpen] = useState(false);
  // A key that ends the edit gives the focus back; a click elsewhere took it along.
  const [endedByKey, setEndedByKey] = useState(false);
  const isSaving = useRef(false);
  const close = () => {
    draft.write(null);
    setIsOpen(false);
  };
  const save = async () => {
    const title = draft.read()?.trim() ?? "";
    if (title === "" || title === bug.title) return close();
    if (isSaving.current) return undefined;
    isSaving.current = true;
    const isSaved = await onChange({ title }, draft.seenVersion());
    isSaving.current = false;
    return isSaved && draft.read()?.trim() === title ? close() : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    setEndedByKey(event.key === "Enter" || event.key === "Escape");
    if (event.key === "Enter") {
      event.preventDefault();
      void save();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  };
  if (!isOpen && draft.text === null)
    return (
      <h1 className="text-xl font-semibold text-balance break-words">
        <button
          type="button"
          title="Edit the title"
          autoFocus={endedByKey}
          onClick={() => {
            setEndedByKey(false);
            setIsOpen(true);
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
      autoFocus={isOpen}
      rows={1}
      maxLength={500}
      value={draft.text ?? bug.title}
      onChange={(event) => draft.write(event.target.value)}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
      className="-mx-1 field-sizing-content w-full resize-none rounded-sm bg-transparent px-1 text-xl font-semibold"
    />
  );
}
