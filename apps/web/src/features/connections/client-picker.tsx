"use client";
import type { ConnectionFacts } from "@hawkmoth/domain/connection/client";
import { MCP_CLIENTS } from "@hawkmoth/domain/connection/clients";
import { GroupedTabs } from "@hawkmoth/ui/grouped-tabs";
import { TabPanel } from "@hawkmoth/ui/tabs";
import { useState } from "react";
import { ClientPanel } from "./client-panel.tsx";

const GROUPS = (["Terminal", "Editor", "Chat app", "Anything else"] as const).map((label) => ({
  label,
  items: MCP_CLIENTS.filter(({ group }) => group === label).map(({ id, name }) => ({ value: id, label: name })),
}));

interface ClientPickerProps {
  facts: ConnectionFacts;
  hasKey: boolean;
}

/** Every client, and under them the snippets of the chosen one. */
export function ClientPicker({ facts, hasKey }: ClientPickerProps) {
  const [client, setClient] = useState<string>("claude-code");
  return (
    <GroupedTabs label="Clients" value={client} onValueChange={setClient} groups={GROUPS}>
      {MCP_CLIENTS.map((one) => (
        <TabPanel key={one.id} value={one.id} className="min-w-0">
          <ClientPanel client={one} facts={facts} hasKey={hasKey} />
        </TabPanel>
      ))}
    </GroupedTabs>
  );
}
