import type { CallResult } from "@hawkmoth/domain/audit/mcp-call";
import { AppError } from "@hawkmoth/domain/errors";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { auditCall } from "./audit.ts";
import { callOperation } from "./call.ts";
import type { ApiContext } from "./context.ts";
import { errorResponse, expectedResponse } from "./errors.ts";
import { withIdempotency } from "./idempotency.ts";
import { fromText, refuseUnknown } from "./input.ts";
import { operations, pathParameters, type Operation } from "./operations.ts";
import { actorOf } from "./require-actor.ts";

/** What the server puts on each request before the routes run. */
export interface ApiEnv {
  Variables: { request_id: string; api: ApiContext };
}

const NO_FIELDS = z.object({});

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

function readInput(c: RestContext, operation: Operation, text: string): Record<string, unknown> | undefined {
  const input =
    operation.rest.method === "GET" ? queryInput(c, operation) : { ...queryInput(c, operation), ...bodyInput(c, text) };
  const parameters = pathParameters(operation.rest.path);
  for (const name of parameters)
    if (Object.hasOwn(input, name))
      throw new AppError("INVALID_INPUT", { message: `'${name}' stands in the path`, field: name });
  refuseUnknown(operation.input ?? NO_FIELDS, input);
  for (const name of parameters) input[name] = c.req.param(name) ?? "";
  return operation.input ? input : undefined;
}

async function call(c: RestContext, operation: Operation, text: string): Promise<Response> {
  const output = await callOperation(operation, {
    ctx: c.var.api,
    readInput: () => readInput(c, operation, text),
    signal: c.req.raw.signal,
  });
  return Response.json(output, { status: operation.rest.status });
}

interface KeyedWrite {
  operation: Operation;
  text: string;
  key: string;
  run: () => Promise<Response>;
}

/** Runs a write once per key. A call that is answered without running, from store or by refusal, is audited here. */
async function runOnce(c: RestContext, { operation, text, key, run }: KeyedWrite): Promise<Response> {
  const started_at = performance.now();
  let has_run = false;
  let result_code: CallResult = "OK";
  const route = `${operation.rest.method} ${c.req.path}`;
  const body = `${c.req.url.split("?")[1] ?? ""}\n${text}`;
  try {
    return await withIdempotency({ ctx: c.var.api, key, route, body }, () => {
      has_run = true;
      return run();
    });
  } catch (error) {
    result_code = error instanceof AppError ? error.code : "INTERNAL";
    throw error;
  } finally {
    if (!has_run)
      await auditCall(c.var.api, {
        actor: actorOf(c.var.api.caller),
        path: operation.path,
        result_code,
        duration_ms: performance.now() - started_at,
        getRawInput: async () => readInput(c, operation, text),
      });
  }
}

async function answer(c: RestContext, operation: Operation): Promise<Response> {
  const { request_id } = c.var;
  try {
    const text = operation.rest.method === "GET" ? "" : await c.req.text();
    const run = async () => {
      try {
        return await call(c, operation, text);
      } catch (error) {
        return errorResponse(error, request_id);
      }
    };
    const key = c.req.header("idempotency-key");
    if (key === undefined || operation.type === "query") return await run();
    return await runOnce(c, { operation, text, key, run });
  } catch (error) {
    return expectedResponse(error, request_id);
  }
}

/** Hono routes for every procedure, relative to the mount point of /api/v1. Schemas are read, never changed. */
export function restRoutes(): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  for (const operation of operations.filter((row) => !row.is_raw)) {
    const path = operation.rest.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(operation.rest.method, path, (c) => answer(c, operation));
  }
  return app;
}
