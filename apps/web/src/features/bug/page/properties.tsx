"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { CircleDashed } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useVisitor } from "../../../shell/me.tsx";
import { BugTask } from "../../task/task-card.tsx";
import { LabelDot } from "../list/label-dots.tsx";
import { PRIORITY_LABELS, SEVERITY_LABELS, SOURCE_LABELS } from "../looks.ts";
import type { BugPatch } from "../patch.ts";
import type { PickerField } from "../pickers/field-picker.tsx";
import { statusLabel } from "../pickers/picker-groups.tsx";
import { PropertyPicker } from "./property-picker.tsx";

interface PropertiesProps {
  bug: BugDetail;
  bugKey: string;
  onChange: (patch: BugPatch) => void;
  openField: PickerField | null;
  onOpenField: (field: PickerField | null) => void;
}

export function Properties({ bug, bugKey, onChange, openField, onOpenField }: PropertiesProps) {
  const { path } = useVisitor();
  const picker = (field: PickerField, name: string, value: ReactNode) => (
    <PropertyPicker
      name={name}
      field={field}
      bug={bug}
      onPatch={onChange}
      isOpen={openField === field}
      onOpenChange={(isOpen) => onOpenField(isOpen ? field : null)}
    >
      {value}
    </PropertyPicker>
  );
  return (
    <aside aria-label="Properties" className="border-line max-lg:order-first max-lg:border-b lg:border-l">
      <div className="lg:sticky lg:top-0 lg:max-h-[calc(100dvh-44px)] lg:overflow-y-auto">
        <dl className="px-2 py-3">
          {picker("status", "Status", <Value icon={<StatusRing status={bug.status} />} text={statusLabel(bug)} />)}
          {picker(
            "priority",
            "Priority",
            <Value icon={<PriorityBars priority={bug.priority} />} text={PRIORITY_LABELS[bug.priority]} />,
          )}
          {picker(
            "severity",
            "Severity",
            <Value icon={<SeverityDiamond severity={bug.severity} />} text={SEVERITY_LABELS[bug.severity]} />,
          )}
          {picker("assignee", "Assignee", <AssigneeValue bug={bug} />)}
          {picker("labels", "Labels", <LabelValue bug={bug} />)}
          {bug.accountable_member ? <Fact name="Accountable">{bug.accountable_member.name}</Fact> : null}
          {bug.duplicate_of ? (
            <Fact name="Duplicate of">
              <Link href={path(`bugs/${bug.duplicate_of.key}`)} className="font-mono text-xs underline">
                {bug.duplicate_of.key}
              </Link>
            </Fact>
          ) : null}
          <div className="max-lg:hidden">
            <Fact name="Reporter">{bug.reporter.name ?? bug.reporter.email ?? bug.created_by.name}</Fact>
            <Fact name="Source">{SOURCE_LABELS[bug.source]}</Fact>
            {bug.environment ? <Fact name="Environment">{bug.environment}</Fact> : null}
            {bug.app_version ? <Fact name="App version">{bug.app_version}</Fact> : null}
            {bug.reopen_count > 0 ? <Fact name="Reopened">{bug.reopen_count}×</Fact> : null}
            <Fact name="Filed">
              <RelativeTime iso={bug.created_at} suffix="ago" />
            </Fact>
            <Fact name="Changed">
              <RelativeTime iso={bug.updated_at} suffix="ago" />
            </Fact>
          </div>
        </dl>
        <BugTask bugKey={bugKey} />
      </div>
    </aside>
  );
}

function Value({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <>
      {icon}
      <span className="truncate">{text}</span>
    </>
  );
}

function AssigneeValue({ bug }: { bug: BugDetail }) {
  if (!bug.assignee)
    return <Value icon={<CircleDashed aria-hidden className="size-5 stroke-[1.25] text-faint" />} text="Nobody" />;
  const isAgent = bug.assignee.type === "AGENT";
  return (
    <Value icon={<Avatar name={bug.assignee.name} kind={isAgent ? "agent" : "person"} />} text={bug.assignee.name} />
  );
}

function LabelValue({ bug }: { bug: BugDetail }) {
  if (bug.labels.length === 0) return <span className="text-faint">None</span>;
  return (
    <span className="flex min-w-0 flex-wrap gap-1 py-1">
      {bug.labels.map((label) => (
        <LabelDot key={label.id} label={label} />
      ))}
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[84px_1fr] items-center gap-2 px-2">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="min-w-0 px-1.5 break-words">{children}</dd>
    </div>
  );
}
