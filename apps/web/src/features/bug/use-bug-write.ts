"use client";
import type { BugDetail, BugSummary, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { toast } from "@hawkmoth/ui/toast";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { errorBodyOf, errorText } from "../../data/error-body.ts";
import { useTRPC, useTRPCClient } from "../../data/trpc.ts";
import { OwnVersions } from "./own-versions.ts";
import { type BugPages, findRow, replaceRow } from "./list-cache.ts";
import { type BugPatch, applyPatch, toSummary } from "./patch.ts";

export interface BugWrite {
  bug: BugSummary;
  patch: BugPatch;
  /** The version that the person saw when they began; the server refuses when somebody else was faster. */
  if_version?: number;
}

const own = new OwnVersions();
const MUTATION = ["bug.update"];

interface Snapshot {
  entries: [QueryKey, unknown][];
}

/** Every place of the cache in which a bug is kept: its page and the lists that it stands in. */
function useBugCache() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const filters = [trpc.bug.get.pathFilter(), trpc.bug.list.pathFilter()];
  return {
    show: (bug: BugSummary, change: (shown: BugSummary | BugDetail) => BugSummary | BugDetail) => {
      queryClient.setQueriesData<BugDetail>(trpc.bug.get.pathFilter(), (shown) =>
        shown?.id === bug.id ? { ...shown, ...change(shown) } : shown,
      );
      queryClient.setQueriesData<BugPages>(trpc.bug.list.pathFilter(), (data) => {
        const row = data?.pages.flatMap((page) => page.bugs).find(({ id }) => id === bug.id);
        return data && row ? replaceRow(data, toSummary(change(row))) : data;
      });
    },
    snapshot: async (): Promise<Snapshot> => {
      await Promise.all(filters.map((filter) => queryClient.cancelQueries(filter)));
      return { entries: filters.flatMap((filter) => queryClient.getQueriesData(filter)) };
    },
    takeBack: (bug_id: string, snapshot: Snapshot | undefined) => {
      for (const [key, data] of snapshot?.entries ?? [])
        queryClient.setQueryData(key, (now: unknown) => takenBack(now, data, bug_id));
    },
    refetch: (bug_id: string) => {
      const predicate = ({ state }: { state: { data: unknown } }) => isBugWithId(state.data, bug_id);
      void queryClient.invalidateQueries({ ...trpc.bug.get.pathFilter(), predicate });
      void queryClient.invalidateQueries(trpc.activity.list.pathFilter());
      void queryClient.invalidateQueries(trpc.task.list.pathFilter());
    },
    hasLaterWrite: (bug_id: string) => {
      const predicate = ({ state }: { state: { variables: unknown } }) => isWriteOf(state.variables, bug_id);
      return queryClient.isMutating({ mutationKey: MUTATION, predicate }) > 1;
    },
  };
}

/**
 * Changes a bug: shown at once, taken back when the server refuses. `onConflict` gets a change that lost against a
 * newer version; other failures are told in a toast. Changes are sent one after the other.
 */
export function useBugWrite(options: { onConflict?: (write: BugWrite, message: string) => void } = {}) {
  const client = useTRPCClient();
  const cache = useBugCache();
  return useMutation({
    mutationKey: MUTATION,
    scope: { id: "bug.update" },
    mutationFn: async ({ bug, patch, if_version }: BugWrite) => {
      const from = if_version === undefined ? undefined : own.latest(bug.id, if_version);
      const written = await client.bug.update.mutate(toUpdateInput(bug.id, patch, from));
      if (from !== undefined) own.add(bug.id, from, written.bug.version);
      return written.bug;
    },
    onMutate: async ({ bug, patch }): Promise<Snapshot> => {
      const snapshot = await cache.snapshot();
      cache.show(bug, (shown) => applyPatch(shown, patch));
      return snapshot;
    },
    onSuccess: (bug, { patch }) => {
      // What was changed since is on show already, and its own answer follows.
      cache.show(bug, (shown) => ({ ...shown, ...(cache.hasLaterWrite(bug.id) ? { version: bug.version } : bug) }));
      if (patch.assignee?.type === "AGENT" && bug.task)
        toast.success(`Assigned to ${patch.assignee.name}`, { description: "A task is queued for the agent." });
    },
    onError: (error, write, snapshot) => {
      cache.takeBack(write.bug.id, snapshot);
      const { code, field, message } = errorBodyOf(error);
      const isStale = code === "CONFLICT" && field === "if_version";
      if (isStale && options.onConflict) options.onConflict(write, message);
      else toast.error(`${write.bug.key} was not changed`, { description: errorText(error) });
    },
    onSettled: (_bug, _error, { bug }) => cache.refetch(bug.id),
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

function isWriteOf(variables: unknown, bug_id: string): boolean {
  return (
    typeof variables === "object" && variables !== null && "bug" in variables && isBugWithId(variables.bug, bug_id)
  );
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
