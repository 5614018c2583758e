"use client";
import { type CreatedKey, MEMBER_KEY_SCOPES, type Scope } from "@hawkmoth/domain/access/schema";
import { type ConnectionFacts, DEFAULT_CHOICE } from "@hawkmoth/domain/connection/client";
import { TabPanel, Tabs } from "@hawkmoth/ui/tabs";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { useVisitor } from "../../shell/me.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { AdminTab } from "./admin-tab.tsx";
import { ConnectTab } from "./connect-tab.tsx";
import { InventoryTab } from "./inventory-tab.tsx";

const TABS = ["connect", "tools", "admin"] as const;

interface ConnectionsViewProps {
  origin: string;
  stdio: ConnectionFacts["stdio"];
  bundleUrl: string | null;
}

/** Everything about MCP in one place. The key made here lives in this component's memory and nowhere else. */
export function ConnectionsView({ origin, stdio, bundleUrl }: ConnectionsViewProps) {
  const { me } = useVisitor();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("connect"));
  const [made, setMade] = useState<CreatedKey | null>(null);
  const [draft, setDraft] = useState<readonly Scope[]>(MEMBER_KEY_SCOPES);
  const [choice, setChoice] = useState(DEFAULT_CHOICE);
  const scopes = made?.key.scopes ?? draft;
  const isAdmin = me.workspace?.role === "OWNER" || me.workspace?.role === "ADMIN";
  const items = [
    { value: "connect", label: "Connect" },
    { value: "tools", label: "Tools" },
    ...(isAdmin ? [{ value: "admin", label: "Administration" }] : []),
  ];
  return (
    <>
      <PageHeader title="MCP connections" lead="Let an AI client read bugs and work on them." />
      <Tabs
        value={tab}
        onValueChange={(value) => void setTab(TABS.find((one) => one === value) ?? null)}
        label="MCP connections"
        items={items}
        className="min-h-0 flex-1 [&>div:first-child]:px-4 md:[&>div:first-child]:px-6"
      >
        <TabPanel value="connect" className="overflow-y-auto">
          <ConnectTab
            origin={origin}
            stdio={stdio}
            bundleUrl={bundleUrl}
            made={made}
            onMade={setMade}
            scopes={scopes}
            onScopesChange={setDraft}
            choice={choice}
            onChoiceChange={setChoice}
          />
        </TabPanel>
        <TabPanel value="tools" className="overflow-y-auto">
          <InventoryTab choice={choice} onChoiceChange={setChoice} scopes={scopes} />
        </TabPanel>
        {isAdmin ? (
          <TabPanel value="admin" className="overflow-y-auto">
            <AdminTab />
          </TabPanel>
        ) : null}
      </Tabs>
    </>
  );
}
