import { z } from "zod";
import { idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";
import type { Actor } from "../actor.ts";
import { mayInWorkspace, possibleActions, type ProjectAction } from "./policy.ts";
import { Scope } from "./schema.ts";

/** What a program gets that asks for nothing in particular: all that ordinary work with bugs takes. */
export const DEFAULT_APP_SCOPES: readonly Scope[] = [
  "bugs:write",
  "projects:read",
  "members:read",
  "labels:write",
  "regression:read",
  "agents:read",
  "tasks:run",
];

/** Scopes that reach secrets, settings or other credentials: never ticked unless the person ticks them. */
export const DANGEROUS_SCOPES: readonly Scope[] = [
  "sensitive:read",
  "keys:write",
  "audit:read",
  "agents:write",
  "integrations:write",
  "projects:write",
];

/** What each scope lets a program do, in words for a person who decides about it. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  "bugs:read": "Read bugs, comments and their evidence",
  "bugs:write": "Read, create, change, assign and comment on bugs",
  "projects:read": "See your projects",
  "projects:write": "See and create projects, and change their settings",
  "members:read": "See who is in the workspace, with e-mail addresses",
  "labels:read": "See labels",
  "labels:write": "See and create labels, and change which bugs have them",
  "regression:read": "Read regression suites and runs",
  "regression:write": "Read and change regression suites, and record results",
  "tasks:run": "See agent tasks and, as an agent, work on them",
  "agents:read": "See agents",
  "agents:write": "See, create, change and disable agents",
  "integrations:write": "Connect bugs and projects to other services",
  "audit:read": "Read the audit log of the workspace",
  "keys:write": "See, create and revoke API keys",
  "sensitive:read": "Read cookies and raw recordings",
};

/** What a scope is of any use for, in at least one project; the others are for everybody. */
const PROJECT_ACTION_OF: Partial<Record<Scope, ProjectAction>> = {
  "bugs:write": "bug.create",
  "labels:write": "label.write",
  // People work on no task themselves: whoever may assign to agents may put the scope into the keys of agents.
  "tasks:run": "bug.assign",
  "regression:write": "regression.run",
  "agents:write": "agent.configure",
  "projects:write": "project.update",
  "integrations:write": "bug.link",
  "sensitive:read": "sensitive.read",
};

/** The scopes that somebody could use at all with their roles; no more can be granted to a program or put into a key. */
export function grantableScopes(actor: Actor): Scope[] {
  const possible = possibleActions(actor);
  return Scope.options.filter((scope) => {
    if (scope === "audit:read") return mayInWorkspace(actor, "audit.read");
    if (scope === "keys:write") return mayInWorkspace(actor, "key.own");
    const action = PROJECT_ACTION_OF[scope];
    return !action || mayInWorkspace(actor, "project.create") || possible.includes(action);
  });
}

/** The same reach for reading alone: writes become reads, and what has no read is left out. */
export function readOnlyScopes(scopes: readonly Scope[]): Scope[] {
  const reads = scopes.flatMap((scope) => Scope.safeParse(scope.replace(/:(?:write|run)$/, ":read")).data ?? []);
  return [...new Set(reads)];
}

/** A program that a member let in over OAuth. Its name is its own word; its host is what was checked. */
export const ConnectedApp = z.object({
  id: idSchema("grant"),
  client_id: z.string(),
  client_name: z.string().describe("As the program calls itself; nobody checked it"),
  client_host: z.string().describe("Host of its metadata document, else of where it is sent back to"),
  member_id: idSchema("member"),
  member_name: z.string(),
  scopes: z.array(Scope),
  project_ids: z.array(idSchema("project")).nullable(),
  last_used_at: Timestamp.nullable(),
  expires_at: Timestamp.describe("When it is signed out unless it is used before"),
  created_at: Timestamp,
});
export type ConnectedApp = z.infer<typeof ConnectedApp>;

/** Programs the caller may disconnect, newest first. */
export const ConnectedAppList = z.object({ apps: z.array(ConnectedApp) });
/** Names the program whose tokens end at once. */
export const DisconnectAppInput = z.object({ app_id: idSchema("grant") });

/** A workspace that the person could let a program into, with the scopes their role there can use. */
export const ConsentWorkspace = z.object({
  id: idSchema("workspace"),
  slug: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
});
export type ConsentWorkspace = z.infer<typeof ConsentWorkspace>;

/** What a program asks a signed-in person for, as the consent page shows it. */
export const ConsentRequest = z.object({
  client: z.object({
    name: z.string().describe("As the program calls itself; nobody checked it"),
    host: z.string(),
    is_registered_by_itself: z.boolean().describe("True when no document at its host vouches for it"),
  }),
  redirect_host: z.string().describe("Where the browser goes next; a loopback host is a program on this machine"),
  is_redirect_loopback: z.boolean(),
  project: z.string().nullable().describe("The one project the program asks for; null for all"),
  scopes: z.array(Scope),
  user: z.object({ id: idSchema("user"), name: z.string(), email: z.string() }),
  workspaces: z.array(ConsentWorkspace),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;

/** The person's answer; allowing names who decides, one workspace and at least one scope. */
export const ConsentDecision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.literal("DENY") }),
  z.strictObject({
    decision: z.literal("ALLOW"),
    user_id: idSchema("user").describe("Whom the request was shown to; another may have signed in meanwhile"),
    workspace_id: idSchema("workspace"),
    scopes: z.array(Scope).min(1).max(Scope.options.length),
  }),
]);
export type ConsentDecision = z.infer<typeof ConsentDecision>;
