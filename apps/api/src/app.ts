import { errorResponse, toAppError } from "@hawkmoth/api/errors";
import { restRoutes, type ApiEnv } from "@hawkmoth/api/rest";
import { appRouter } from "@hawkmoth/api/router";
import { BODY_JSON_LIMITS } from "@hawkmoth/domain/capture/limits";
import { AppError } from "@hawkmoth/domain/errors";
import { assertJsonLimits } from "@hawkmoth/services/capture/json-marks";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { EventHub } from "./events/hub.ts";
import { downloadRoutes } from "./raw-routes/download.ts";
import { eventRoutes } from "./raw-routes/events.ts";
import { healthRoutes } from "./raw-routes/health.ts";
import { ingestCors, ingestRoutes } from "./raw-routes/ingest.ts";
import { oauthConsentRoutes } from "./raw-routes/oauth-consent.ts";
import { oauthRoutes } from "./raw-routes/oauth.ts";
import { openApiRoutes } from "./raw-routes/openapi.ts";
import { uploadRoutes } from "./raw-routes/upload.ts";
import { requestIdOf } from "./request-facts.ts";
import { securityHeaders } from "./security-headers.ts";
import { consumeLimits, createRequestContext, type ServerParts } from "./server-context.ts";

const MAX_JSON_BYTES = 1024 * 1024;

/** The id a caller quotes when it asks for help; errors carry it in their body too. */
function requestId(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const id = requestIdOf(c.req.header("x-request-id"));
    c.set("request_id", id);
    await next();
    c.res.headers.set("x-request-id", id);
  };
}

/** Calls in one request of tRPC. The dashboard sends one; a batch is for clients of the router's types. */
const MAX_BATCH = 20;

/** How many procedures a tRPC path names, read as the library reads it. */
function countCalls(path: string): number {
  try {
    return decodeURIComponent(path).split(",").length;
  } catch {
    return path.split(/,|%2c/i).length;
  }
}

function requestContext(
  parts: ServerParts,
  callsOf: (c: Context<ApiEnv>) => number = () => 1,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const api = await createRequestContext(parts, c);
    c.set("api", api);
    const calls = callsOf(c);
    await consumeLimits(parts, api, Math.min(calls, MAX_BATCH));
    if (calls > MAX_BATCH)
      throw new AppError("INVALID_INPUT", {
        message: `A batch may hold ${MAX_BATCH} calls; this one holds ${calls}.`,
        hint: "Send several requests; in tRPC set maxItems on the batch link.",
        details: { max_calls: MAX_BATCH, calls },
      });
    await next();
  };
}

/** How long a caller should wait after the answers of a batch: the longest of them. */
function retryHeaders(errors: readonly unknown[]): Record<string, string> {
  const waits = errors.flatMap((error) => toAppError(error).options.retry_after_s ?? []);
  return waits.length === 0 ? {} : { "retry-after": String(Math.max(...waits)) };
}

function jsonBodyLimit(): MiddlewareHandler<ApiEnv> {
  return bodyLimit({
    maxSize: MAX_JSON_BYTES,
    onError: (c) =>
      errorResponse(
        new AppError("PAYLOAD_TOO_LARGE", { message: `A JSON body may have ${MAX_JSON_BYTES} bytes.` }),
        c.var.request_id,
      ),
  });
}

/** What a body holds is counted before it is parsed: a megabyte of brackets is deeper than any later step can follow. */
function jsonShapeLimit(): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const isJson = /json/i.test(c.req.header("content-type") ?? "");
    if (isJson && c.req.raw.body) {
      const body = new Uint8Array(await c.req.raw.clone().arrayBuffer());
      assertJsonLimits(body, { name: "body", ...BODY_JSON_LIMITS });
    }
    await next();
  };
}

function versionOne(parts: ServerParts, hub: EventHub): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.route("/", openApiRoutes());
  app.use("/ingest/*", ingestCors());
  app.use(requestContext(parts));
  app.route("/", uploadRoutes());
  app.route("/", downloadRoutes());
  app.route("/", eventRoutes(parts, hub));
  app.route("/", ingestRoutes(parts));
  app.use(jsonBodyLimit(), jsonShapeLimit());
  app.route("/", restRoutes());
  return app;
}

/** The whole HTTP surface of the API process. Takes its parts so that tests run the real thing in memory. */
export function createApp(parts: ServerParts, hub: EventHub): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(requestId(), securityHeaders(parts.env.HAWKMOTH_URL));
  app.route("/", healthRoutes(parts.db));
  app.route("/", oauthConsentRoutes(parts));
  app.route("/", oauthRoutes(parts));
  app.route("/api/v1", versionOne(parts, hub));
  app.use(
    "/api/trpc/*",
    requestContext(parts, (c) => countCalls(new URL(c.req.url).pathname)),
    jsonBodyLimit(),
    jsonShapeLimit(),
  );
  app.all("/api/trpc/*", (c) =>
    fetchRequestHandler({
      endpoint: "/api/trpc",
      req: c.req.raw,
      router: appRouter,
      createContext: () => c.var.api,
      responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
    }),
  );
  app.notFound((c) =>
    errorResponse(new AppError("NOT_FOUND", { message: "There is no such route." }), c.var.request_id),
  );
  app.onError((error, c) => {
    const { request_id } = c.var;
    if (!(error instanceof AppError))
      parts.ports.log.error({ err: error, path: c.req.path, request_id }, "request failed");
    return errorResponse(error, request_id);
  });
  return app;
}
