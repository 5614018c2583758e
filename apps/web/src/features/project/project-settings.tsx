"use client";
import type { Project } from "@hawkmoth/domain/project/schema";
import { Button } from "@hawkmoth/ui/button";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Field } from "@hawkmoth/ui/field";
import { Select } from "@hawkmoth/ui/select";
import { Textarea } from "@hawkmoth/ui/textarea";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import dynamic from "next/dynamic";
import { type FormEvent, useState } from "react";
import { errorBodyOf, errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useDraft } from "../../shell/use-draft.ts";
import { type SettingsValues, changedSettings, readSettings, settingsOf, toUpdateInput } from "./settings-draft.ts";

const NewKeyDialog = dynamic(() => import("../access/new-key-dialog.tsx"), { ssr: false });

const MODES = [
  { value: "STRICT", label: "Strict: mask all text" },
  { value: "MODERATE", label: "Moderate: mask what is typed" },
  { value: "MINIMAL", label: "Minimal: mask only secrets" },
] as const;
const COOKIES = [
  { value: "NONE", label: "None" },
  { value: "NAMES", label: "Names only" },
  { value: "VALUES", label: "Names and values" },
] as const;
const WINDOWS = [
  { value: "30", label: "Last 30 seconds" },
  { value: "60", label: "Last minute" },
  { value: "120", label: "Last 2 minutes" },
] as const;
const FIELDS_WITH_FAULTS = ["allowed_origins", "mask_selectors", "block_selectors"];

/** Allowed origins, what captures record and hide, and the key that pages may carry. */
export function ProjectSettings({ project }: { project: Project }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isMakingKey, setIsMakingKey] = useState(false);
  const { values, change, isChanged, discard, settle } = useSettingsDraft(project);
  const update = useMutation(
    trpc.project.update.mutationOptions({
      onSuccess: async () => {
        toast.success(`${project.name} saved`);
        await queryClient.invalidateQueries(trpc.project.list.pathFilter());
      },
    }),
  );
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (update.isPending) return;
    // What was refused is shown in the form, and the draft stays.
    await update.mutateAsync(toUpdateInput(project, values)).then(
      () => settle(values),
      () => undefined,
    );
  };
  const field = errorBodyOf(update.error).field ?? "";
  const faultOf = (name: string) =>
    update.error && field.includes(name) ? errorText(update.error).replace(/^Invalid '[^']*': /, "") : undefined;
  const isPlaced = FIELDS_WITH_FAULTS.some((name) => field.includes(name));
  return (
    <form
      onSubmit={(event) => void save(event)}
      className="grid max-w-260 gap-x-8 gap-y-4 px-4 pt-1 pb-5 md:grid-cols-2 md:px-6"
    >
      <Field
        label="Allowed origins"
        hint="One per line, scheme and host. Empty allows every page to use the publishable key."
        error={faultOf("allowed_origins")}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={9}
            spellCheck={false}
            placeholder="https://shop.example"
            value={values.origins}
            onChange={(event) => change({ origins: event.target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <div className="flex flex-col gap-3">
        <Field label="Privacy">
          {({ id }) => (
            <Select
              id={id}
              value={values.privacy_mode}
              options={MODES}
              onValueChange={(privacy_mode) => change({ privacy_mode })}
            />
          )}
        </Field>
        <Field label="History">
          {({ id }) => (
            <Select
              id={id}
              value={nearestWindow(values.window_s)}
              options={WINDOWS}
              onValueChange={(window_s) => change({ window_s: Number(window_s) })}
            />
          )}
        </Field>
        <Field
          label="Cookies"
          hint="Only cookies that the page's own scripts can read; values that look like a sign-in are never taken."
        >
          {(control) => (
            <Select
              id={control.id}
              value={values.cookies}
              options={COOKIES}
              onValueChange={(chosen) => change({ cookies: chosen })}
            />
          )}
        </Field>
        <Checkbox
          checked={values.capture_bodies}
          onCheckedChange={(capture_bodies) => change({ capture_bodies })}
          label="Record request and response bodies"
          hint="Up to 64 KiB each; secrets are masked by key and by shape."
        />
        <Checkbox
          checked={values.is_locked_down}
          onCheckedChange={(is_locked_down) => change({ is_locked_down })}
          label="Hide strangers' reports from agents"
          hint="Text and evidence stay hidden over MCP until a member sets status, priority or owner. You see everything. A new publishable key turns this on; once turned off, it stays off."
        />
      </div>
      <SelectorField
        label="Mask selectors"
        hint="CSS selectors whose text is never recorded, one per line."
        error={faultOf("mask_selectors")}
        value={values.masks}
        onChange={(masks) => change({ masks })}
      />
      <SelectorField
        label="Block selectors"
        hint="CSS selectors that become an empty box, one per line."
        error={faultOf("block_selectors")}
        value={values.blocks}
        onChange={(blocks) => change({ blocks })}
      />
      <div className="flex flex-wrap items-center gap-2 md:col-span-2">
        <Button type="submit" variant="primary" isPending={update.isPending}>
          Save
        </Button>
        <Button onClick={() => setIsMakingKey(true)}>
          <KeyRound aria-hidden /> New publishable key
        </Button>
        {isChanged ? (
          <>
            <span role="status" className="text-sm text-muted">
              Not saved yet
            </span>
            <Button variant="ghost" onClick={discard}>
              Discard changes
            </Button>
          </>
        ) : null}
        {update.error && !isPlaced ? (
          <p role="alert" className="text-fail">
            {errorText(update.error)}
          </p>
        ) : null}
      </div>
      {isMakingKey ? <NewKeyDialog project={project} onClose={() => setIsMakingKey(false)} /> : null}
    </form>
  );
}

interface SelectorFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

function SelectorField({ label, hint, error, value, onChange }: SelectorFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-12 font-mono text-xs"
        />
      )}
    </Field>
  );
}

/** The settings with what the visitor changed and did not save. */
function useSettingsDraft(project: Project) {
  const draft = useDraft(`settings.${project.id}`);
  const stored = settingsOf(project);
  const values = { ...stored, ...readSettings(draft.text) };
  return {
    values,
    isChanged: draft.text !== null,
    change: (some: Partial<SettingsValues>) => draft.write(changedSettings(stored, { ...values, ...some })),
    discard: () => draft.write(null),
    /** After a save: what was changed since stays. */
    settle: (saved: SettingsValues) => draft.write(changedSettings(saved, { ...saved, ...readSettings(draft.read()) })),
  };
}

function nearestWindow(window_s: number): (typeof WINDOWS)[number]["value"] {
  return WINDOWS.find((choice) => Number(choice.value) >= window_s)?.value ?? "120";
}
