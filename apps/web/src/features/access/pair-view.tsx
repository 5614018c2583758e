"use client";
import type { Me } from "@hawkmoth/domain/account/schema";
import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { Select } from "@hawkmoth/ui/select";
import { type FormEvent, useState } from "react";
import { DataProvider } from "../../data/data-provider.tsx";
import { PairRequest } from "./pair-request.tsx";

interface PairViewProps {
  initialCode: string | null;
  workspaces: Me["workspaces"];
}

/** Asks for the code when the link did not carry it, and for the workspace when there are several. */
export function PairView({ initialCode, workspaces }: PairViewProps) {
  const [code, setCode] = useState(initialCode);
  const [typed, setTyped] = useState("");
  const [slug, setSlug] = useState(workspaces[0]?.slug ?? "");
  if (code === null) {
    const submit = (event: FormEvent) => {
      event.preventDefault();
      setCode(typed.trim().toUpperCase());
    };
    return (
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Code" hint="The extension shows it, such as KBQM-TXRD.">
          {(control) => (
            <Input
              {...control}
              autoFocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="h-9 font-mono text-md uppercase"
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" disabled={typed.trim().length < 8}>
          Go on
        </Button>
      </form>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {workspaces.length > 1 ? (
        <Field label="Workspace" hint="The extension will file bugs here.">
          {({ id }) => (
            <Select
              id={id}
              value={slug}
              onValueChange={setSlug}
              options={workspaces.map((workspace) => ({ value: workspace.slug, label: workspace.name }))}
              className="h-9"
            />
          )}
        </Field>
      ) : null}
      <DataProvider key={slug} workspace={slug}>
        <PairRequest code={code} onOtherCode={() => setCode(null)} />
      </DataProvider>
    </div>
  );
}
