import type { ActorRef, ActorType, Via } from "@hawkmoth/domain/actor";
import { Avatar } from "@hawkmoth/ui/avatar";
import { Badge } from "@hawkmoth/ui/badge";
import { Bot } from "lucide-react";

const VIA_LABELS: Readonly<Record<Via, string>> = {
  DASHBOARD: "dashboard",
  EXTENSION: "extension",
  WIDGET: "widget",
  API: "API",
  MCP: "MCP",
  GITHUB: "GitHub",
  SYSTEM: "system",
};

export function ActorAvatar({ actor, size }: { actor: ActorRef; size?: "sm" | "md" | "lg" }) {
  return <Avatar name={actor.name} kind={avatarKind(actor.type)} {...(size ? { size } : {})} />;
}

/** Marks what an agent did and what came over MCP, with the program that made the call. */
export function ViaBadge({ actor, via, client }: { actor: ActorRef; via: Via; client: string | null }) {
  if (actor.type === "AGENT")
    return (
      <Badge tone="agent" data-agent-badge>
        <Bot aria-hidden />
        Agent{via === "DASHBOARD" ? "" : ` via ${VIA_LABELS[via]}`}
        {client ? <span className="truncate font-normal">· {client}</span> : null}
      </Badge>
    );
  if (via === "DASHBOARD" || via === "SYSTEM") return null;
  return (
    <Badge>
      via {VIA_LABELS[via]}
      {client ? <span className="truncate font-normal">· {client}</span> : null}
    </Badge>
  );
}

function avatarKind(type: ActorType): "person" | "agent" | "system" {
  if (type === "AGENT") return "agent";
  return type === "SYSTEM" || type === "INTEGRATION" ? "system" : "person";
}
