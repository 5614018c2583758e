"use client";
import { Avatar } from "@hawkmoth/ui/avatar";
import { type PickerGroup, type PickerItem, PickerList } from "@hawkmoth/ui/picker";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../data/trpc.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { type BugFilters, ENUM_FIELDS, FILTER_VALUES, readValues } from "../filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS, SOURCE_LABELS, STATUS_LABELS } from "../looks.ts";

interface FilterMenuProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
}

/** Every filter value in one searchable list; choosing one again takes it off. */
export default function FilterMenu({ filters, onChange }: FilterMenuProps) {
  const groups = [...enumGroups(filters), ...useOwnerGroups(filters), ...usePlaceGroups(filters)];
  return (
    <PickerList
      label="Filter by"
      placeholder="Filter by status, person, label…"
      groups={groups}
      onPick={(value) => onChange(toggle(filters, value))}
    />
  );
}

function enumGroups(filters: BugFilters): PickerGroup[] {
  return [
    {
      title: "Status",
      items: FILTER_VALUES.status.map((value) =>
        item("status", value, STATUS_LABELS[value], <StatusRing status={value} />, filters.status.includes(value)),
      ),
    },
    {
      title: "Priority",
      items: FILTER_VALUES.priority.map((value) =>
        item(
          "priority",
          value,
          PRIORITY_LABELS[value],
          <PriorityBars priority={value} />,
          filters.priority.includes(value),
        ),
      ),
    },
    {
      title: "Severity",
      items: FILTER_VALUES.severity.map((value) =>
        item(
          "severity",
          value,
          SEVERITY_LABELS[value],
          <SeverityDiamond severity={value} />,
          filters.severity.includes(value),
        ),
      ),
    },
    {
      title: "Source",
      items: FILTER_VALUES.source.map((value) =>
        item("source", value, SOURCE_LABELS[value], undefined, filters.source.includes(value)),
      ),
    },
  ];
}

function useOwnerGroups(filters: BugFilters): PickerGroup[] {
  const trpc = useTRPC();
  const members = useQuery(trpc.member.list.queryOptions());
  const agents = useQuery(trpc.agent.list.queryOptions({}));
  const owner = (value: string, label: string, kind: "person" | "agent" | null) =>
    item("assignee", value, label, kind ? <Avatar name={label} kind={kind} /> : undefined, filters.assignee === value);
  return [
    {
      title: "Assignee",
      items: [
        owner("me", "Me", null),
        owner("none", "Nobody", null),
        owner("member", "Any person", null),
        owner("agent", "Any agent", null),
        ...(members.data?.members ?? []).map((member) => owner(member.id, member.name, "person")),
        ...(agents.data?.agents ?? []).map((agent) => owner(agent.id, agent.name, "agent")),
      ],
    },
  ];
}

function usePlaceGroups(filters: BugFilters): PickerGroup[] {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const labels = useQuery(trpc.label.list.queryOptions());
  const groups = [
    {
      title: "Label",
      items: (labels.data?.labels ?? []).map((label) =>
        item(
          "label",
          label.name,
          label.name,
          <span aria-hidden className="mx-1 size-2 rounded-full" style={{ background: label.color }} />,
          filters.label.includes(label.name),
        ),
      ),
    },
    {
      title: "Project",
      items: me.projects.map((project) =>
        item("project", project.key, project.name, undefined, filters.project === project.key),
      ),
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}

function item(field: string, value: string, label: string, icon: PickerItem["icon"], isSelected: boolean): PickerItem {
  return { value: `${field}:${value}`, label, icon, isSelected, keywords: [field] };
}

function toggle(filters: BugFilters, picked: string): Partial<BugFilters> {
  const at = picked.indexOf(":");
  const field = picked.slice(0, at);
  const value = picked.slice(at + 1);
  if (field === "assignee") return { assignee: filters.assignee === value ? null : value };
  if (field === "project") return { project: filters.project === value ? null : value };
  if (field === "label") return { label: flip(filters.label, value) };
  const listField = ENUM_FIELDS.find((known) => known === field);
  return listField ? { [listField]: readValues(listField, flip<string>(filters[listField], value)) } : {};
}

function flip<Value>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
