"use client";
import type { LabelRef } from "@hawkmoth/domain/label/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { type PickerGroup, type PickerItem, PickerList } from "@hawkmoth/ui/picker";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "../../../data/trpc.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { type BugFilters, ENUM_FIELDS, FILTER_VALUES, readValues } from "../filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS, SOURCE_LABELS, STATUS_LABELS } from "../looks.ts";

interface FilterMenuProps {
  filters: BugFilters;
  onChange: (change: Partial<BugFilters>) => void;
}

/** One value of a filter before it knows whether it is chosen. */
interface Choice {
  value: string;
  label: string;
  icon?: ReactNode;
}

/** Every filter value in one searchable list; choosing one again takes it off. */
export default function FilterMenu({ filters, onChange }: FilterMenuProps) {
  const owners = useOwners();
  const places = usePlaces();
  const groups = [
    group("Status", "status", { choices: STATUS_CHOICES, chosen: filters.status }),
    group("Priority", "priority", { choices: PRIORITY_CHOICES, chosen: filters.priority }),
    group("Assignee", "assignee", { choices: owners, chosen: [filters.assignee] }),
    group("Label", "label", { choices: places.labels, chosen: filters.label }),
    group("Severity", "severity", { choices: SEVERITY_CHOICES, chosen: filters.severity }),
    group("Project", "project", { choices: places.projects, chosen: [filters.project] }),
    group("Source", "source", { choices: SOURCE_CHOICES, chosen: filters.source }),
  ];
  return (
    <PickerList
      label="Filter by"
      placeholder="Filter by status, person, label…"
      groups={groups.filter(({ items }) => items.length > 0)}
      onPick={(value) => onChange(toggle(filters, value))}
    />
  );
}

const STATUS_CHOICES: readonly Choice[] = FILTER_VALUES.status.map((value) => ({
  value,
  label: STATUS_LABELS[value],
  icon: <StatusRing status={value} />,
}));
const PRIORITY_CHOICES: readonly Choice[] = FILTER_VALUES.priority.map((value) => ({
  value,
  label: PRIORITY_LABELS[value],
  icon: <PriorityBars priority={value} />,
}));
const SEVERITY_CHOICES: readonly Choice[] = FILTER_VALUES.severity.map((value) => ({
  value,
  label: SEVERITY_LABELS[value],
  icon: <SeverityDiamond severity={value} />,
}));
const SOURCE_CHOICES: readonly Choice[] = FILTER_VALUES.source.map((value) => ({ value, label: SOURCE_LABELS[value] }));

function useOwners(): Choice[] {
  const trpc = useTRPC();
  const members = useQuery(trpc.member.list.queryOptions());
  const agents = useQuery(trpc.agent.list.queryOptions({}));
  const owner = ({ id, name }: { id: string; name: string }, kind: "person" | "agent"): Choice => ({
    value: id,
    label: name,
    icon: <Avatar name={name} kind={kind} />,
  });
  return [
    { value: "me", label: "Me" },
    { value: "none", label: "Nobody" },
    { value: "member", label: "Any person" },
    { value: "agent", label: "Any agent" },
    ...(members.data?.members ?? []).map((member) => owner(member, "person")),
    ...(agents.data?.agents ?? []).map((agent) => owner(agent, "agent")),
  ];
}

function usePlaces(): { labels: Choice[]; projects: Choice[] } {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const { data } = useQuery(trpc.label.list.queryOptions({}));
  const dot = (label: LabelRef) => (
    <span aria-hidden className="mx-1 size-2 rounded-full" style={{ background: label.color }} />
  );
  return {
    labels: (data?.labels ?? []).map((label) => ({ value: label.name, label: label.name, icon: dot(label) })),
    projects: me.projects.map((project) => ({ value: project.key, label: project.name })),
  };
}

interface GroupValues {
  choices: readonly Choice[];
  chosen: readonly (string | null)[];
}

function group(title: string, field: string, { choices, chosen }: GroupValues): PickerGroup {
  const items = choices.map((choice): PickerItem => ({
    ...choice,
    value: `${field}:${choice.value}`,
    isSelected: chosen.includes(choice.value),
    keywords: [field],
  }));
  return { title, items };
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
