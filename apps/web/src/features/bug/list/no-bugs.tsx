"use client";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Bug, SearchX, ServerCrash } from "lucide-react";
import Link from "next/link";
import { errorText } from "../../../data/error-body.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { useShell } from "../../../shell/shell-actions.tsx";
import { clearedFilters } from "../filter-params.ts";
import { type BugFilters, countFilters } from "../filters.ts";

interface NoBugsProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
  error: unknown;
  onRetry: () => void;
}

/** Why the list is empty, and the button for what comes next. */
export function NoBugs({ filters, onChange, error, onRetry }: NoBugsProps) {
  const { openNewBug } = useShell();
  const { path } = useVisitor();
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
