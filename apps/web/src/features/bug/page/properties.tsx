"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { StatusRing } from "@hawkmoth/ui/status-ring";
import { CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { BugTask } from "../../task/task-card.tsx";
import { LabelDot } from "../list/label-dots.tsx";
import { PRIORITY_LABELS, SEVERITY_LABELS } from "../looks.ts";
import type { BugPatch } from "../patch.ts";
import type { PickerField } from "../pickers/picker-props.ts";
import { statusLabel } from "../pickers/picker-groups.tsx";
import { BugFacts } from "./bug-facts.tsx";
import { PropertyPicker } from "./property-picker.tsx";

interface PropertiesProps {
  bug: BugDetail;
  bugKey: string;
  onChange: (patch: BugPatch) => void;
  openField: PickerField | null;
  onOpenField: (field: PickerField | null) => void;
}

export function Properties({ bug, bugKey, onChange, openField, onOpenField }: PropertiesProps) {
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
    <aside
      aria-label="Properties"
      className="min-w-0 border-line max-lg:mt-4 max-lg:border-y lg:row-span-2 lg:border-l"
    >
      <div className="lg:sticky lg:top-0 lg:max-h-[calc(100dvh-44px)] lg:overflow-y-auto">
        <dl className="px-2 pt-3 max-lg:flex max-lg:flex-wrap max-lg:gap-1 max-lg:px-3 max-lg:py-2">
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
        </dl>
        <BugFacts bug={bug} />
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
  if (bug.labels.length === 0) return <span className="text-faint">No labels</span>;
  return (
    <span className="flex min-w-0 flex-wrap gap-1 py-1">
      {bug.labels.map((label) => (
        <LabelDot key={label.id} label={label} />
      ))}
    </span>
  );
}
