import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Button } from "@hawkmoth/ui/button";
import { GitMerge } from "lucide-react";
import { PRIORITY_LABELS, SEVERITY_LABELS, STATUS_LABELS } from "../looks.ts";
import type { BugPatch } from "../patch.ts";
import type { Conflict } from "./use-guarded-write.ts";

interface ConflictNoticeProps {
  conflict: Conflict;
  /** The bug as it stands now, with the other person's change. */
  bug: BugDetail;
  onApply: () => void;
  onKeep: () => void;
}

/** Two people changed the same bug: says who was first and offers both. */
export function ConflictNotice({ conflict, bug, onApply, onKeep }: ConflictNoticeProps) {
  const mine = patchText(conflict.patch, bug);
  const hasText = conflict.patch.description !== undefined;
  return (
    <div
      role="alert"
      data-testid="version-conflict"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-wait-soft px-3 py-2"
    >
      <GitMerge aria-hidden className="size-4 shrink-0 stroke-[1.5] text-wait" />
      <p className="min-w-48 flex-1">
        <span className="font-medium">{conflict.message}</span>{" "}
        {mine ? <span className="text-muted">Yours was: {mine}.</span> : null}{" "}
        {hasText ? <span className="text-muted">Your text is still in its editor.</span> : null}
      </p>
      <div className="flex gap-2">
        <Button size="sm" onClick={onKeep}>
          Keep theirs
        </Button>
        <Button size="sm" variant="primary" onClick={onApply}>
          Apply mine
        </Button>
      </div>
      {hasText ? <StoredText text={bug.description} /> : null}
    </div>
  );
}

/** What “Keep theirs” keeps: the editor hides it. */
function StoredText({ text }: { text: string }) {
  return (
    <figure className="basis-full pb-1 sm:pl-7">
      <figcaption className="text-2xs text-muted">Stored now</figcaption>
      <blockquote
        // A box that scrolls must be reachable with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="mt-0.5 max-h-32 max-w-[78ch] overflow-y-auto border-l-2 border-wait pl-3 break-words whitespace-pre-wrap"
      >
        {text === "" ? <span className="text-muted">No description</span> : text}
      </blockquote>
    </figure>
  );
}

function patchText(patch: BugPatch, bug: BugDetail): string {
  const parts = [
    patch.status ? `status ${STATUS_LABELS[patch.status]}, now ${STATUS_LABELS[bug.status]}` : "",
    patch.priority ? `priority ${PRIORITY_LABELS[patch.priority]}, now ${PRIORITY_LABELS[bug.priority]}` : "",
    patch.severity ? `severity ${SEVERITY_LABELS[patch.severity]}, now ${SEVERITY_LABELS[bug.severity]}` : "",
    patch.assignee === undefined
      ? ""
      : `assignee ${patch.assignee?.name ?? "nobody"}, now ${bug.assignee?.name ?? "nobody"}`,
    patch.title === undefined ? "" : `title “${patch.title}”, now “${bug.title}”`,
    patch.label_add?.length ? `label ${patch.label_add.join(", ")}` : "",
    patch.label_remove?.length ? `without label ${patch.label_remove.join(", ")}` : "",
  ];
  return parts.filter(Boolean).join("; ");
}
