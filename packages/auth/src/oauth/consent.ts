import type { Scope } from "@hawkmoth/domain/access/schema";
import { isDatabaseOutage } from "@hawkmoth/domain/database-outage";
import { AppError } from "@hawkmoth/domain/errors";
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { Interaction } from "oidc-provider";
import { type Account, accountId } from "./account.ts";
import { clientName, isLoopbackHost, isOwnAddress } from "./client-metadata.ts";
import { parseResource, type Resource } from "./resources.ts";

/** A request for access that waits for the person's decision. */
export interface PendingRequest {
  client_id: string;
  client_name: string;
  client_host: string;
  is_registered_by_itself: boolean;
  redirect_host: string;
  is_redirect_loopback: boolean;
  resource: Resource;
  scopes: readonly string[];
}

/** The request and answer of Node that the sign-in under way is read from: it stands in a signed cookie. */
export interface Exchange {
  uid: string;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** Yes, as whom, to what, and under which grant. */
export interface Decision extends Account {
  grant_id: string;
  scopes: readonly Scope[];
}

const OVER = { message: "This sign-in request is over.", hint: "Go back to the program and start again." };

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

async function interactionOf(provider: Provider, { uid, incoming, outgoing }: Exchange): Promise<Interaction> {
  let found: Interaction;
  try {
    found = await provider.interactionDetails(incoming, outgoing);
  } catch (cause) {
    if (isDatabaseOutage(cause)) throw cause;
    throw new AppError("NOT_FOUND", { ...OVER, cause });
  }
  if (found.uid !== uid) throw new AppError("NOT_FOUND", OVER);
  // What was registered may have become our own address since, and the port of a loopback address may vary.
  if (isOwnAddress(textOf(found.params["redirect_uri"]), provider.issuer)) throw new AppError("NOT_FOUND", OVER);
  return found;
}

/** The request that the browser is to decide. @throws NOT_FOUND when it is over or not this browser's. */
export async function pendingRequest(provider: Provider, exchange: Exchange): Promise<PendingRequest> {
  const { params } = await interactionOf(provider, exchange);
  const client = await provider.Client.find(textOf(params["client_id"]));
  const resource = parseResource(provider.issuer, textOf(params["resource"]));
  if (!client || !resource) throw new AppError("NOT_FOUND", OVER);
  const redirect = new URL(textOf(params["redirect_uri"]));
  const document = URL.parse(client.clientId);
  // A program's own scheme has no host worth showing; the scheme is what the system goes by.
  const redirect_host = redirect.protocol.startsWith("http") ? redirect.host : redirect.protocol.slice(0, -1);
  const client_host = document?.host ?? redirect_host;
  return {
    client_id: client.clientId,
    client_name: clientName(client.clientName ?? "") || client_host,
    client_host,
    is_registered_by_itself: document === null,
    redirect_host,
    is_redirect_loopback: isLoopbackHost(redirect.hostname),
    resource,
    scopes: textOf(params["scope"]).split(" "),
  };
}

/** Lets the program in. Gives the address at which the browser goes on. @throws NOT_FOUND as pendingRequest does. */
export async function allowRequest(provider: Provider, exchange: Exchange, decision: Decision): Promise<string> {
  const interaction = await interactionOf(provider, exchange);
  const { params } = interaction;
  const sub = accountId(decision);
  const grant = new provider.Grant({ accountId: sub, clientId: textOf(params["client_id"]) });
  grant.jti = decision.grant_id;
  const granted = decision.scopes.join(" ");
  const rejected = textOf(params["scope"])
    .split(" ")
    .filter((scope) => scope !== "offline_access" && !decision.scopes.some((held) => held === scope))
    .join(" ");
  const indicator = textOf(params["resource"]);
  // A scope that was neither granted nor rejected would be asked for again, without end.
  grant.addOIDCScope(`offline_access ${granted}`);
  grant.addResourceScope(indicator, granted);
  grant.rejectOIDCScope(rejected);
  grant.rejectResourceScope(indicator, rejected);
  // Reading alone may be granted where writing was asked for: from here on that is what the request asks.
  interaction.params = { ...params, scope: `offline_access ${granted}` };
  await interaction.persist();
  const { incoming, outgoing } = exchange;
  const result = { login: { accountId: sub, remember: false }, consent: { grantId: await grant.save() } };
  return await provider.interactionResult(incoming, outgoing, result);
}

/** Turns the program away. Gives the address at which the browser goes on. @throws NOT_FOUND as pendingRequest does. */
export async function denyRequest(provider: Provider, exchange: Exchange): Promise<string> {
  await interactionOf(provider, exchange);
  const { incoming, outgoing } = exchange;
  const result = { error: "access_denied", error_description: "The person did not allow it." };
  return await provider.interactionResult(incoming, outgoing, result);
}
