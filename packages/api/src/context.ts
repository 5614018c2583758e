import type { Actor } from "@hawkmoth/domain/actor";
import type { AppError } from "@hawkmoth/domain/errors";
import type { User } from "@hawkmoth/domain/account/schema";
import type { PublicContext } from "@hawkmoth/services/context";
import type { Sealer } from "@hawkmoth/auth/sealer";

/** What a publishable key stands for: one project that accepts reports from some origins. */
export interface PublishableCaller {
  key_id: string;
  workspace_id: string;
  project_id: string;
  allowed_origins: string[];
}

/** Who is behind a request, as its credential says. `refused` keeps why, for the operations that need a caller. */
export type Caller =
  | { kind: "anonymous" }
  | { kind: "refused"; error: AppError }
  | { kind: "session"; user: User; actor: Actor | null }
  | { kind: "key"; actor: Actor; client_name?: string }
  | { kind: "publishable"; publishable: PublishableCaller };

/** What each call gets from the transport. `service` is what verbs need beside the actor. */
export interface ApiContext {
  caller: Caller;
  service: PublicContext;
  /** What limits count for the caller's address. */
  ip: string;
  /** Origin header of the page that made the call, if any. */
  origin: string | null;
  /** Name of the MCP tool the call stands for, as the MCP server said. */
  tool: string | null;
  /** True when the request proved to come from this installation's own MCP server. */
  is_mcp_server: boolean;
  /** How often one member or agent may call over MCP. */
  rate: { calls_per_minute: number };
  /** Encrypts stored answers, which may hold keys that are shown once. */
  sealer: Sealer;
  hashPassword: (password: string) => Promise<string>;
  /** Takes one point of the named limit. Throws RATE_LIMITED when none is left. */
  consume: (
    limit:
      | "sign_up"
      | "pairing"
      | "verify_key"
      | "ingest_key"
      | "ingest_ip"
      | "ingest_ip_day"
      | "ingest_member"
      | "ingest_project",
    key: string,
  ) => Promise<void>;
  /** Takes more points of the general limit, for a call that does the work of several. Throws RATE_LIMITED. */
  charge: (points: number) => Promise<void>;
}
