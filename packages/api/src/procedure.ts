import { assertScope, hasScope } from "@hawkmoth/domain/access/policy";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { CallResult } from "@hawkmoth/domain/audit/mcp-call";
import { AppError, toErrorBody } from "@hawkmoth/domain/errors";
import type { IngestContext } from "@hawkmoth/services/ingest/ingest-context";
import { initTRPC } from "@trpc/server";
import { auditCall, isMcpCall } from "./audit.ts";
import type { ApiContext, Caller } from "./context.ts";
import { toAppError, toTrpcError } from "./errors.ts";
import { refuseEmptyChange, refuseUnstorable } from "./input.ts";
import type { ProcedureMeta } from "./meta.ts";
import { actorOf, requireActor, requirePerson, requireSignedIn } from "./require-actor.ts";

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: ({ shape, error, ctx }) => ({
      ...shape,
      message: toAppError(error).message,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        error: toErrorBody(toAppError(error), ctx?.service.request_id),
      },
    }),
  });

export const router = t.router;

function scopeOf(meta: ProcedureMeta | undefined): Scope | null {
  if (!meta) throw new AppError("INTERNAL", { cause: "A procedure without meta was called" });
  const scope = Scope.safeParse(meta.scope);
  return scope.success ? scope.data : null;
}

/** The scope that a caller is to hold: the one of the meta, unless they hold the other that suffices. */
function neededScope(meta: ProcedureMeta | undefined, caller: Caller): Scope | null {
  const held = actorOf(caller)?.scopes ?? [];
  return meta?.or_scope !== undefined && hasScope(held, meta.or_scope) ? meta.or_scope : scopeOf(meta);
}

/** Around each call: one mapping of errors, the log line of a failure that is ours, the audit row. */
const observed = t.procedure.use(async ({ ctx, path, type, meta, getRawInput, next }) => {
  const started_at = performance.now();
  const result = await next();
  const error = result.ok ? null : toAppError(result.error);
  if (error?.code === "INTERNAL")
    ctx.service.ports.log.error({ err: error.cause ?? error, path, request_id: ctx.service.request_id }, "call failed");
  const is_durable = type === "mutation" || meta?.is_sensitive === true;
  if (meta?.is_audit !== true && (is_durable || isMcpCall(ctx))) {
    const duration_ms = performance.now() - started_at;
    const result_code: CallResult = error?.code ?? "OK";
    const output = result.ok ? result.data : null;
    const is_owed = meta?.is_sensitive === true && result.ok;
    const call = { path, result_code, duration_ms, is_durable, is_owed, output, getRawInput };
    await auditCall(ctx, { actor: actorOf(ctx.caller), ...call });
  }
  if (error) throw toTrpcError(error);
  return result;
});

/** Input is looked at only after the caller was let in. */
const readable = t.middleware(async ({ getRawInput, meta, next }) => {
  const input = await getRawInput();
  refuseUnstorable(input);
  if (meta?.rest.method === "PATCH") refuseEmptyChange(input, meta.rest.path);
  return await next();
});

/** Open to everybody. */
export const publicProcedure = observed
  .use(({ ctx, next }) => {
    if (ctx.caller.kind === "refused") throw ctx.caller.error;
    return next();
  })
  .use(readable);

/** For a signed-in person or any key whose scopes suffice, also before a workspace exists. */
export const signedInProcedure = observed
  .use(({ ctx, meta, next }) => {
    const caller = requireSignedIn(ctx.caller);
    const scope = neededScope(meta, caller);
    if (caller.actor && scope) assertScope(caller.actor.scopes, scope);
    return next({ ctx: { caller } });
  })
  .use(readable);

/** For people signed in to the dashboard; keys may not call it. */
export const sessionProcedure = observed
  .use(({ ctx, next }) => next({ ctx: { user: requirePerson(ctx.caller).user } }))
  .use(readable);

/** For people signed in to the dashboard who act in a workspace. */
export const memberProcedure = observed
  .use(({ ctx, next }) => {
    const actor = requireActor(requirePerson(ctx.caller), null);
    return next({ ctx: { service: { ...ctx.service, actor } } });
  })
  .use(readable);

/** For an actor in a workspace whose credential holds the scope of the meta. */
export const actorProcedure = observed
  .use(({ ctx, meta, next }) => {
    const actor = requireActor(ctx.caller, neededScope(meta, ctx.caller));
    return next({ ctx: { service: { ...ctx.service, actor } } });
  })
  .use(readable);

function senderOf(caller: Caller): IngestContext["sender"] {
  if (caller.kind === "publishable") return { publishable: caller.publishable };
  return { actor: requireActor(caller, "bugs:write") };
}

/** For publishable keys, and for actors who may file bugs: `service.sender` says which. */
export const ingestProcedure = observed
  .use(({ ctx, next }) => {
    const service: IngestContext = { ...ctx.service, sender: senderOf(ctx.caller), origin: ctx.origin };
    return next({ ctx: { service } });
  })
  .use(readable);
