"use client";
import { X } from "lucide-react";
import { useVisitor } from "../../../shell/me.tsx";
import { type BugFilters, ENUM_FIELDS } from "../filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS, SOURCE_LABELS, STATUS_LABELS } from "../looks.ts";
import { useAssigneeName } from "./use-assignee-name.ts";

interface FilterChipsProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
}

interface Chip {
  field: string;
  value: string;
  clear: Partial<BugFilters>;
}

export function FilterChips({ filters, onChange }: FilterChipsProps) {
  const { me } = useVisitor();
  const assignee = useAssigneeName(filters.assignee);
  const project = me.projects.find(({ key }) => key === filters.project?.toUpperCase());
  const chips: Chip[] = [
    ...(filters.project === null
      ? []
      : [{ field: "Project", value: project?.name ?? filters.project, clear: { project: null } }]),
    ...ENUM_FIELDS.filter((field) => filters[field].length > 0).map((field) => ({
      field: FIELD_LABELS[field],
      value: VALUE_TEXTS[field](filters).join(", "),
      clear: { [field]: [] },
    })),
    ...(assignee === null ? [] : [{ field: "Assignee", value: assignee, clear: { assignee: null } }]),
    ...(filters.label.length === 0
      ? []
      : [{ field: "Label", value: filters.label.join(" and "), clear: { label: [] } }]),
    ...(filters.q === "" ? [] : [{ field: "Text", value: `“${filters.q}”`, clear: { q: "" } }]),
  ];
  return chips.map((chip) => (
    <span
      key={chip.field}
      data-filter-chip={chip.field.toLowerCase()}
      className="inline-flex h-6 max-w-72 items-center rounded-md border border-line-strong text-xs"
    >
      <span className="truncate pl-2">
        <span className="text-muted">{chip.field} </span>
        {chip.value}
      </span>
      <button
        type="button"
        aria-label={`Remove filter ${chip.field} ${chip.value}`}
        onClick={() => onChange(chip.clear)}
        className="flex size-6 shrink-0 items-center justify-center rounded-md text-faint hover:text-ink"
      >
        <X aria-hidden className="size-3 stroke-2" />
      </button>
    </span>
  ));
}

const FIELD_LABELS = { status: "Status", priority: "Priority", severity: "Severity", source: "Source" } as const;

const VALUE_TEXTS = {
  status: (filters: BugFilters) => filters.status.map((value) => STATUS_LABELS[value]),
  priority: (filters: BugFilters) => filters.priority.map((value) => PRIORITY_LABELS[value]),
  severity: (filters: BugFilters) => filters.severity.map((value) => SEVERITY_LABELS[value]),
  source: (filters: BugFilters) => filters.source.map((value) => SOURCE_LABELS[value]),
} as const;
