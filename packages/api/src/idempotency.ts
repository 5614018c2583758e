import { AppError } from "@hawkmoth/domain/errors";
import { beginRequest } from "@hawkmoth/services/access/begin-request";
import { finishRequest } from "@hawkmoth/services/access/finish-request";
import type { KeyedRequest } from "@hawkmoth/services/access/keyed-request";
import { createHash } from "node:crypto";
import type { ApiContext, Caller } from "./context.ts";

/** Routes stand in the key of a table; Postgres takes neither long ones into an index nor NUL into a text. */
const PLAIN_ROUTE = /^[\x20-\x7e]{1,200}$/;

export interface IdempotentRequest {
  ctx: ApiContext;
  /** The Idempotency-Key header. */
  key: string;
  /** Method and concrete path. */
  route: string;
  /** Everything else that makes two requests the same or not. */
  body: string;
}

/** Who a stored answer belongs to. Callers without a workspace have none, and their calls are not replayed. */
function ownerOf(caller: Caller): { workspace_id: string; principal: string } | null {
  if (caller.kind === "publishable")
    return { workspace_id: caller.publishable.workspace_id, principal: caller.publishable.key_id };
  if (caller.kind !== "key" && caller.kind !== "session") return null;
  const { actor } = caller;
  const principal = actor?.key_id ?? actor?.id;
  return actor && principal ? { workspace_id: actor.workspace_id, principal } : null;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function checkKey(key: string): void {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'Idempotency-Key': use 1 to 255 visible ASCII characters",
      field: "Idempotency-Key",
    });
}

/**
 * Runs a write at most once per key: a repeated request gets the stored answer of the first for 24 hours, another
 * request under the same key gets IDEMPOTENCY_KEY_REUSED, and one that is still running gets CONFLICT. That a write was
 * carried out is committed with it: where its answer was lost, a repeat gets CONFLICT and never writes again.
 */
export async function withIdempotency(request: IdempotentRequest, run: () => Promise<Response>): Promise<Response> {
  const { ctx, key, route } = request;
  checkKey(key);
  const owner = ownerOf(ctx.caller);
  if (!owner) return await run();
  const record = {
    ...owner,
    key,
    operation: PLAIN_ROUTE.test(route) ? route : sha256(route),
    request_hash: sha256(request.body),
  };
  const begun = await beginRequest(ctx.service, record);
  if ("stored" in begun)
    return new Response(ctx.sealer.open(begun.stored.sealed_body), {
      status: begun.stored.status,
      headers: { "content-type": "application/json", "idempotent-replayed": "true" },
    });
  const keyed_request = begun.request;
  ctx.service = { ...ctx.service, keyed_request };
  let response: Response | null = null;
  try {
    response = await run();
    return response;
  } finally {
    ctx.service = { ...ctx.service, keyed_request: undefined };
    await keepAnswer(ctx, keyed_request, response);
  }
}

/** What was done is done: an answer that can't be kept is given all the same, and its key stays taken. */
async function keepAnswer(ctx: ApiContext, request: KeyedRequest, response: Response | null): Promise<void> {
  try {
    const answer = response?.ok
      ? { status: response.status, sealed_body: ctx.sealer.seal(await response.clone().text()) }
      : null;
    await finishRequest(ctx.service, request, answer);
  } catch (err) {
    const { request_id } = ctx.service;
    ctx.service.ports.log.error({ err, operation: request.operation, request_id }, "answer not kept for repeats");
  }
}
