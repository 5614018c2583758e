import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { projects } from "@hawkmoth/db/schema/project";
import type { VerifiedKey } from "@hawkmoth/domain/setup/schema";
import { and, eq } from "drizzle-orm";
import { resolveKey } from "../access/resolve-key.ts";
import type { PublicContext } from "../context.ts";

const NOT_VALID: VerifiedKey = { valid: false, project: null, allowed_origins: [] };

/**
 * Tells whether reports with a publishable key would arrive, and from which pages. Whatever is no such key, a secret
 * key too, is just not valid.
 */
export async function verifyKey(ctx: PublicContext, input: { project_key: string }): Promise<VerifiedKey> {
  const resolved = input.project_key.startsWith("hm_pk_") ? await resolveKey(ctx, input.project_key) : null;
  if (!resolved || !("publishable" in resolved)) return NOT_VALID;
  const { workspace_id, project_id, allowed_origins } = resolved.publishable;
  const [project] = await inWorkspace(ctx.db, workspace_id, (tx) =>
    tx
      .select({ id: projects.id, key: projects.key, name: projects.name })
      .from(projects)
      .where(and(eq(projects.workspace_id, workspace_id), eq(projects.id, project_id))),
  );
  return project ? { valid: true, project, allowed_origins } : NOT_VALID;
}
