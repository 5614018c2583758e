import { AppError } from "@hawkmoth/domain/errors";
import { z } from "zod";
import type { ProcedureMeta } from "./meta.ts";
import type { Operation } from "./operation.ts";
import { rawOperations } from "./raw-operations.ts";
import { appRouter } from "./router.ts";

function fault(path: string, what: string): AppError {
  return new AppError("INTERNAL", { cause: `${path}: ${what}` });
}

function isMeta(value: unknown): value is ProcedureMeta {
  return typeof value === "object" && value !== null && "summary" in value && "scope" in value && "rest" in value;
}

function inputOf(path: string, parsers: unknown): z.ZodObject | null {
  const parser: unknown = Array.isArray(parsers) ? parsers[0] : undefined;
  if (parser === undefined) return null;
  if (parser instanceof z.ZodObject) return parser;
  throw fault(path, "the input schema is no object");
}

/** tRPC types a router as nested functions and keeps it as a flat table, so each row is read with its checks. */
function operationOf(path: string, procedure: unknown): Operation {
  const definition: unknown = typeof procedure === "function" && "_def" in procedure ? procedure._def : undefined;
  if (typeof definition !== "object" || definition === null) throw fault(path, "is no procedure");
  const read = (name: string): unknown => Reflect.get(definition, name);
  const [type, meta, output] = [read("type"), read("meta"), read("output")];
  if (type !== "query" && type !== "mutation") throw fault(path, "is neither query nor mutation");
  if (!isMeta(meta)) throw fault(path, "the procedure has no meta");
  if (!(output instanceof z.ZodType)) throw fault(path, "the procedure has no output schema");
  return {
    path,
    type,
    summary: meta.summary,
    scope: meta.scope,
    ...(meta.or_scope === undefined ? {} : { or_scope: meta.or_scope }),
    rest: { method: meta.rest.method, path: meta.rest.path, status: meta.rest.status ?? 200 },
    mcp: meta.mcp ?? null,
    input: inputOf(path, read("inputs")),
    output,
    errors: meta.errors ?? [],
    is_raw: false,
  };
}

/** Every operation of the product: procedures in router order, then raw routes. */
export const operations: readonly Operation[] = [
  ...Object.entries(appRouter._def.procedures).map(([path, procedure]) => operationOf(path, procedure)),
  ...rawOperations,
];

/** Names in braces of a REST path, in order. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
}
