"use client";
import type { BugDetail, BugSummary, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { toast } from "@hawkmoth/ui/toast";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { errorBodyOf, errorText } from "../../data/error-body.ts";
import { useTRPC, useTRPCClient } from "../../data/trpc.ts";
import { type BugPages, findRow, replaceRow } from "./list-cache.ts";
import { type BugPatch, applyPatch, toSummary } from "./patch.ts";

export interface BugWrite {
  bug: BugSummary;
  patch: BugPatch;
  /** The version the person saw; the server refuses when somebody was faster. */
  if_version?: number;
}

interface Snapshot {
  entries: [QueryKey, unknown][];
}

/**
 * Changes a bug: shown at once, taken back when the server refuses. `onConflict` gets a change that lost against a
 * newer version; other failures are told in a toast.
 */
export function useBugWrite(options: { onConflict?: (write: BugWrite, message: string) => void } = {}) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const filters = [trpc.bug.get.pathFilter(), trpc.bug.list.pathFilter()];
  const show = (bug: BugSummary, change: (shown: BugSummary | BugDetail) => BugSummary | BugDetail) => {
    queryClient.setQueriesData<BugDetail>(trpc.bug.get.pathFilter(), (shown) =>
      shown?.id === bug.id ? { ...shown, ...change(shown) } : shown,
    );
    queryClient.setQueriesData<BugPages>(trpc.bug.list.pathFilter(), (data) => {
      const row = data?.pages.flatMap((page) => page.bugs).find(({ id }) => id === bug.id);
      return data && row ? replaceRow(data, toSummary(change(row))) : data;
    });
  };
  return useMutation({
    mutationFn: async ({ bug, patch, if_version }: BugWrite) => {
      const written = await client.bug.update.mutate(toUpdateInput(bug.id, patch, if_version));
      return written.bug;
    },
    onMutate: async ({ bug, patch }): Promise<Snapshot> => {
      await Promise.all(filters.map((filter) => queryClient.cancelQueries(filter)));
      const entries = filters.flatMap((filter) => queryClient.getQueriesData(filter));
      show(bug, (shown) => applyPatch(shown, patch));
      return { entries };
    },
    onSuccess: (bug, { patch }) => {
      show(bug, (shown) => ({ ...shown, ...bug }));
      if (patch.assignee?.type === "AGENT" && bug.task)
        toast.success(`Assigned to ${patch.assignee.name}`, { description: "A task is queued for the agent." });
    },
    onError: (error, write, snapshot) => {
      for (const [key, data] of snapshot?.entries ?? [])
        queryClient.setQueryData(key, (now: unknown) => takenBack(now, data, write.bug.id));
      const { code, field, message } = errorBodyOf(error);
      const isStale = code === "CONFLICT" && field === "if_version";
      if (isStale && options.onConflict) options.onConflict(write, message);
      else toast.error(`${write.bug.key} was not changed`, { description: errorText(error) });
    },
    onSettled: (_bug, _error, { bug }) => {
      void queryClient.invalidateQueries({
        ...trpc.bug.get.pathFilter(),
        predicate: ({ state }) => isBugWithId(state.data, bug.id),
      });
      void queryClient.invalidateQueries(trpc.activity.list.pathFilter());
      void queryClient.invalidateQueries(trpc.task.list.pathFilter());
    },
  });
}

/** What the cache holds after a refused change. Of a list only the row is taken back: what came in meanwhile stays. */
function takenBack(now: unknown, before: unknown, bugId: string): unknown {
  if (!isPages(now) || !isPages(before)) return before;
  const row = findRow(before, bugId);
  return row ? replaceRow(now, row) : now;
}

function isPages(data: unknown): data is BugPages {
  return typeof data === "object" && data !== null && "pages" in data;
}

function isBugWithId(data: unknown, id: string): boolean {
  return typeof data === "object" && data !== null && "id" in data && data.id === id;
}

function toUpdateInput(bug_id: string, patch: BugPatch, if_version: number | undefined): UpdateBugInputGiven {
  const { assignee, ...fields } = patch;
  const owner =
    assignee === undefined
      ? {}
      : assignee === null
        ? { assignee_id: "none" }
        : { assignee_type: assignee.type, assignee_id: assignee.id };
  return { bug_id, ...fields, ...owner, ...(if_version === undefined ? {} : { if_version }) };
}

type UpdateBugInputGiven = Omit<UpdateBugInput, "dry_run">;
