import type { Actor, Via } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import { isAllowedOrigin } from "@hawkmoth/domain/project/origins";
import type { ResolvedKey } from "../access/resolve-key.ts";
import type { PublicContext, ServiceContext } from "../context.ts";

/** What the verbs of ingest get: who sends, by key or as an actor, and from which page. */
export interface IngestContext extends PublicContext {
  sender: ResolvedKey;
  /** The Origin header of the request; null when a program other than a browser sent it. */
  origin: string | null;
}

/**
 * Stops a report that a publishable key may not send from where it comes. A browser always names the origin of the
 * page, and a page can't change it; programs that send none are let in, as the key alone stops nobody from that.
 * @throws FORBIDDEN
 */
export function assertOrigin(ctx: IngestContext): void {
  if (!("publishable" in ctx.sender)) return;
  const { allowed_origins } = ctx.sender.publishable;
  if (ctx.origin === null || isAllowedOrigin(ctx.origin, allowed_origins)) return;
  throw new AppError("FORBIDDEN", {
    message: "This key does not accept reports from this origin.",
    hint: "Add the origin of the page to the project's allowed origins.",
    details: { origin: ctx.origin.slice(0, 200) },
  });
}

/**
 * The context in which the report is stored: the actor itself, or, behind a publishable key, a reporter who may create
 * bugs in the key's project and nothing else.
 */
export function reportContext(ctx: IngestContext, via: Via, reporter_name: string | null): ServiceContext {
  const { sender, origin: _origin, ...rest } = ctx;
  const actor = "actor" in sender ? sender.actor : reporterOf(sender.publishable, reporter_name);
  return { ...rest, actor, via };
}

function reporterOf(
  { workspace_id, project_id, key_id }: Extract<ResolvedKey, { publishable: unknown }>["publishable"],
  name: string | null,
): Actor {
  return {
    type: "REPORTER",
    id: null,
    name: name ?? "Reporter",
    user_id: null,
    workspace_id,
    workspace_role: null,
    project_roles: { [project_id]: "VIEWER" },
    scopes: [],
    project_ids: [project_id],
    key_id,
  };
}
