import { z } from "zod";
import type { ProjectRole, Scope, WorkspaceRole } from "./access/schema.ts";

/** Kinds of principals that act. */
export const ActorType = z.enum(["MEMBER", "AGENT", "REPORTER", "INTEGRATION", "SYSTEM"]);
export type ActorType = z.infer<typeof ActorType>;

/** Through which surface a change came. */
export const Via = z.enum(["DASHBOARD", "EXTENSION", "WIDGET", "API", "MCP", "GITHUB", "SYSTEM"]);
export type Via = z.infer<typeof Via>;

/** Name and version of the program that made the call, as it said of itself. */
export const ClientInfo = z.object({ name: z.string().max(100), version: z.string().max(50).optional() });
export type ClientInfo = z.infer<typeof ClientInfo>;

/** Who did something, with the name to show. */
export const ActorRef = z.object({ type: ActorType, id: z.string().nullable(), name: z.string() });
export type ActorRef = z.infer<typeof ActorRef>;

/**
 * The principal of a call, narrowed by its credential: effective right = role of the principal
 * AND scopes of the credential AND project restriction.
 */
export interface Actor {
  type: ActorType;
  /** mbr_… or agt_… id; null for SYSTEM and REPORTER. */
  id: string | null;
  name: string;
  user_id: string | null;
  workspace_id: string;
  workspace_role: WorkspaceRole | null;
  /** Role by project id, before OWNER and ADMIN of the workspace are lifted to OWNER everywhere. */
  project_roles: Readonly<Record<string, ProjectRole>>;
  /** Scopes of the credential; a browser session holds all. */
  scopes: readonly Scope[];
  /** Projects the credential is restricted to; null means no restriction. */
  project_ids: readonly string[] | null;
  /** Key id when a key was used. */
  key_id: string | null;
  /** Id of what a member granted to the connected app whose token was used. */
  grant_id?: string;
}
