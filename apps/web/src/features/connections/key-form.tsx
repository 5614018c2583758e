"use client";
import { SCOPE_WORDS } from "@hawkmoth/domain/access/connected-app";
import { hasScope } from "@hawkmoth/domain/access/policy";
import { Scope, type CreatedKey } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Select } from "@hawkmoth/ui/select";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { presetOf, SCOPE_PRESETS, type ScopePreset } from "./scope-presets.ts";

const SELF = "self";
const LIFETIMES = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
] as const;
const PRESETS = (["read", "triage", "agent", "custom"] as const).map((value) => ({
  value,
  label: SCOPE_PRESETS[value].label,
}));

interface KeyFormProps {
  scopes: readonly Scope[];
  onScopesChange: (scopes: readonly Scope[]) => void;
  onMade: (made: CreatedKey) => void;
}

/** Makes the key on the spot: for whom, for what, where and for how long. */
export function KeyForm({ scopes, onScopesChange, onMade }: KeyFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { me } = useVisitor();
  const [name, setName] = useState("MCP client");
  const [principal, setPrincipal] = useState<string>(SELF);
  const [preset, setPreset] = useState<ScopePreset>(() => presetOf(scopes));
  const [days, setDays] = useState<(typeof LIFETIMES)[number]["value"]>("90");
  const [projectIds, setProjectIds] = useState<readonly string[] | null>(null);
  const agents = useQuery(trpc.agent.list.queryOptions({}));
  const create = useMutation(
    trpc.key.create.mutationOptions({
      onSuccess: (made) => {
        onMade(made);
        return queryClient.invalidateQueries(trpc.key.list.pathFilter());
      },
    }),
  );
  const choosePreset = (chosen: ScopePreset) => {
    setPreset(chosen);
    if (chosen !== "custom") onScopesChange(SCOPE_PRESETS[chosen].scopes);
  };
  const choosePrincipal = (chosen: string) => {
    setPrincipal(chosen);
    choosePreset(chosen === SELF ? "triage" : "agent");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({
      name,
      scopes: [...scopes],
      expires_in_days: Number(days),
      ...(principal === SELF ? {} : { agent_id: principal }),
      ...(projectIds === null ? {} : { project_ids: [...projectIds] }),
    });
  };
  const principals = [
    { value: SELF, label: `${me.principal.name} (you)` },
    ...(agents.data?.agents ?? []).map((agent) => ({ value: agent.id, label: `${agent.name} (agent)` })),
  ];
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Field label="Name">
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label="Acts as">
          {({ id }) => <Select id={id} value={principal} options={principals} onValueChange={choosePrincipal} />}
        </Field>
        <Field label="May">
          {({ id }) => <Select id={id} value={preset} options={PRESETS} onValueChange={choosePreset} />}
        </Field>
        <Field label="Expires in">
          {({ id }) => <Select id={id} value={days} options={LIFETIMES} onValueChange={setDays} />}
        </Field>
      </div>
      {preset === "custom" ? (
        <ScopeBoxes scopes={scopes} available={me.scopes} onChange={onScopesChange} />
      ) : (
        <p className="font-mono text-2xs leading-4 text-muted" data-testid="key-scopes">
          {scopes.join(" ")}
        </p>
      )}
      <ProjectBoxes chosen={projectIds} onChange={setProjectIds} />
      {create.error ? (
        <p role="alert" className="text-fail">
          {errorText(create.error)}
        </p>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        disabled={name.trim() === "" || scopes.length === 0 || projectIds?.length === 0}
        isPending={create.isPending}
      >
        Create key
      </Button>
    </form>
  );
}

interface ScopeBoxesProps {
  scopes: readonly Scope[];
  /** What the person holds: a key never holds more. */
  available: readonly Scope[];
  onChange: (scopes: readonly Scope[]) => void;
}

function ScopeBoxes({ scopes, available, onChange }: ScopeBoxesProps) {
  return (
    <fieldset className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2 xl:grid-cols-3">
      <legend className="pb-1.5 text-xs font-medium">Scopes</legend>
      {Scope.options
        .filter((scope) => available.includes(scope))
        .map((scope) => (
          <Checkbox
            key={scope}
            checked={hasScope(scopes, scope)}
            disabled={hasScope(scopes, scope) && !scopes.includes(scope)}
            onCheckedChange={(isOn) => onChange(isOn ? [...scopes, scope] : scopes.filter((other) => other !== scope))}
            label={<span className="font-mono text-xs">{scope}</span>}
            hint={SCOPE_WORDS[scope]}
          />
        ))}
    </fieldset>
  );
}

interface ProjectBoxesProps {
  /** Null means every project, also those to come. */
  chosen: readonly string[] | null;
  onChange: (chosen: readonly string[] | null) => void;
}

function ProjectBoxes({ chosen, onChange }: ProjectBoxesProps) {
  const { me } = useVisitor();
  if (me.projects.length === 0) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <legend className="float-left mr-4 text-xs font-medium">Projects</legend>
      <Checkbox checked={chosen === null} onCheckedChange={(isOn) => onChange(isOn ? null : [])} label="All" />
      {me.projects.map((project) => (
        <Checkbox
          key={project.id}
          checked={chosen?.includes(project.id) ?? false}
          onCheckedChange={(isOn) =>
            onChange(isOn ? [...(chosen ?? []), project.id] : (chosen ?? []).filter((id) => id !== project.id))
          }
          label={<span className="font-mono text-xs">{project.key}</span>}
        />
      ))}
    </fieldset>
  );
}
