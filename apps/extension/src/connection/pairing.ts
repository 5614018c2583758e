import { RedeemedPairing, StartedPairing } from "@hawkmoth/domain/access/schema";
import { Me } from "@hawkmoth/domain/account/schema";
import type { z } from "zod";
import { askApi, RequestFailed } from "./api.ts";
import type { Connection } from "./connection-schema.ts";

/** A pairing that waits for the person's approval. */
export type Started = z.infer<typeof StartedPairing>;

/** Begins to pair (RFC 8628). @throws RequestFailed */
export async function startPairing(origin: string): Promise<Started> {
  const body = { device_name: `Hawkmoth extension on ${browserName()}` };
  return askApi({ origin, path: "/api/v1/pairings", method: "POST", body }, StartedPairing);
}

/** The page where the member approves; made here, so that an answer can't send them elsewhere. */
export function approvalUrl(origin: string, { user_code }: Started): string {
  return `${origin}/pair?code=${encodeURIComponent(user_code)}`;
}

/**
 * Waits until the member approved and takes the key.
 * @throws RequestFailed when the code expired or was used, or `signal` ended the wait.
 */
export async function awaitApproval(origin: string, started: Started, signal: AbortSignal): Promise<Connection> {
  const deadline_ms = Date.now() + started.expires_in_s * 1000;
  while (Date.now() < deadline_ms && !signal.aborted) {
    const body = { device_code: started.device_code };
    const answer = await askApi({ origin, path: "/api/v1/pairings/redeem", method: "POST", body }, RedeemedPairing);
    const { key, workspace, member_name } = answer;
    if (key && workspace) return { origin, key, workspace, member: member_name ?? "" };
    if (answer.status === "EXPIRED" || answer.status === "REDEEMED") break;
    await wait(started.interval_s * 1000, signal);
  }
  throw new RequestFailed(0, { message: "This code was not approved in time.", hint: "Start again." });
}

/** Makes a connection of a key that was pasted. @throws RequestFailed when the key is not good for captures. */
export async function connectWithKey(origin: string, key: string): Promise<Connection> {
  const me = await askApi({ origin, path: "/api/v1/me", key }, Me);
  if (!me.scopes.includes("bugs:write") || !me.workspace)
    throw new RequestFailed(403, {
      message: "This key may not file bugs.",
      hint: "Use a key with the scope bugs:write.",
    });
  const { slug, name } = me.workspace;
  return { origin, key, workspace: { slug, name }, member: me.principal.name };
}

function browserName(): string {
  const { userAgent } = navigator;
  return /Firefox\//.test(userAgent) ? "Firefox" : /Edg\//.test(userAgent) ? "Edge" : "Chrome";
}

function wait(duration_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, duration_ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
