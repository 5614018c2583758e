import { enterWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeys } from "@hawkmoth/db/schema/access";
import { principalUuid } from "@hawkmoth/db/schema/columns";
import type { Tx } from "@hawkmoth/db/client";
import { grantableScopes } from "@hawkmoth/domain/access/connected-app";
import { assertScope } from "@hawkmoth/domain/access/policy";
import {
  AGENT_KEY_SCOPES,
  MEMBER_KEY_SCOPES,
  type CreatedKey,
  type CreateKeyInput,
  type Scope,
} from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import { sql, type SQL } from "drizzle-orm";
import { readAgent } from "../agent/rows.ts";
import { recordActivity } from "../activity.ts";
import { authorize, authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { assertProjects } from "../project/rows.ts";
import { lockDownByDefault } from "../project/lock-down-by-default.ts";
import { mintKey, readKey } from "./key-rows.ts";
import { mayWriteKeysOf, projectsOfAgent } from "./key-rights.ts";
import { inTransaction } from "../transaction.ts";

/**
 * Makes a key and shows its value this once. A member makes keys that act as themselves; keys of agents and publishable
 * keys need an owner of the project. A key never holds more than the credential that makes it, and never outlives it:
 * made by another key, it ends with that one at the latest. A connected app makes none, as they would survive it. A
 * publishable key turns its project's lockdown on, unless a member turned it off before.
 * @throws INSUFFICIENT_SCOPE, FORBIDDEN, NOT_FOUND for an agent or project the actor can't see.
 */
export async function createKey(ctx: ServiceContext, input: CreateKeyInput): Promise<CreatedKey> {
  authorizeInWorkspace(ctx, "key.own");
  if (ctx.actor.grant_id !== undefined)
    throw new AppError("FORBIDDEN", {
      message: "A connected app makes no keys: they would outlive the connection.",
      hint: "Create the key in the dashboard, under Keys.",
    });
  for (const project_id of input.project_ids ?? []) authorize(ctx, "project.read", project_id);
  const wanted = columnsOf(ctx, input);
  for (const scope of wanted.scopes) assertScope(ctx.actor.scopes, scope);
  const { workspace_id } = ctx.actor;
  return await inTransaction(ctx, async (tx) => {
    const minted = await mintKey(tx, {
      workspace_id,
      ...wanted,
      name: input.name,
      created_by_member_id: ctx.actor.type === "MEMBER" ? ctx.actor.id : null,
    });
    await enterWorkspace(tx, workspace_id);
    await assertProjects(tx, ctx, input.project_ids ?? []);
    await authorizeKind(tx, ctx, input);
    // Only after the agent: whoever can't see it learns nothing else about the call.
    assertUsable(ctx.actor, wanted.scopes);
    const { expires_at } = minted.row;
    await tx.insert(apiKeys).values({ ...minted.row, expires_at: await notAfterOwn(tx, ctx, expires_at) });
    const key = await readKey(tx, workspace_id, minted.key_id);
    if (input.kind === "PUBLISHABLE")
      for (const project_id of input.project_ids ?? []) await lockDownByDefault(tx, ctx, project_id);
    await recordActivity(tx, ctx, { kind: "KEY_CREATED", to: { id: key.id, name: key.name, prefix: key.prefix } });
    return { key, value: minted.value };
  });
}

function columnsOf(ctx: ServiceContext, input: CreateKeyInput) {
  if (input.kind === "PUBLISHABLE") return publishableColumns(input);
  const { type, id, project_ids } = ctx.actor;
  const principal = input.agent_id ? { type: "AGENT" as const, id: input.agent_id } : { type, id };
  if (principal.id === null || (principal.type !== "AGENT" && principal.type !== "MEMBER"))
    throw new AppError("FORBIDDEN");
  return {
    kind: input.kind,
    principal_type: principal.type,
    principal_id: principalUuid(principal.type, principal.id),
    scopes: scopesOf(ctx, input),
    project_ids: input.project_ids ?? (project_ids ? [...project_ids] : null),
    expires_in_days: input.expires_in_days,
  };
}

/** What was asked for; else the usual ones, of which a member's own key gets those that their role can use. */
function scopesOf(ctx: ServiceContext, input: CreateKeyInput): Scope[] {
  if (input.scopes) return [...new Set(input.scopes)];
  if (input.agent_id) return [...AGENT_KEY_SCOPES];
  const usable = grantableScopes(ctx.actor);
  return MEMBER_KEY_SCOPES.filter((scope) => usable.includes(scope));
}

/** Nobody hands out what their own role can't use: it would work the day the role grows, or for somebody else. */
function assertUsable(actor: Actor, scopes: readonly Scope[]): void {
  const allowed = grantableScopes(actor);
  const excess = scopes.find((scope) => !allowed.includes(scope));
  if (excess === undefined) return;
  throw new AppError("FORBIDDEN", {
    message: `Your role can't use the scope '${excess}'.`,
    field: "scopes",
    hint: "Leave the scope out, or ask an owner for a higher role.",
  });
}

/** A publishable key stands in pages that stay online, so it does not expire; it is revoked instead. */
function publishableColumns({ project_ids, agent_id, scopes }: CreateKeyInput) {
  const [project_id] = project_ids ?? [];
  if (project_id === undefined || project_ids?.length !== 1)
    throw new AppError("INVALID_INPUT", {
      message: "A publishable key is for exactly one project",
      field: "project_ids",
    });
  if (agent_id || scopes)
    throw new AppError("INVALID_INPUT", {
      message: "A publishable key only sends reports: it has no agent and no scopes",
      field: agent_id ? "agent_id" : "scopes",
    });
  return { kind: "PUBLISHABLE" as const, project_id, scopes: [], expires_in_days: null };
}

async function authorizeKind(tx: Tx, ctx: ServiceContext, input: CreateKeyInput): Promise<void> {
  if (input.kind === "PUBLISHABLE") {
    for (const project_id of input.project_ids ?? []) authorize(ctx, "key.write", project_id);
  } else if (input.agent_id) {
    const agent = await readAgent(tx, ctx, input.agent_id);
    const project_ids = await projectsOfAgent(tx, ctx.actor.workspace_id, agent.id);
    if (!mayWriteKeysOf(ctx.actor, project_ids)) throw new AppError("FORBIDDEN");
  }
}

/** The end of the new key: no later than that of the key which makes it. */
async function notAfterOwn(tx: Tx, ctx: ServiceContext, expires_at: SQL | null): Promise<SQL | null> {
  const { workspace_id, key_id } = ctx.actor;
  if (key_id === null) return expires_at;
  const own = await readKey(tx, workspace_id, key_id);
  if (own.expires_at === null) return expires_at;
  const own_end = sql`${own.expires_at}::timestamptz`;
  return expires_at === null ? own_end : sql`least(${expires_at}, ${own_end})`;
}
