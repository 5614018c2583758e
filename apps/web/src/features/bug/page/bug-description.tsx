"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { cn } from "@hawkmoth/ui/cn";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { Textarea } from "@hawkmoth/ui/textarea";
import { isSendKey, isComposing } from "@hawkmoth/ui/keys";
import { Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useState } from "react";
import type { Draft } from "../../../shell/use-draft.ts";
import type { BugPatch } from "../patch.ts";
import { useTextDraft } from "./use-text-draft.ts";

const MarkdownText = dynamic(() => import("../../comment/markdown.tsx"), {
  loading: () => <Skeleton className="h-5 w-3/5" />,
});
const LONG_LINES = 6;
const LONG_CHARACTERS = 480;

interface BugDescriptionProps {
  bug: BugDetail;
  /** Resolves to false when the change was not stored. */
  onChange: (patch: BugPatch, seen_version: number) => Promise<boolean>;
}

/** The description, short above the evidence until it is opened. What was typed and not saved waits for its editor. */
export function BugDescription({ bug, onChange }: BugDescriptionProps) {
  const draft = useTextDraft(bug, "description");
  const [isEditing, setIsEditing] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  // Only after the editor was closed does its button take the focus that the editor had.
  const [wasEdited, setWasEdited] = useState(false);
  const edit = () => {
    setWasEdited(true);
    setIsEditing(true);
  };
  const isLong = bug.description.length > LONG_CHARACTERS || bug.description.split("\n").length > LONG_LINES;
  if (isEditing)
    return (
      <DescriptionEditor
        stored={bug.description}
        draft={draft}
        onSave={(description) => onChange({ description }, draft.seenVersion())}
        onClose={() => setIsEditing(false)}
      />
    );
  return (
    <>
      {draft.text === null ? null : <DraftNote draft={draft} onContinue={edit} isFocused={wasEdited} />}
      {bug.description === "" ? (
        draft.text === null && (
          <div>
            <Button variant="ghost" size="sm" className="-ml-2" autoFocus={wasEdited} onClick={edit}>
              Add a description
            </Button>
          </div>
        )
      ) : (
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
            <Button
              variant="ghost"
              size="sm"
              className="-ml-2"
              aria-expanded={isOpen}
              onClick={() => setIsOpen(!isOpen)}
            >
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
      )}
    </>
  );
}

interface DraftNoteProps {
  draft: Draft;
  onContinue: () => void;
  isFocused: boolean;
}

/** Says that an unsaved text waits, and offers to go on with it. */
function DraftNote({ draft, onContinue, isFocused }: DraftNoteProps) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-wait-soft px-3 py-1.5 text-sm">
      <span className="min-w-0 flex-1">Your description is not saved yet.</span>
      <Button size="sm" autoFocus={isFocused} onClick={onContinue}>
        Continue
      </Button>
      <Button size="sm" variant="ghost" onClick={() => draft.write(null)}>
        Discard
      </Button>
    </p>
  );
}

interface DescriptionEditorProps {
  stored: string;
  draft: Draft;
  onSave: (description: string) => Promise<boolean>;
  onClose: () => void;
}

/** Escape closes it and keeps the draft; Cancel drops the draft. */
function DescriptionEditor({ stored, draft, onSave, onClose }: DescriptionEditorProps) {
  const [isSaving, setIsSaving] = useState(false);
  const text = draft.text ?? stored;
  const drop = () => {
    draft.write(null);
    onClose();
  };
  const save = async () => {
    if (isSaving) return;
    if (text === stored) return drop();
    setIsSaving(true);
    const isSaved = await onSave(text);
    setIsSaving(false);
    if (isSaved && (draft.read() ?? text) === text) drop();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) void save();
    if (event.key !== "Escape" || isComposing(event)) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <div className="flex max-w-[78ch] flex-col gap-2">
      <Textarea
        aria-label="Description"
        autoFocus
        rows={8}
        maxLength={10_000}
        value={text}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="flex gap-2">
        <Button variant="primary" size="sm" isPending={isSaving} onClick={() => void save()}>
          Save
        </Button>
        <Button size="sm" onClick={drop}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
