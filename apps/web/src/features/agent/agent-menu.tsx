"use client";
import type { Agent } from "@hawkmoth/domain/agent/schema";
import { Dropdown, DropdownItem, DropdownSeparator } from "@hawkmoth/ui/dropdown";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bug, KeyRound, MoreHorizontal, Power } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";

const NewKeyDialog = dynamic(() => import("../access/new-key-dialog.tsx"), { ssr: false });

export function AgentMenu({ agent }: { agent: Agent }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { path } = useVisitor();
  const [isMakingKey, setIsMakingKey] = useState(false);
  const update = useMutation(
    trpc.agent.update.mutationOptions({
      onSuccess: (changed) => {
        toast.success(changed.is_disabled ? `${changed.name} is disabled` : `${changed.name} is enabled`, {
          description: changed.is_disabled ? "Its keys and leases stopped working at once." : "",
        });
        const stale = [trpc.agent.list, trpc.project.list_assignees];
        return Promise.all(stale.map((query) => queryClient.invalidateQueries(query.pathFilter())));
      },
      onError: (error) => toast.error("The agent was not changed", { description: errorText(error) }),
    }),
  );
  return (
    <>
      <Dropdown
        align="end"
        trigger={
          <IconButton label={`Actions for ${agent.name}`}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        <DropdownItem onSelect={() => setIsMakingKey(true)}>
          <KeyRound aria-hidden /> New key
        </DropdownItem>
        <DropdownItem asChild>
          <Link href={path(`bugs?assignee=${agent.id}&state=all`)}>
            <Bug aria-hidden /> Its bugs
          </Link>
        </DropdownItem>
        <DropdownSeparator />
        <DropdownItem
          isDanger={!agent.is_disabled}
          onSelect={() => update.mutate({ agent_id: agent.id, is_disabled: !agent.is_disabled })}
        >
          <Power aria-hidden /> {agent.is_disabled ? "Enable" : "Disable"}
        </DropdownItem>
      </Dropdown>
      {isMakingKey ? <NewKeyDialog agent={agent} onClose={() => setIsMakingKey(false)} /> : null}
    </>
  );
}
