"use client";
import type { CreatedKey, KeyKind } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { SecretOnce } from "@hawkmoth/ui/secret-once";
import { Select } from "@hawkmoth/ui/select";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

const LIFETIMES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
] as const;

interface NewKeyDialogProps {
  onClose: () => void;
  /** The key acts as this agent instead of as the person. */
  agent?: { id: string; name: string };
  /** A publishable key of this project, which may only send reports. */
  project?: { id: string; name: string };
}

export default function NewKeyDialog({ onClose, agent, project }: NewKeyDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(agent ? `${agent.name} key` : project ? `${project.name} capture` : "");
  const [days, setDays] = useState<(typeof LIFETIMES)[number]["value"]>("90");
  const [made, setMade] = useState<CreatedKey | null>(null);
  const kind: KeyKind = project ? "PUBLISHABLE" : "SECRET";
  const create = useMutation(
    trpc.key.create.mutationOptions({
      onSuccess: (created) => {
        setMade(created);
        const stale = [trpc.key.list, trpc.agent.list, trpc.project.list_assignees, trpc.project.list];
        return Promise.all(stale.map((query) => queryClient.invalidateQueries(query.pathFilter())));
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({
      kind,
      name,
      expires_in_days: Number(days),
      ...(agent ? { agent_id: agent.id } : {}),
      ...(project ? { project_ids: [project.id] } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isDismissable={made === null}
      title={agent ? `New key for ${agent.name}` : project ? `New publishable key for ${project.name}` : "New API key"}
      description={
        project
          ? "It may only send reports to this project, from its allowed origins, and is safe to put into a page. Reports sent with it are hidden from agents until a member triages them, unless that was turned off in the settings."
          : agent
            ? "It acts as the agent, with the agent’s role."
            : "It acts as you over REST and MCP, in this workspace only."
      }
      footer={
        made ? null : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              type="submit"
              form="new-key"
              disabled={name.trim() === ""}
              isPending={create.isPending}
            >
              Create key
            </Button>
          </>
        )
      }
    >
      {made ? (
        <SecretOnce name={made.key.name} value={made.value} onStored={onClose} />
      ) : (
        <form id="new-key" onSubmit={submit} className="flex flex-col gap-3">
          <Field label="Name" hint="Where you will use it, so that you know what breaks when you revoke it.">
            {(control) => (
              <Input {...control} autoFocus value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          {project ? null : (
            <Field label="Lifetime">
              {({ id }) => <Select id={id} value={days} options={LIFETIMES} onValueChange={setDays} />}
            </Field>
          )}
          {create.error ? (
            <p role="alert" className="text-fail">
              {errorText(create.error)}
            </p>
          ) : null}
        </form>
      )}
    </Dialog>
  );
}
