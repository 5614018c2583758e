"use client";
import type { Priority, Severity } from "@hawkmoth/domain/bug/schema";
import { Field } from "@hawkmoth/ui/field";
import { PriorityBars } from "@hawkmoth/ui/priority-bars";
import { Select, type SelectOption } from "@hawkmoth/ui/select";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { useVisitor } from "../../shell/me.tsx";
import { FILTER_VALUES } from "./filters.ts";
import { PRIORITY_LABELS, SEVERITY_LABELS } from "./looks.ts";

const SEVERITIES: readonly SelectOption<Severity>[] = FILTER_VALUES.severity.map((severity) => ({
  value: severity,
  label: SEVERITY_LABELS[severity],
  icon: <SeverityDiamond severity={severity} />,
}));
const PRIORITIES: readonly SelectOption<Priority>[] = FILTER_VALUES.priority.map((priority) => ({
  value: priority,
  label: PRIORITY_LABELS[priority],
  icon: <PriorityBars priority={priority} />,
}));

interface NewBugChoices {
  project_id: string;
  severity: Severity;
  priority: Priority;
}

interface NewBugSelectsProps {
  value: NewBugChoices;
  onChange: (value: NewBugChoices) => void;
}

/** Where the new bug goes and how bad it is. */
export function NewBugSelects({ value, onChange }: NewBugSelectsProps) {
  const { me } = useVisitor();
  const projects = me.projects.map((project) => ({ value: project.id, label: project.name }));
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label="Project">
        {({ id }) => (
          <Select
            id={id}
            value={value.project_id}
            options={projects}
            onValueChange={(project_id) => onChange({ ...value, project_id })}
          />
        )}
      </Field>
      <Field label="Severity">
        {({ id }) => (
          <Select
            id={id}
            value={value.severity}
            options={SEVERITIES}
            onValueChange={(severity) => onChange({ ...value, severity })}
          />
        )}
      </Field>
      <Field label="Priority">
        {({ id }) => (
          <Select
            id={id}
            value={value.priority}
            options={PRIORITIES}
            onValueChange={(priority) => onChange({ ...value, priority })}
          />
        )}
      </Field>
    </div>
  );
}
