import type { Severity } from "@hawkmoth/domain/bug/schema";
import type { Project } from "@hawkmoth/domain/project/schema";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Select } from "@hawkmoth/ui/select";
import { SeverityDiamond } from "@hawkmoth/ui/severity-diamond";
import { Textarea } from "@hawkmoth/ui/textarea";
import type { DraftForm } from "../draft/draft.ts";

const SEVERITIES: readonly { value: Severity; label: string }[] = [
  { value: "CRITICAL", label: "Critical: nothing works" },
  { value: "HIGH", label: "High: something important is broken" },
  { value: "MEDIUM", label: "Medium: there is a way around" },
  { value: "LOW", label: "Low: it only looks wrong" },
];

interface ReportFormProps {
  form: DraftForm;
  projects: readonly Project[];
  titleError: string | undefined;
  /** True while it is not known whether the report was filed as it is. */
  isLocked: boolean;
  onChange: (change: Partial<DraftForm>) => void;
}

/** What the reporter writes. */
export function ReportForm({ form, projects, titleError, isLocked, onChange }: ReportFormProps) {
  const severities = SEVERITIES.map((option) => ({ ...option, icon: <SeverityDiamond severity={option.value} /> }));
  const choices = projects.map(({ id, key, name }) => ({ value: id, label: `${name} (${key})` }));
  return (
    <fieldset disabled={isLocked} className="flex min-w-0 flex-col gap-4">
      <Field label="Title" error={titleError}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            required
            maxLength={200}
            className="h-9 text-md"
            placeholder="What went wrong?"
            value={form.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description" hint="Markdown. The steps are in the recording already.">
        {(control) => (
          <Textarea
            {...control}
            rows={6}
            placeholder="What did you expect, and what happened instead?"
            value={form.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Project">
          {({ id }) => (
            <Select
              id={id}
              aria-label="Project"
              value={form.project_id ?? ""}
              options={choices}
              onValueChange={(project_id) => onChange({ project_id })}
              disabled={isLocked || choices.length === 0}
            />
          )}
        </Field>
        <Field label="Severity">
          {({ id }) => (
            <Select
              id={id}
              aria-label="Severity"
              value={form.severity}
              options={severities}
              disabled={isLocked}
              onValueChange={(severity) => onChange({ severity })}
            />
          )}
        </Field>
        <Field label="Environment (optional)">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              placeholder="staging"
              value={form.environment}
              onChange={(event) => onChange({ environment: event.target.value })}
            />
          )}
        </Field>
        <Field label="App version (optional)">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              placeholder="2.4.1"
              value={form.app_version}
              onChange={(event) => onChange({ app_version: event.target.value })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
