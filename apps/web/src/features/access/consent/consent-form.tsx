"use client";
import type { ConsentDecision, ConsentRequest } from "@hawkmoth/domain/access/connected-app";
import { DANGEROUS_SCOPES, readOnlyScopes } from "@hawkmoth/domain/access/connected-app";
import type { Scope } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Field } from "@hawkmoth/ui/field";
import { Select } from "@hawkmoth/ui/select";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../data/error-body.ts";
import { sendDecision } from "./consent-calls.ts";
import { ConsentClient } from "./consent-client.tsx";
import { ScopeChoice } from "./scope-choice.tsx";

/** One decision: which program, into which workspace, with which rights. */
export function ConsentForm({ uid, request }: { uid: string; request: ConsentRequest }) {
  const [workspaceId, setWorkspaceId] = useState(request.workspaces[0]?.id ?? "");
  const [ticked, setTicked] = useState<ReadonlySet<Scope>>(
    () => new Set(request.scopes.filter((scope) => !DANGEROUS_SCOPES.includes(scope))),
  );
  const decide = useMutation({
    mutationFn: (decision: ConsentDecision) => sendDecision(uid, decision),
    onSuccess: (address) => window.location.assign(address),
  });
  const workspace = request.workspaces.find(({ id }) => id === workspaceId);
  const usable = workspace?.scopes ?? [];
  const [isReadOnly, setReadOnly] = useState(false);
  const offered = isReadOnly ? withoutTwins(request.scopes) : request.scopes;
  const chosen = offered.filter((scope) => ticked.has(scope) && usable.includes(scope));
  const granted = isReadOnly ? readOnlyScopes(chosen) : chosen;
  const onlyProject = request.project === null ? "" : `, and there only the project ${request.project}`;
  const isBusy = decide.isPending || decide.isSuccess;
  const toggle = (scope: Scope, isTicked: boolean) => {
    const next = new Set(ticked);
    if (isTicked) next.add(scope);
    else next.delete(scope);
    setTicked(next);
  };
  return (
    <div className="flex flex-col gap-5">
      <ConsentClient request={request} />
      {request.workspaces.length > 1 ? (
        <Field label="Workspace" hint={`It reaches this one and no other${onlyProject}.`}>
          {({ id }) => (
            <Select
              id={id}
              value={workspaceId}
              onValueChange={setWorkspaceId}
              options={request.workspaces.map(({ id: value, name }) => ({ value, label: name }))}
              className="h-9"
            />
          )}
        </Field>
      ) : (
        <p className="text-md">
          In the workspace <span className="font-medium">{workspace?.name}</span>, and no other{onlyProject}, it may:
        </p>
      )}
      <ScopeChoice scopes={offered} usable={usable} ticked={ticked} isReadOnly={isReadOnly} onToggle={toggle} />
      {request.scopes.some((scope) => !readOnlyScopes([scope]).includes(scope)) ? (
        <div className="border-t border-line pt-4">
          <Checkbox
            checked={isReadOnly}
            onCheckedChange={setReadOnly}
            label="Let it only read"
            hint="It creates and changes nothing."
          />
        </div>
      ) : null}
      {decide.error ? (
        <p role="alert" className="text-sm text-fail">
          {errorText(decide.error)}
        </p>
      ) : null}
      <div className="flex flex-col gap-2 sm:flex-row-reverse">
        <Button
          variant="primary"
          size="lg"
          className="sm:flex-1"
          disabled={granted.length === 0 || isBusy}
          isPending={isBusy && decide.variables?.decision === "ALLOW"}
          onClick={() =>
            decide.mutate({
              decision: "ALLOW",
              user_id: request.user.id,
              workspace_id: workspaceId,
              scopes: granted,
            })
          }
        >
          Allow
        </Button>
        <Button
          size="lg"
          className="sm:flex-1"
          disabled={isBusy}
          isPending={isBusy && decide.variables?.decision === "DENY"}
          onClick={() => decide.mutate({ decision: "DENY" })}
        >
          Deny
        </Button>
      </div>
      <p className="text-sm text-muted">
        It acts as you, never with more than your own role allows. Disconnect it any time under MCP connections.
      </p>
    </div>
  );
}

/** Leaves out a right to write whose reading part is asked for by itself: with reading alone both are the same. */
function withoutTwins(scopes: readonly Scope[]): Scope[] {
  return scopes.filter((scope) => readOnlyScopes([scope]).every((read) => read === scope || !scopes.includes(read)));
}
