"use client";
import type { Agent } from "@hawkmoth/domain/agent/schema";
import type { CreatedKey } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { SecretOnce } from "@hawkmoth/ui/secret-once";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { NewAgentForm } from "./new-agent-form.tsx";

/** Two steps: who the agent is, then its key, which is shown this once. */
export default function NewAgentDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { path } = useVisitor();
  const [made, setMade] = useState<{ agent: Agent; key: CreatedKey } | null>(null);
  const [isStored, setIsStored] = useState(false);
  const onCreated = async (agent: Agent, key: CreatedKey) => {
    setMade({ agent, key });
    await queryClient.invalidateQueries(trpc.agent.list.pathFilter());
  };
  if (!made)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title="New agent"
        description="It works with the rights of its project role, and only through its own key."
        footer={
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" type="submit" form="new-agent">
              Create agent
            </Button>
          </>
        }
      >
        <NewAgentForm onCreated={onCreated} />
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isDismissable={isStored}
      title={`${made.agent.name} is ready`}
      description="Give this key to the program that runs the agent."
      footer={
        isStored ? (
          <>
            <Button onClick={onClose}>Done</Button>
            <Button variant="primary" asChild>
              <Link href={path("connections")}>Connect over MCP</Link>
            </Button>
          </>
        ) : null
      }
    >
      {isStored ? (
        <p className="text-muted">
          Next, put the key into a client on the MCP connections page, and assign a bug to {made.agent.name}: its task
          waits in the queue.
        </p>
      ) : (
        <SecretOnce name={`Key of ${made.agent.name}`} value={made.key.value} onStored={() => setIsStored(true)} />
      )}
    </Dialog>
  );
}
