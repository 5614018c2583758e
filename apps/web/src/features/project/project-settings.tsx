"use client";
import type { Project, UpdateProjectInput } from "@hawkmoth/domain/project/schema";
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
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { joinLines, splitLines } from "./lines.ts";

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

/** Allowed origins, what captures record and hide, and the key that pages may carry. */
export function ProjectSettings({ project }: { project: Project }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const policy = project.capture_policy;
  const [origins, setOrigins] = useState(joinLines(project.allowed_origins));
  const [mode, setMode] = useState(policy.privacy_mode);
  const [hasBodies, setHasBodies] = useState(policy.capture_bodies);
  const [cookies, setCookies] = useState(policy.cookies);
  const [isLockedDown, setIsLockedDown] = useState(project.is_locked_down);
  const [window_s, setWindow] = useState<(typeof WINDOWS)[number]["value"]>(nearestWindow(policy.window_s));
  const [masks, setMasks] = useState(joinLines(policy.mask_selectors));
  const [blocks, setBlocks] = useState(joinLines(policy.block_selectors));
  const [isMakingKey, setIsMakingKey] = useState(false);
  const update = useMutation(
    trpc.project.update.mutationOptions({
      onSuccess: () => {
        toast.success(`${project.name} saved`);
        return queryClient.invalidateQueries(trpc.project.list.pathFilter());
      },
    }),
  );
  const save = (event: FormEvent) => {
    event.preventDefault();
    const input: UpdateProjectInput = {
      project_id: project.id,
      allowed_origins: splitLines(origins),
      capture_policy: {
        privacy_mode: mode,
        capture_bodies: hasBodies,
        cookies,
        window_s: Number(window_s),
        mask_selectors: splitLines(masks),
        block_selectors: splitLines(blocks),
      },
      is_locked_down: isLockedDown,
    };
    update.mutate(input);
  };
  return (
    <form onSubmit={save} className="grid max-w-260 gap-x-8 gap-y-4 px-4 pt-1 pb-5 md:grid-cols-2 md:px-6">
      <Field
        label="Allowed origins"
        hint="One per line, scheme and host. Empty allows every page to use the publishable key."
      >
        {(control) => (
          <Textarea
            {...control}
            rows={9}
            spellCheck={false}
            placeholder="https://shop.example"
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <div className="flex flex-col gap-3">
        <Field label="Privacy">
          {({ id }) => <Select id={id} value={mode} options={MODES} onValueChange={setMode} />}
        </Field>
        <Field label="History">
          {({ id }) => <Select id={id} value={window_s} options={WINDOWS} onValueChange={setWindow} />}
        </Field>
        <Field
          label="Cookies"
          hint="Only cookies that the page's own scripts can read; values that look like a sign-in are never taken."
        >
          {(control) => <Select id={control.id} value={cookies} options={COOKIES} onValueChange={setCookies} />}
        </Field>
        <Checkbox
          checked={hasBodies}
          onCheckedChange={setHasBodies}
          label="Record request and response bodies"
          hint="Up to 64 KiB each; secrets are masked by key and by shape."
        />
        <Checkbox
          checked={isLockedDown}
          onCheckedChange={setIsLockedDown}
          label="Hide strangers' reports from agents"
          hint="Text and evidence stay hidden over MCP until a member sets status, priority or owner. You see everything."
        />
      </div>
      <Field label="Mask selectors" hint="CSS selectors whose text is never recorded, one per line.">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            spellCheck={false}
            value={masks}
            onChange={(event) => setMasks(event.target.value)}
            className="min-h-12 font-mono text-xs"
          />
        )}
      </Field>
      <Field label="Block selectors" hint="CSS selectors that become an empty box, one per line.">
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            spellCheck={false}
            value={blocks}
            onChange={(event) => setBlocks(event.target.value)}
            className="min-h-12 font-mono text-xs"
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2 md:col-span-2">
        <Button type="submit" variant="primary" isPending={update.isPending}>
          Save
        </Button>
        <Button onClick={() => setIsMakingKey(true)}>
          <KeyRound aria-hidden /> New publishable key
        </Button>
        {update.error ? (
          <p role="alert" className="text-fail">
            {errorText(update.error)}
          </p>
        ) : null}
      </div>
      {isMakingKey ? <NewKeyDialog project={project} onClose={() => setIsMakingKey(false)} /> : null}
    </form>
  );
}

function nearestWindow(window_s: number): (typeof WINDOWS)[number]["value"] {
  return WINDOWS.find((choice) => Number(choice.value) >= window_s)?.value ?? "120";
}
