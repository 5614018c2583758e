import { openApiDocument } from "@hawkmoth/api/openapi";
import type { Hono } from "hono";
import { z } from "zod";
import type { ApiEnv } from "@hawkmoth/api/rest";

const Paths = z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })));

const described = Object.entries(Paths.parse(openApiDocument()["paths"])).map(([path, methods]) => ({
  path,
  pattern: new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
  methods,
}));

/** Statuses of an operation's own errors by the OpenAPI document; null for a path that it does not describe. */
function declared(method: string, pathname: string): string[] | null {
  const rows = described.filter(({ pattern }) => pattern.test(pathname));
  const row = rows.find(({ path }) => !path.includes("{")) ?? rows[0];
  const operation = row?.methods[method.toLowerCase()];
  return operation ? Object.keys(operation.responses) : null;
}

/** Fails a test whose request is refused with a status that OpenAPI does not declare for that operation. */
export function refuseUndeclaredErrors(app: Hono<ApiEnv>): void {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const { pathname } = new URL(request.url);
    const statuses = response.status < 400 || response.status >= 500 ? null : declared(request.method, pathname);
    if (statuses && !statuses.includes(String(response.status)))
      throw new Error(`OpenAPI declares no ${response.status} for ${request.method} ${pathname}`);
    return response;
  };
}
