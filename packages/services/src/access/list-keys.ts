import { apiKeys } from "@hawkmoth/db/schema/access";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import { eq } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readKeys } from "./key-rows.ts";
import { mayManageKey } from "./key-rights.ts";

/** Lists the keys the actor may revoke, newest first: its own, and those of agents and projects it owns. */
export async function listKeys(ctx: ServiceContext): Promise<{ keys: ApiKey[] }> {
  return await inWorkspace(ctx, async (tx) => {
    const all = await readKeys(tx, eq(apiKeys.workspace_id, ctx.actor.workspace_id));
    const allowed = await Promise.all(all.map((key) => mayManageKey(tx, ctx.actor, key)));
    return { keys: all.filter((_, position) => allowed[position]) };
  });
}
