"use client";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { KeyTable } from "./key-table.tsx";

const NewKeyDialog = dynamic(() => import("./new-key-dialog.tsx"), { ssr: false });

export function KeysView() {
  const trpc = useTRPC();
  const [isCreating, setIsCreating] = useState(false);
  const query = useQuery(trpc.key.list.queryOptions());
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden /> New key
    </Button>
  );
  return (
    <>
      <PageHeader
        title="API keys"
        lead="For REST and MCP. Only a hash is stored; the value is shown once."
        actions={create}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        {query.isPending ? <Skeleton className="m-6 h-24" /> : null}
        {query.error ? <p className="px-6 py-4 text-fail">{errorText(query.error)}</p> : null}
        {query.data?.keys.length === 0 ? (
          <EmptyState icon={<KeyRound />} title="No keys yet" action={create}>
            A key lets a script or an AI client act as you. For an agent, make its key on the agents page.
          </EmptyState>
        ) : null}
        {query.data && query.data.keys.length > 0 ? <KeyTable keys={query.data.keys} /> : null}
      </div>
      {isCreating ? <NewKeyDialog onClose={() => setIsCreating(false)} /> : null}
    </>
  );
}
