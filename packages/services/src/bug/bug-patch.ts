import type { bugs } from "@hawkmoth/db/schema/bug";
import type { UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { isOpen, transition, type StatusChange } from "@hawkmoth/domain/bug/states";
import { sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { BugRow } from "./resolve-bug.ts";

/** One stored field that a patch changes. */
export interface FieldChange {
  field: "status" | "resolution" | "priority" | "severity" | "title" | "description" | "duplicate_of";
  from: unknown;
  to: unknown;
}

/** What an update stores, and what of it is news. */
export interface BugPatch {
  set: PgUpdateSetSource<typeof bugs>;
  changes: FieldChange[];
  isClosing: boolean;
}

const PLAIN_FIELDS = ["priority", "severity", "title", "description"] as const;

/**
 * Works out what an update changes on a bug, without labels and owner. Only a duplicate leads to another bug: one that
 * is resolved otherwise or open again does not.
 * @throws CONFLICT for a transition that is not allowed, INVALID_INPUT for a resolution without a closed status.
 */
export function bugPatch(bug: BugRow, input: UpdateBugInput, duplicate_of: string | null): BugPatch {
  const next = nextStatus(bug, input, duplicate_of);
  const wanted = {
    ...Object.fromEntries(
      PLAIN_FIELDS.filter((field) => input[field] !== undefined).map((field) => [field, input[field]]),
    ),
    ...(next ? { status: next.status, resolution: next.resolution } : {}),
    ...(next ? { duplicate_of: next.resolution === "DUPLICATE" ? (duplicate_of ?? bug.duplicate_of) : null } : {}),
  };
  const changes = Object.entries(wanted).flatMap(([field, to]) => changeOf(bug, field, to));
  const isClosing = next !== null && isOpen(bug.status) && !isOpen(next.status);
  return {
    set: {
      ...Object.fromEntries(changes.map(({ field, to }) => [field, to])),
      ...(isClosing ? { resolved_at: sql<string>`now()` } : {}),
      ...(next?.is_reopening ? reopened(bug) : {}),
    },
    changes,
    isClosing,
  };
}

function changeOf(bug: BugRow, name: string, to: unknown): FieldChange[] {
  const field = name as FieldChange["field"];
  return bug[field] === to ? [] : [{ field, from: bug[field], to }];
}

function nextStatus(bug: BugRow, input: UpdateBugInput, duplicate_of: string | null): StatusChange | null {
  if (duplicate_of !== null) return transition(bug.status, "CLOSED", "DUPLICATE");
  if (input.status === undefined)
    return input.resolution === undefined ? null : transition(bug.status, bug.status, input.resolution);
  const next = transition(bug.status, input.status, input.resolution);
  if (isOpen(next.status) || next.resolution !== null) return next;
  return { ...next, resolution: bug.resolution ?? "FIXED" };
}

function reopened(bug: BugRow): BugPatch["set"] {
  return { reopen_count: bug.reopen_count + 1, resolved_at: null, verified_at: null };
}
