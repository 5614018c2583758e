"use client";
import { TOOL_INVENTORY, type InventoryTool } from "@hawkmoth/client/tool-inventory";
import type { ToolChoice } from "@hawkmoth/domain/connection/client";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Field } from "@hawkmoth/ui/field";
import { Select } from "@hawkmoth/ui/select";
import { useVisitor } from "../../shell/me.tsx";
import { costOf } from "./tool-choice.ts";

const { profiles } = TOOL_INVENTORY;
// Pages of MCP Apps call these by themselves; nobody chooses them.
const toolsets = TOOL_INVENTORY.toolsets.filter(({ name }) => name !== "app");
const DEFAULT_SETS = toolsets.filter(({ is_default }) => is_default).map(({ name }) => name);
const ALL_SETS = toolsets.filter(({ in_all }) => in_all).map(({ name }) => name);
const PROFILE_LABELS: Readonly<Record<string, string>> = { bugport: "BugPort", bugmojo: "BugMojo", repro: "Repro" };

const SETS = [
  { value: "default", label: "Default" },
  { value: "all", label: "Everything" },
  { value: "custom", label: "Chosen toolsets" },
  ...profiles.map(({ name }) => ({ value: `profile:${name}`, label: `As ${PROFILE_LABELS[name] ?? name} names them` })),
];
const EVERY_PROJECT = "*";

interface ToolChoiceFieldsProps {
  choice: ToolChoice;
  onChange: (choice: ToolChoice) => void;
  /** What the choice and the key leave. */
  tools: readonly InventoryTool[];
}

/** Which tools the connection lists: fewer tools cost a model fewer tokens and leave fewer wrong turns. */
export function ToolChoiceFields({ choice, onChange, tools }: ToolChoiceFieldsProps) {
  const { me } = useVisitor();
  const isCustom = choice.toolsets !== null && !isSame(choice.toolsets, ALL_SETS);
  const set = choice.profile ? `profile:${choice.profile}` : isCustom ? "custom" : choice.toolsets ? "all" : "default";
  const chooseSet = (value: string) =>
    onChange({
      ...choice,
      profile: value.startsWith("profile:") ? value.slice("profile:".length) : null,
      toolsets: value === "all" ? ALL_SETS : value === "custom" ? DEFAULT_SETS : null,
    });
  const projects = [
    { value: EVERY_PROJECT, label: "Every project" },
    ...me.projects.map(({ key, name }) => ({ value: key, label: `${key}, ${name}` })),
  ];
  const { list_tokens } = costOf(tools);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="w-52 max-sm:w-full">
          <Field label="Tools">
            {({ id }) => <Select id={id} value={set} options={SETS} onValueChange={chooseSet} />}
          </Field>
        </div>
        <div className="w-52 max-sm:w-full">
          <Field label="Pinned to">
            {({ id }) => (
              <Select
                id={id}
                value={choice.project ?? EVERY_PROJECT}
                options={projects}
                onValueChange={(value) => onChange({ ...choice, project: value === EVERY_PROJECT ? null : value })}
              />
            )}
          </Field>
        </div>
        <div className="flex h-7 items-center">
          <Checkbox
            checked={choice.is_readonly}
            onCheckedChange={(is_readonly) => onChange({ ...choice, is_readonly })}
            label="Read-only tools"
          />
        </div>
        <p role="status" className="flex h-7 items-center text-muted tabular-nums" data-testid="choice-cost">
          {tools.length} tools, {list_tokens.toLocaleString("en")} tokens
        </p>
      </div>
      {set === "custom" ? (
        <ToolsetBoxes chosen={choice.toolsets ?? []} onChange={(chosen) => onChange({ ...choice, toolsets: chosen })} />
      ) : null}
    </div>
  );
}

interface ToolsetBoxesProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

function ToolsetBoxes({ chosen, onChange }: ToolsetBoxesProps) {
  const toggle = (name: string, isOn: boolean) => {
    const next = toolsets.map((set) => set.name).filter((other) => (other === name ? isOn : chosen.includes(other)));
    if (next.length > 0) onChange(next);
  };
  return (
    <fieldset className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2 xl:grid-cols-3">
      <legend className="pb-1.5 text-xs font-medium">Toolsets</legend>
      {toolsets.map(({ name, purpose }) => (
        <Checkbox
          key={name}
          checked={chosen.includes(name)}
          onCheckedChange={(isOn) => toggle(name, isOn)}
          label={<span className="font-mono text-xs">{name}</span>}
          hint={purpose}
        />
      ))}
    </fieldset>
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
