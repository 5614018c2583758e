"use client";
import type { McpOverview } from "@hawkmoth/domain/audit/mcp-overview";
import { Badge } from "@hawkmoth/ui/badge";
import { CopyIconButton } from "@hawkmoth/ui/copy-button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { UsageTable } from "./usage-table.tsx";

/** What owners and admins look after: how the server is set, who can use it and who does. */
export function AdminTab() {
  const trpc = useTRPC();
  const query = useQuery(trpc.mcp.overview.queryOptions());
  if (query.isPending) return <Skeleton className="m-6 h-40" />;
  if (query.error) return <p className="px-4 py-4 text-fail md:px-6">{errorText(query.error)}</p>;
  const { calls, keys_count, connected_apps_count } = query.data;
  return (
    <div className="flex max-w-280 flex-col gap-6 px-4 py-5 pb-10 md:px-6">
      <dl
        className="grid grid-cols-2 gap-x-6 gap-y-3 border-b border-line pb-5 sm:grid-cols-5"
        data-testid="mcp-counts"
      >
        <Count label="Calls, 24 hours" value={calls.calls_24h} />
        <Count label="Calls, 7 days" value={calls.calls_7d} />
        <Count label="Refused or failed, 7 days" value={calls.errors_7d} />
        <Count label="Keys in force" value={keys_count} />
        <Count label="Connected apps" value={connected_apps_count} />
      </dl>
      <ServerFacts overview={query.data} />
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <UsageTable caption="By tool" rows={calls.tools} />
        <UsageTable caption="By client" rows={calls.clients} />
      </div>
      {calls.errors.length > 0 ? (
        <section>
          <h3 className="text-xs font-medium">Errors, 7 days</h3>
          <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
            {calls.errors.map(({ code, count_7d }) => (
              <li key={code} className="flex items-baseline gap-1.5">
                <code className="text-xs">{code}</code>
                <span className="text-fail tabular-nums">{count_7d}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value.toLocaleString("en")}</dd>
    </div>
  );
}

function ServerFacts({ overview: { server, endpoint } }: { overview: McpOverview }) {
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[152px_minmax(0,1fr)]" data-testid="mcp-server">
      <Fact label="MCP_ENABLED">
        {server === null ? (
          <Badge tone="fail">No answer</Badge>
        ) : server.is_enabled ? (
          <Badge tone="pass">On</Badge>
        ) : (
          <Badge tone="wait">Off</Badge>
        )}
        <span className="text-muted">
          {server === null
            ? "The MCP server does not answer on its health route."
            : server.is_enabled
              ? ""
              : "/mcp answers 404. Set MCP_ENABLED=true and restart the MCP server."}
        </span>
      </Fact>
      <Fact label="Endpoint">
        <code className="min-w-0 truncate text-xs">{endpoint}</code>
        <CopyIconButton text={endpoint} label="Copy endpoint" />
      </Fact>
      {server ? (
        <>
          <Fact label="MCP_ALLOWED_HOSTS">
            {server.allowed_hosts.map((host) => (
              <code key={host} className="rounded-sm bg-canvas px-1.5 text-xs">
                {host}
              </code>
            ))}
          </Fact>
          <Fact label="Protocols">
            <span className="font-mono text-xs">{server.protocols.join(", ")}</span>
          </Fact>
          <Fact label="Server">
            <span>
              {server.version}, {server.tools_count} tools
            </span>
          </Fact>
        </>
      ) : null}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-2">{children}</dd>
    </>
  );
}
