"use client";
import { Badge } from "@hawkmoth/ui/badge";
import { Button } from "@hawkmoth/ui/button";
import { CodeBlock } from "@hawkmoth/ui/code-block";
import { TabPanel, Tabs } from "@hawkmoth/ui/tabs";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { type ConnectionFacts, MCP_CLIENTS } from "./clients.ts";

export function ClientSnippets({ facts, hasKey }: { facts: ConnectionFacts; hasKey: boolean }) {
  const [client, setClient] = useState<string>("claude-code");
  return (
    <Tabs
      value={client}
      onValueChange={setClient}
      label="Clients"
      items={MCP_CLIENTS.map(({ id, name }) => ({ value: id, label: name }))}
    >
      {MCP_CLIENTS.map((one) => (
        <TabPanel key={one.id} value={one.id} className="flex flex-col gap-2 pt-3">
          {one.snippets(facts).map((snippet) => (
            <div key={snippet.caption} data-snippet={one.id}>
              <CodeBlock caption={snippet.caption} code={snippet.text} />
            </div>
          ))}
          <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
            <Badge>{one.transport}</Badge>
            {one.afterwards}
            {hasKey ? null : (
              <span className="text-wait">Create a token above, or replace {facts.key} with one you have.</span>
            )}
            {one.installLink && hasKey ? (
              <Button asChild size="sm">
                <a href={one.installLink(facts)}>
                  <ExternalLink aria-hidden /> Add to {one.name}
                </a>
              </Button>
            ) : null}
          </p>
        </TabPanel>
      ))}
    </Tabs>
  );
}
