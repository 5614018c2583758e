"use client";
import { AGENT_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { SecretOnce } from "@hawkmoth/ui/secret-once";
import { Select } from "@hawkmoth/ui/select";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { type FormEvent, useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";

const SELF = "self";

/** Makes the token on the spot; from then on the snippets below hold it. */
export function TokenStep({ token, onToken }: { token: string | null; onToken: (token: string) => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { me } = useVisitor();
  const [name, setName] = useState("MCP client");
  const [principal, setPrincipal] = useState<string>(SELF);
  const [isStored, setIsStored] = useState(false);
  const agents = useQuery(trpc.agent.list.queryOptions({}));
  const create = useMutation(
    trpc.key.create.mutationOptions({
      onSuccess: ({ value }) => {
        onToken(value);
        return queryClient.invalidateQueries(trpc.key.list.pathFilter());
      },
    }),
  );
  const options = [
    { value: SELF, label: `${me.principal.name} (you)` },
    ...(agents.data?.agents ?? []).map((agent) => ({ value: agent.id, label: `${agent.name} (agent)` })),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(principal === SELF ? { name } : { name, agent_id: principal, scopes: [...AGENT_KEY_SCOPES] });
  };
  if (token && isStored)
    return (
      <p role="status" className="flex items-center gap-2 text-muted">
        <Check aria-hidden className="size-4 stroke-[1.5] text-pass" /> The snippets below hold the token until you
        leave this page.
      </p>
    );
  if (token) return <SecretOnce name={`Token “${name}”`} value={token} onStored={() => setIsStored(true)} />;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <div className="w-44 max-sm:w-full">
        <Field label="Name">
          {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
      </div>
      <div className="w-56 max-sm:w-full">
        <Field label="Acts as">
          {({ id }) => <Select id={id} value={principal} options={options} onValueChange={setPrincipal} />}
        </Field>
      </div>
      <Button type="submit" variant="primary" disabled={name.trim() === ""} isPending={create.isPending}>
        Create token
      </Button>
      {create.error ? (
        <p role="alert" className="w-full text-fail">
          {errorText(create.error)}
        </p>
      ) : null}
    </form>
  );
}
