import { oauthGrants } from "@hawkmoth/db/schema/oauth";
import { grantableScopes } from "@hawkmoth/domain/access/connected-app";
import type { Scope } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { recordActivity } from "../activity.ts";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { narrowToProject } from "./narrow-to-project.ts";

/** What a member lets a program do. */
export interface AppGrant {
  client_id: string;
  client_name: string;
  client_host: string;
  /** Resource indicator (RFC 8707) of the tokens to come. */
  resource: string;
  scopes: readonly Scope[];
  /** Id or key of the one project that the resource names; null for all. */
  project: string | null;
}

/** Time in which the program must fetch its first token. */
const FIRST_TOKEN = sql`now() + interval '1 hour'`;

/**
 * Lets a program act as the member in this workspace. Gives the id of the grant.
 * @throws FORBIDDEN for a scope that the member's role can't use, NOT_FOUND for a project they don't see.
 */
export async function connectApp(ctx: ServiceContext, grant: AppGrant): Promise<string> {
  authorizeInWorkspace(ctx, "key.own");
  const { actor } = ctx;
  if (actor.type !== "MEMBER" || actor.id === null) throw new AppError("FORBIDDEN");
  const member_id = actor.id;
  const allowed = grantableScopes(actor);
  const excess = grant.scopes.find((scope) => !allowed.includes(scope));
  if (excess) throw new AppError("FORBIDDEN", { message: `Your role can't use the scope '${excess}'.` });
  const { client_id, client_name, client_host, resource } = grant;
  const project_ids = grant.project === null ? null : await projectIds(ctx, grant.project);
  const id = newId("grant");
  await inWorkspace(ctx, async (tx) => {
    await tx.insert(oauthGrants).values({
      workspace_id: actor.workspace_id,
      id,
      member_id,
      client_id,
      client_name,
      client_host,
      resource,
      scopes: [...grant.scopes],
      project_ids,
      expires_at: FIRST_TOKEN,
    });
    const about = { id, client_id, client_name, client_host, scopes: grant.scopes };
    await recordActivity(tx, ctx, { kind: "APP_CONNECTED", to: about });
  });
  return id;
}

async function projectIds(ctx: ServiceContext, project: string): Promise<string[]> {
  const { project_ids } = await narrowToProject(ctx, ctx.actor, project);
  if (!project_ids?.length) throw new AppError("NOT_FOUND", { message: "You don't see that project." });
  return [...project_ids];
}
