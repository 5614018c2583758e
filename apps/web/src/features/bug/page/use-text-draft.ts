"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { useMemo } from "react";
import { type Draft, useDraft } from "../../../shell/use-draft.ts";

export interface TextDraft extends Draft {
  /** The version of the bug that was on show when typing began: another person's change since then is a conflict. */
  seenVersion: () => number;
}

type TextField = "title" | "description";

/** Under which names a text that was typed, and the version it was begun from, are kept. */
export function textDraftNames({ id }: { id: string }, field: TextField): [text: string, version: string] {
  return [`${field}.${id}`, `${field}.${id}.version`];
}

/** The draft of a text of a bug, with what it was begun from. */
export function useTextDraft(bug: BugDetail, field: TextField): TextDraft {
  const [text, version] = textDraftNames(bug, field);
  const draft = useDraft(text);
  const begun = useDraft(version);
  return useMemo(
    () => ({
      ...draft,
      write: (typed) => {
        if (typed === null) begun.write(null);
        else if (draft.read() === null) begun.write(bug.version.toString());
        draft.write(typed);
      },
      seenVersion: () => Number(begun.read() ?? bug.version),
    }),
    [draft, begun, bug.version],
  );
}
