import { labels } from "@hawkmoth/db/schema/label";
import type { LabelRef } from "@hawkmoth/domain/label/schema";
import { asc, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** All labels of the workspace by name. */
export async function listLabels(ctx: ServiceContext): Promise<{ labels: LabelRef[] }> {
  return inWorkspace(ctx, async (tx) => ({
    labels: await tx
      .select({ id: labels.id, name: labels.name, color: labels.color })
      .from(labels)
      .where(eq(labels.workspace_id, ctx.actor.workspace_id))
      .orderBy(asc(sql`lower(${labels.name})`)),
  }));
}
