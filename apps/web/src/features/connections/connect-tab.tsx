"use client";
import { TOOL_INVENTORY } from "@hawkmoth/client/tool-inventory";
import type { CreatedKey, Scope } from "@hawkmoth/domain/access/schema";
import { type ConnectionFacts, endpointOf, type ToolChoice } from "@hawkmoth/domain/connection/client";
import { CopyIconButton } from "@hawkmoth/ui/copy-button";
import type { ReactNode } from "react";
import { ClientPicker } from "./client-picker.tsx";
import { ConnectedApps } from "./connected-apps.tsx";
import { EgressNote } from "./egress-note.tsx";
import { KeyStep } from "./key-step.tsx";
import { TestConnection } from "./test-connection.tsx";
import { chosenTools, mayUse } from "./tool-choice.ts";
import { ToolChoiceFields } from "./tool-choice-fields.tsx";

const STAND_IN = "hm_key_...";

interface ConnectTabProps {
  origin: string;
  stdio: ConnectionFacts["stdio"];
  bundleUrl: string | null;
  made: CreatedKey | null;
  onMade: (made: CreatedKey | null) => void;
  scopes: readonly Scope[];
  onScopesChange: (scopes: readonly Scope[]) => void;
  choice: ToolChoice;
  onChoiceChange: (choice: ToolChoice) => void;
}

/** From nothing to a connected client: address, key, tools, configuration, test. */
export function ConnectTab(props: ConnectTabProps) {
  const { origin, stdio, bundleUrl, made, scopes, choice } = props;
  const facts = { origin, stdio, choice, bundle_url: bundleUrl, key: made?.value ?? STAND_IN };
  const endpoint = endpointOf(facts);
  const usable = chosenTools(TOOL_INVENTORY, choice).filter((tool) => mayUse(tool, scopes));
  return (
    <div className="max-w-280 px-4 pb-10 md:px-6">
      <ol className="flex flex-col">
        <Step number={1} title="Endpoint">
          <p className="flex min-w-0 items-center gap-1">
            <code data-testid="mcp-endpoint" className="truncate rounded-sm bg-canvas px-2 py-1 text-xs">
              {endpoint}
            </code>
            <CopyIconButton text={endpoint} label="Copy endpoint" />
          </p>
        </Step>
        <Step number={2} title="Key" hint="Clients that sign in need none.">
          <KeyStep made={made} onMade={props.onMade} scopes={scopes} onScopesChange={props.onScopesChange} />
        </Step>
        <Step number={3} title="Tools" hint="Fewer tools, fewer tokens.">
          <ToolChoiceFields choice={choice} onChange={props.onChoiceChange} tools={usable} />
        </Step>
        <Step number={4} title="Client">
          <ClientPicker facts={facts} hasKey={made !== null} />
        </Step>
        <Step number={5} title="Test" hint="From this browser, as a client would.">
          <TestConnection endpoint={endpoint} token={made?.value ?? null} />
        </Step>
        <Step number={6} title="What leaves Hawkmoth">
          <EgressNote />
        </Step>
      </ol>
      <div className="border-t border-line py-5 md:pl-44">
        <ConnectedApps />
      </div>
    </div>
  );
}

interface StepProps {
  number: number;
  title: string;
  hint?: string;
  children: ReactNode;
}

function Step({ number, title, hint, children }: StepProps) {
  return (
    <li className="grid gap-x-6 gap-y-3 border-b border-line py-5 last:border-0 md:grid-cols-[152px_minmax(0,1fr)]">
      <div>
        <h2 className="flex items-baseline gap-2 font-medium">
          <span aria-hidden className="font-mono text-2xs text-faint">
            {number}
          </span>
          {title}
        </h2>
        {hint ? <p className="text-xs text-muted md:pl-4">{hint}</p> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </li>
  );
}
