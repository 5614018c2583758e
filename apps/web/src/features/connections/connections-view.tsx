"use client";
import { CopyIconButton } from "@hawkmoth/ui/copy-button";
import { type ReactNode, useState } from "react";
import { PageHeader } from "../../shell/page-header.tsx";
import { ClientSnippets } from "./client-snippets.tsx";
import type { ConnectionFacts } from "./clients.ts";
import { EgressNote } from "./egress-note.tsx";
import { TestConnection } from "./test-connection.tsx";
import { TokenStep } from "./token-step.tsx";

const STAND_IN = "hm_key_…";

interface ConnectionsViewProps {
  origin: string;
  stdio: ConnectionFacts["stdio"];
}

/** From nothing to a connected client: address, token, configuration, test. */
export function ConnectionsView({ origin, stdio }: ConnectionsViewProps) {
  const [key, setKey] = useState<string | null>(null);
  const endpoint = `${origin}/mcp`;
  return (
    <>
      <PageHeader title="MCP connections" lead="Let an AI client read bugs and work on them." />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ol className="flex max-w-260 flex-col px-4 pb-10 md:px-6">
          <Step number={1} title="Endpoint">
            <p className="flex min-w-0 items-center gap-1">
              <code data-testid="mcp-endpoint" className="truncate rounded-sm bg-canvas px-2 py-1 text-xs">
                {endpoint}
              </code>
              <CopyIconButton text={endpoint} label="Copy endpoint" />
            </p>
            <p className="mt-1 text-xs text-muted">
              Streamable HTTP. Clients that only start programs use the stdio server below.
            </p>
          </Step>
          <Step number={2} title="Token">
            <TokenStep token={key} onToken={setKey} />
          </Step>
          <Step number={3} title="Client">
            <ClientSnippets facts={{ origin, stdio, key: key ?? STAND_IN }} hasKey={key !== null} />
          </Step>
          <Step number={4} title="Test">
            <TestConnection endpoint={endpoint} token={key} />
          </Step>
          <Step number={5} title="What leaves Hawkmoth">
            <EgressNote />
          </Step>
        </ol>
      </div>
    </>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-line py-5 last:border-0 md:grid-cols-[160px_minmax(0,1fr)]">
      <h2 className="flex items-baseline gap-2 font-medium">
        <span aria-hidden className="font-mono text-2xs text-faint">
          {number}
        </span>
        {title}
      </h2>
      <div className="min-w-0">{children}</div>
    </li>
  );
}
