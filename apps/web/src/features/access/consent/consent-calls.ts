import { ConsentRequest, type ConsentDecision } from "@hawkmoth/domain/access/connected-app";
import { z } from "zod";

const Decided = z.object({ redirect_to: z.url() });

/** These two lie where the browser sends the cookie of the request, and not in the API of the dashboard. */
async function call(uid: string, path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(`/oauth/consent/${encodeURIComponent(uid)}/${path}`, init);
  const body: unknown = await response.json();
  if (!response.ok) throw Object.assign(new Error("refused"), { data: body });
  return body;
}

/** What the program asks for. */
export async function fetchConsentRequest(uid: string): Promise<ConsentRequest> {
  return ConsentRequest.parse(await call(uid, "request", {}));
}

/** Sends the person's answer; gives the address at which the browser goes on. */
export async function sendDecision(uid: string, decision: ConsentDecision): Promise<string> {
  const headers = { "content-type": "application/json" };
  const body = await call(uid, "decision", { method: "POST", headers, body: JSON.stringify(decision) });
  return Decided.parse(body).redirect_to;
}
