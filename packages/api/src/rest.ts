import type { CallResult } from "@hawkmoth/domain/audit/mcp-call";
import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import { AppError } from "@hawkmoth/domain/errors";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { auditCall } from "./audit.ts";
import { callOperation } from "./call.ts";
import type { ApiContext } from "./context.ts";
import { errorResponse, expectedResponse } from "./errors.ts";
import { withIdempotency } from "./idempotency.ts";
import { fromText, inAnyCase, refuseUnknown } from "./input.ts";
import type { Operation } from "./operation.ts";
import { operations, pathParameters } from "./operations.ts";
import { REST_ALIASES, TEAM_PARAMETER, type RestAlias } from "./rest-aliases.ts";
import { actorOf } from "./require-actor.ts";

/** What the server puts on each request before the routes run. */
export interface ApiEnv {
  Variables: { request_id: string; api: ApiContext };
}

const NO_FIELDS = z.object({});
const VERIFY_PATH = "/capture/verify";

type RestContext = Context<ApiEnv>;

function queryInput(c: RestContext, operation: Operation): Record<string, unknown> {
  const shape = operation.input?.shape ?? {};
  const input: Record<string, unknown> = {};
  for (const [name, texts] of Object.entries(c.req.queries())) {
    if (name === "workspace" && !Object.hasOwn(shape, name)) continue;
    const field = name.replace(/\[\]$/, "");
    const schema = Object.hasOwn(shape, field) ? shape[field] : undefined;
    input[field] = schema ? fromText(schema, field, texts) : texts;
  }
  return input;
}

function bodyInput(c: RestContext, text: string): Record<string, unknown> {
  if (text === "") return {};
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(type))
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", { hint: "Send JSON with 'Content-Type: application/json'." });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "The body is not valid JSON.", cause });
  }
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new AppError("INVALID_INPUT", { message: "The body must be a JSON object." });
  return { ...body };
}

/** A path that answers as an operation: its own, or another tracker's. */
interface Route {
  operation: Operation;
  path: string;
  alias: RestAlias | null;
}

/** The workspace in another tracker's path must be the credential's own: no call reaches a second one. */
function assertTeam(c: RestContext): void {
  const team = c.req.param(TEAM_PARAMETER);
  if (team !== undefined && team !== actorOf(c.var.api.caller)?.workspace_id) throw new AppError("NOT_FOUND");
}

/** The lease of an agent's task may come as a header, for routes and clients whose bodies are not ours to widen. */
function addLease(c: RestContext, shape: z.core.$ZodShape, input: Record<string, unknown>): void {
  const lease_token = c.req.header("x-hawkmoth-lease");
  if (lease_token === undefined || !Object.hasOwn(shape, "lease_token")) return;
  if (input["lease_token"] !== undefined && input["lease_token"] !== lease_token)
    throw new AppError("INVALID_INPUT", {
      message: "'lease_token' and the header X-Hawkmoth-Lease differ",
      field: "lease_token",
    });
  input["lease_token"] = lease_token;
}

function readInput(
  c: RestContext,
  { operation, path, alias }: Route,
  text: string,
): Record<string, unknown> | undefined {
  const shape = operation.input?.shape ?? {};
  const body = operation.rest.method === "GET" ? {} : bodyInput(c, text);
  const project_key = keyToVerify(c, operation);
  const input: Record<string, unknown> = {
    ...(project_key === undefined ? {} : { project_key }),
    ...queryInput(c, operation),
    ...(alias ? inAnyCase(shape, body) : body),
  };
  addLease(c, shape, input);
  const parameters = pathParameters(path).filter((name) => name !== TEAM_PARAMETER);
  for (const name of [...parameters, ...Object.keys(alias?.fixed ?? {})])
    if (Object.hasOwn(input, name))
      throw new AppError("INVALID_INPUT", { message: `'${name}' stands in the path`, field: name });
  refuseUnknown(operation.input ?? NO_FIELDS, input);
  assertTeam(c);
  for (const name of parameters) input[name] = c.req.param(name) ?? "";
  return operation.input ? { ...input, ...alias?.fixed } : undefined;
}

/**
 * What a call knows of its caller. Paths of another tracker's MCP are MCP, whatever program sends them; and a key that
 * is to be looked at is no credential.
 */
function contextFor(c: RestContext, { operation, alias }: Route): ApiContext {
  const { api } = c.var;
  const { service } = api;
  const via = alias && service.via === "API" ? "MCP" : service.via;
  const caller = keyToVerify(c, operation) === undefined ? api.caller : { kind: "anonymous" as const };
  return { ...api, caller, service: { ...service, via } };
}

/** The key in X-API-Key, for the operation that says whether it is good. */
function keyToVerify(c: RestContext, { rest }: Operation): string | undefined {
  return rest.path === VERIFY_PATH ? c.req.header("x-api-key") : undefined;
}

/** One request to one route, with what it knows of its caller: a keyed write marks that and no copy of it. */
interface RestCall {
  route: Route;
  text: string;
  ctx: ApiContext;
}

async function call(c: RestContext, { route, text, ctx }: RestCall): Promise<Response> {
  const output = await callOperation(route.operation, {
    ctx,
    readInput: () => readInput(c, route, text),
    signal: c.req.raw.signal,
  });
  return Response.json(output, { status: statusOf(route.operation, output) });
}

/** 201 says that something was made; an answer that says of itself that nothing was is a plain 200. */
function statusOf({ rest }: Operation, output: unknown): number {
  const facts: { created?: unknown; dry_run?: unknown } = typeof output === "object" && output !== null ? output : {};
  const isMade = facts.created !== false && facts.dry_run !== true;
  return rest.status === 201 && !isMade ? 200 : rest.status;
}

/** What can't be read is refused when the call runs. */
function inputOrNone(c: RestContext, route: Route, text: string): Record<string, unknown> {
  try {
    return readInput(c, route, text) ?? {};
  } catch {
    return {};
  }
}

/** True for a write that only shows what it would do: by its own word, or because it does so unless told otherwise. */
function isTrial(c: RestContext, route: Route, text: string): boolean {
  const field = route.operation.input?.shape["dry_run"];
  return field instanceof z.ZodType && field.safeParse(inputOrNone(c, route, text)["dry_run"]).data === true;
}

/** What makes two requests the same. The token of a trial does not: each trial of the same call gives another. */
function identityOf(c: RestContext, route: Route, text: string): string {
  if (!Object.hasOwn(route.operation.input?.shape ?? {}, "confirm_token"))
    return `${c.req.url.split("?")[1] ?? ""}\n${text}`;
  const { confirm_token: _token, ...input } = inputOrNone(c, route, text);
  return canonicalJson(input);
}

interface KeyedWrite extends RestCall {
  key: string;
  run: () => Promise<Response>;
}

/** Runs a write once per key. A call that is answered without running, from store or by refusal, is audited here. */
async function runOnce(c: RestContext, { route, text, ctx, key, run }: KeyedWrite): Promise<Response> {
  const started_at = performance.now();
  let has_run = false;
  let result_code: CallResult = "OK";
  const request = { ctx, key, route: `${c.req.method} ${c.req.path}`, body: identityOf(c, route, text) };
  try {
    return await withIdempotency(request, () => {
      has_run = true;
      return run();
    });
  } catch (error) {
    result_code = error instanceof AppError ? error.code : "INTERNAL";
    throw error;
  } finally {
    if (!has_run)
      await auditCall(ctx, {
        actor: actorOf(ctx.caller),
        path: route.operation.path,
        result_code,
        duration_ms: performance.now() - started_at,
        is_durable: true,
        getRawInput: async () => readInput(c, route, text),
      });
  }
}

async function answer(c: RestContext, route: Route): Promise<Response> {
  const { request_id } = c.var;
  const { operation } = route;
  try {
    const text = operation.rest.method === "GET" ? "" : await c.req.text();
    const ctx = contextFor(c, route);
    const run = async () => {
      try {
        return await call(c, { route, text, ctx });
      } catch (error) {
        return errorResponse(error, request_id);
      }
    };
    const key = c.req.header("idempotency-key");
    if (key === undefined || operation.type === "query" || isTrial(c, route, text)) return await run();
    return await runOnce(c, { route, text, ctx, key, run });
  } catch (error) {
    return expectedResponse(error, request_id);
  }
}

function routes(): Route[] {
  const served = operations.filter((row) => !row.is_raw);
  return [
    ...served.map((operation) => ({ operation, path: operation.rest.path, alias: null })),
    ...REST_ALIASES.flatMap((alias) =>
      served
        .filter(({ path }) => path === alias.operation)
        .map((operation) => ({ operation, path: alias.path, alias })),
    ),
  ];
}

/**
 * Hono routes for every procedure and every alias, relative to the mount point of /api/v1. Schemas are read, never
 * changed.
 */
export function restRoutes(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const route of routes())
    app.on(route.alias?.method ?? route.operation.rest.method, route.path.replaceAll(/\{(\w+)\}/g, ":$1"), (c) =>
      answer(c, route),
    );
  return app;
}
