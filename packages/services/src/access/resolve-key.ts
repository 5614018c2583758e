import type { Tx } from "@hawkmoth/db/client";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { apiKeyDirectory, apiKeys } from "@hawkmoth/db/schema/access";
import { agents } from "@hawkmoth/db/schema/agent";
import { principalId } from "@hawkmoth/db/schema/columns";
import { projects } from "@hawkmoth/db/schema/project";
import type { Actor } from "@hawkmoth/domain/actor";
import { and, eq, isNull, or, sql } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { hashKey } from "./key-value.ts";
import { loadActor } from "./load-actor.ts";

/** What a key stands for. */
export type ResolvedKey =
  | { actor: Actor }
  | { publishable: { key_id: string; workspace_id: string; project_id: string; allowed_origins: string[] } };

/** How exact last_used_at is; noting each call would write as often as clients read. */
const USE_NOTED_EVERY = sql`interval '1 minute'`;

/** Tells whom a key acts as; null when it is unknown, expired or revoked, or its principal was disabled. */
export async function resolveKey(ctx: PublicContext, value: string): Promise<ResolvedKey | null> {
  if (!/^hm_(key|pk)_[\w-]{20,200}$/.test(value)) return null;
  const hash = hashKey(value);
  const [entry] = await ctx.db.select().from(apiKeyDirectory).where(eq(apiKeyDirectory.hash, hash));
  if (!entry) return null;
  const { workspace_id, key_id } = entry;
  return await inWorkspace(ctx.db, workspace_id, async (tx) => {
    const key = await usableKey(tx, workspace_id, key_id);
    if (!key) return null;
    const resolved = key.kind === "PUBLISHABLE" ? await projectOf(tx, key) : await actorOf(tx, key);
    if (resolved && key.is_use_unnoted) await noteUse(tx, key);
    return resolved;
  });
}

type UsableKey = NonNullable<Awaited<ReturnType<typeof usableKey>>>;

async function usableKey(tx: Tx, workspace_id: string, key_id: string) {
  const [row] = await tx
    .select({
      key: apiKeys,
      is_use_unnoted: sql<boolean>`coalesce(${apiKeys.last_used_at} < now() - ${USE_NOTED_EVERY}, true)`,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.workspace_id, workspace_id),
        eq(apiKeys.id, key_id),
        isNull(apiKeys.revoked_at),
        or(isNull(apiKeys.expires_at), sql`${apiKeys.expires_at} > now()`),
      ),
    );
  return row ? { ...row.key, is_use_unnoted: row.is_use_unnoted } : null;
}

async function actorOf(tx: Tx, key: UsableKey): Promise<ResolvedKey | null> {
  const { workspace_id, principal_type, principal_id, scopes, project_ids, id } = key;
  if (!principal_type || !principal_id) return null;
  const credential = { workspace_id, type: principal_type, uuid: principal_id, scopes, project_ids, key_id: id };
  const actor = await loadActor(tx, credential);
  return actor && { actor };
}

async function projectOf(tx: Tx, key: UsableKey): Promise<ResolvedKey | null> {
  const { workspace_id, project_id, id: key_id } = key;
  if (!project_id) return null;
  const [project] = await tx
    .select({ allowed_origins: projects.allowed_origins })
    .from(projects)
    .where(and(eq(projects.workspace_id, workspace_id), eq(projects.id, project_id)));
  return project
    ? { publishable: { key_id, workspace_id, project_id, allowed_origins: project.allowed_origins } }
    : null;
}

async function noteUse(tx: Tx, { workspace_id, id, principal_type, principal_id }: UsableKey): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ last_used_at: sql`now()` })
    .where(and(eq(apiKeys.workspace_id, workspace_id), eq(apiKeys.id, id)));
  if (principal_type === "AGENT" && principal_id)
    await tx
      .update(agents)
      .set({ last_seen_at: sql`now()` })
      .where(and(eq(agents.workspace_id, workspace_id), eq(agents.id, principalId(principal_type, principal_id))));
}
