"use client";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Bug, SearchX, ServerCrash } from "lucide-react";
import Link from "next/link";
import { errorText } from "../../../data/error-body.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { useShell } from "../../../shell/shell-actions.ts";
import { clearedFilters } from "../filter-params.ts";
import { type BugFilters, NO_FILTERS, type UnknownFilter, countFilters } from "../filters.ts";

const UNKNOWN_WORDS = {
  project: "Project",
  state: "State",
  sort: "Order",
  assignee: "Assignee",
  status: "Status",
  priority: "Priority",
  severity: "Severity",
  source: "Source",
} as const;

interface NoBugsProps {
  filters: BugFilters;
  /** What the URL filters by and does not exist. */
  unknown: readonly UnknownFilter[];
  onChange: (change: Partial<BugFilters>) => void;
  error: unknown;
  onRetry: () => void;
}

/** Why the list is empty, and the button for what comes next. */
export function NoBugs({ filters, unknown, onChange, error, onRetry }: NoBugsProps) {
  const { openNewBug } = useShell();
  const { path } = useVisitor();
  const [missing] = unknown;
  if (missing)
    return (
      <EmptyState
        icon={<SearchX />}
        title={`${UNKNOWN_WORDS[missing.field]} “${missing.value}” is not found`}
        action={
          <Button onClick={() => onChange(clearedFilters({ ...filters, sort: NO_FILTERS.sort }))}>Clear filters</Button>
        }
      >
        {missing.field === "project"
          ? "There is no project with that key, or you are not in it."
          : "The address asks for a filter that does not exist, so no bugs are shown."}
      </EmptyState>
    );
  if (error)
    return (
      <EmptyState
        icon={<ServerCrash />}
        title="The bugs could not be read"
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {errorText(error)}
      </EmptyState>
    );
  if (countFilters(filters) > 0)
    return (
      <EmptyState
        icon={<SearchX />}
        title="No bug matches these filters"
        action={<Button onClick={() => onChange(clearedFilters(filters))}>Clear filters</Button>}
      />
    );
  return (
    <EmptyState
      icon={<Bug />}
      title="No open bugs"
      action={
        <>
          <Button variant="primary" onClick={openNewBug}>
            New bug
          </Button>
          <Button asChild>
            <Link href={path("projects")}>Set up capture</Link>
          </Button>
        </>
      }
    >
      Install the extension and click it on a page that misbehaves: the bug arrives here by itself, with its replay.
    </EmptyState>
  );
}
