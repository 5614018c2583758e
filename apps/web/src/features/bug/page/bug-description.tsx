"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { cn } from "@hawkmoth/ui/cn";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { Textarea } from "@hawkmoth/ui/textarea";
import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useState } from "react";
import type { BugPatch } from "../patch.ts";

const MarkdownText = dynamic(() => import("../../comment/markdown.tsx"), {
  loading: () => <Skeleton className="h-5 w-3/5" />,
});
const LONG_LINES = 6;
const LONG_CHARACTERS = 480;

/** The description, short above the evidence until it is opened. */
export function BugDescription({ bug, onChange }: { bug: BugDetail; onChange: (patch: BugPatch) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  // Only after the editor was closed does its button take the focus that the editor had.
  const [wasEdited, setWasEdited] = useState(false);
  const edit = () => {
    setWasEdited(true);
    setDraft(bug.description);
  };
  const isLong = bug.description.length > LONG_CHARACTERS || bug.description.split("\n").length > LONG_LINES;
  if (draft !== null)
    return <DescriptionEditor draft={draft} onDraft={setDraft} onSave={(description) => onChange({ description })} />;
  if (bug.description === "")
    return (
      <div>
        <Button variant="ghost" size="sm" className="-ml-2" autoFocus={wasEdited} onClick={edit}>
          Add a description
        </Button>
      </div>
    );
  return (
    <div className="group relative max-w-[78ch] pr-8">
      <div
        className={cn(
          "relative",
          isLong && !isOpen && "max-h-32 overflow-hidden [mask-image:linear-gradient(#000_60%,transparent)]",
        )}
      >
        <MarkdownText text={bug.description} />
      </div>
      {isLong ? (
        <Button variant="ghost" size="sm" className="-ml-2" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? "Show less" : "Show all"}
        </Button>
      ) : null}
      <IconButton
        label="Edit description"
        size="sm"
        autoFocus={wasEdited}
        onClick={edit}
        className="absolute top-0 right-0 bg-surface opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-md:opacity-100"
      >
        <Pencil aria-hidden />
      </IconButton>
    </div>
  );
}

interface DescriptionEditorProps {
  draft: string;
  onDraft: (draft: string | null) => void;
  onSave: (description: string) => void;
}

function DescriptionEditor({ draft, onDraft, onSave }: DescriptionEditorProps) {
  const save = () => {
    onSave(draft);
    onDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onDraft(null);
  };
  return (
    <div className="flex max-w-[78ch] flex-col gap-2">
      <Textarea
        aria-label="Description"
        autoFocus
        rows={8}
        maxLength={10_000}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex gap-2">
        <Button variant="primary" size="sm" onClick={save}>
          Save
        </Button>
        <Button size="sm" onClick={() => onDraft(null)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
