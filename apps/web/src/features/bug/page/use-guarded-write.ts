"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import type { BugPatch } from "../patch.ts";
import { useDropDraft } from "../../../shell/use-draft.ts";
import { useBugWrite } from "../use-bug-write.ts";
import { textDraftNames } from "./use-text-draft.ts";

/** A change that lost against somebody else's. */
export interface Conflict {
  patch: BugPatch;
  message: string;
}

/**
 * Writes with the version the person saw: `seen_version` for a text whose editing began then, else the one on show. When
 * somebody was faster, both changes are shown and the person decides.
 */
export function useGuardedWrite(bug: BugDetail | undefined) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const dropDraft = useDropDraft();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { mutate, mutateAsync } = useBugWrite({
    onConflict: ({ patch }, message) => {
      setConflict({ patch, message });
      void queryClient.invalidateQueries(trpc.bug.get.pathFilter());
    },
  });
  const change = useCallback(
    async (patch: BugPatch, seen_version?: number): Promise<boolean> => {
      if (!bug) return false;
      setConflict(null);
      // A refusal is shown by useBugWrite; here it only decides whether an editor may close.
      return mutateAsync({ bug, patch, if_version: seen_version ?? bug.version }).then(
        () => true,
        () => false,
      );
    },
    [bug, mutateAsync],
  );
  const applyMine = () => {
    if (!bug || !conflict) return;
    const { patch } = conflict;
    const texts = (["title", "description"] as const).filter((field) => patch[field] !== undefined);
    const dropTexts = () => {
      for (const field of texts) for (const name of textDraftNames(bug, field)) dropDraft(name);
    };
    mutate({ bug, patch }, { onSuccess: dropTexts });
    setConflict(null);
  };
  return { change, conflict, applyMine, keepTheirs: () => setConflict(null) };
}
