"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import type { BugPatch } from "../patch.ts";
import { useBugWrite } from "../use-bug-write.ts";

/** A change that lost against somebody else's. */
export interface Conflict {
  patch: BugPatch;
  message: string;
}

/** Writes with the version the person saw. When somebody was faster, both changes are shown and the person decides. */
export function useGuardedWrite(bug: BugDetail | undefined) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { mutate, mutateAsync } = useBugWrite({
    onConflict: ({ patch }, message) => {
      setConflict({ patch, message });
      void queryClient.invalidateQueries(trpc.bug.get.pathFilter());
    },
  });
  const change = useCallback(
    async (patch: BugPatch): Promise<boolean> => {
      if (!bug) return false;
      setConflict(null);
      // A refusal is shown by useBugWrite; here it only decides whether an editor may close.
      return mutateAsync({ bug, patch, if_version: bug.version }).then(
        () => true,
        () => false,
      );
    },
    [bug, mutateAsync],
  );
  const applyMine = useCallback(() => {
    if (bug && conflict) mutate({ bug, patch: conflict.patch });
    setConflict(null);
  }, [bug, conflict, mutate]);
  return { change, conflict, applyMine, keepTheirs: () => setConflict(null) };
}
