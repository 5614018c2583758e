"use client";
import type { ConnectionFacts, ConnectionVia, ConnectionWay, McpClient } from "@hawkmoth/domain/connection/client";
import { Button } from "@hawkmoth/ui/button";
import { CodeBlock } from "@hawkmoth/ui/code-block";
import { Segmented } from "@hawkmoth/ui/segmented";
import { Download, ExternalLink, TriangleAlert } from "lucide-react";
import { useState } from "react";

const VIA_LABELS: Readonly<Record<ConnectionVia, string>> = {
  http: "HTTP with key",
  oauth: "Sign in",
  stdio: "Local program",
  bundle: "Bundle",
};
const LOCAL_HOST = /^https?:\/\/(localhost|127\.|\[::1\]|10\.|192\.168\.)/;
/** These connect from their makers' servers, not from the person's machine. */
const FROM_THE_INTERNET: readonly string[] = ["claude-ai", "chatgpt"];

interface ClientPanelProps {
  client: McpClient;
  facts: ConnectionFacts;
  hasKey: boolean;
}

/** One client: the ways it can connect, and for the chosen one what to paste, to open or to do. */
export function ClientPanel({ client, facts, hasKey }: ClientPanelProps) {
  const ways = client.ways.filter(({ via }) => via !== "bundle" || facts.bundle_url !== null);
  const [via, setVia] = useState<ConnectionVia | undefined>(ways[0]?.via);
  const way = ways.find((one) => one.via === via) ?? ways[0];
  if (!way) return null;
  const needsKey = way.via !== "oauth" && !hasKey;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <h3 className="font-medium">{client.name}</h3>
        {ways.length > 1 ? (
          <Segmented
            label={`How ${client.name} connects`}
            value={way.via}
            onValueChange={setVia}
            options={ways.map((one) => ({ value: one.via, label: VIA_LABELS[one.via] }))}
          />
        ) : null}
      </div>
      <WayNotes client={client} way={way} facts={facts} />
      {way.snippets(facts).map((snippet) => (
        <div key={snippet.caption + snippet.text} data-snippet={client.id} data-kind={snippet.kind}>
          <CodeBlock caption={snippet.caption} code={snippet.text} />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <InstallButton client={client} way={way} facts={facts} isReady={!needsKey} />
        <p className="text-muted">{way.after}</p>
      </div>
      {needsKey ? <p className="text-wait">Create a key above, or put one of yours in place of {facts.key}</p> : null}
    </div>
  );
}

interface WayProps {
  client: McpClient;
  way: ConnectionWay;
  facts: ConnectionFacts;
}

function WayNotes({ client, way, facts }: WayProps) {
  const isOutOfReach =
    FROM_THE_INTERNET.includes(client.id) && (LOCAL_HOST.test(facts.origin) || facts.origin.startsWith("http:"));
  return (
    <>
      {isOutOfReach ? (
        <p className="flex items-start gap-2 rounded-md bg-wait-soft px-3 py-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-wait" />
          <span>
            {client.name} connects from the internet and by https only. It can’t reach{" "}
            <code className="text-xs">{facts.origin}</code>.
          </span>
        </p>
      ) : null}
      {way.steps ? (
        <ol className="flex list-decimal flex-col gap-1 pl-5 marker:text-faint">
          {way.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : null}
      {way.via === "oauth" && !way.steps ? (
        <p className="text-muted">
          No key: the client opens this dashboard, and you choose the workspace and what it may do.
        </p>
      ) : null}
    </>
  );
}

function InstallButton({ client, way, facts, isReady }: WayProps & { isReady: boolean }) {
  if (way.via === "bundle" && facts.bundle_url)
    return (
      <Button asChild size="sm">
        <a href={facts.bundle_url} download>
          <Download aria-hidden /> Download hawkmoth.mcpb
        </a>
      </Button>
    );
  if (!way.link || !isReady) return null;
  return (
    <Button asChild size="sm">
      <a href={way.link(facts)}>
        <ExternalLink aria-hidden /> Add to {client.name}
      </a>
    </Button>
  );
}
