import type { Db } from "@hawkmoth/db/client";
import type { Actor, ClientInfo, Via } from "@hawkmoth/domain/actor";
import type { KeyedRequest } from "./access/keyed-request.ts";
import type { Ports } from "./ports.ts";

/** What a verb gets when nobody is signed in: sign-up, pairing, resolving a credential. */
export interface PublicContext {
  db: Db;
  via: Via;
  client: ClientInfo | null;
  request_id: string;
  ports: Ports;
  /** Scheme and host people see in the browser, without a slash at the end. */
  web_origin: string;
  /** The call wants the text of strangers hidden, whatever the project's setting says. */
  is_lockdown_asked?: boolean;
  /** The Idempotency-Key under which this call runs: its write says in its own transaction that it was carried out. */
  keyed_request?: KeyedRequest | undefined;
}

/** What every other verb gets: the same with who is asking. */
export interface ServiceContext extends PublicContext {
  actor: Actor;
}

/** The program itself at work in one workspace: the sweeper, the capture worker. What it writes answers no request. */
export function systemContext(ctx: PublicContext, workspace_id: string): ServiceContext {
  const actor: Actor = {
    type: "SYSTEM",
    id: null,
    name: "Hawkmoth",
    user_id: null,
    workspace_id,
    workspace_role: null,
    project_roles: {},
    scopes: [],
    project_ids: null,
    key_id: null,
  };
  return { ...ctx, actor, via: "SYSTEM", client: null, keyed_request: undefined };
}

/** `name/version` of the calling program as rows keep it. */
export function clientLabel(client: ClientInfo | null): string | null {
  if (!client) return null;
  return client.version ? `${client.name}/${client.version}` : client.name;
}
