import { callOperation } from "@hawkmoth/api/call";
import { expectedResponse } from "@hawkmoth/api/errors";
import { refuseUnknown } from "@hawkmoth/api/input";
import { BODY_JSON_LIMITS } from "@hawkmoth/domain/capture/limits";
import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import { withIdempotency } from "@hawkmoth/api/idempotency";
import { requireActor } from "@hawkmoth/api/require-actor";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { AppError } from "@hawkmoth/domain/errors";
import { IngestBugInput, IngestedBug } from "@hawkmoth/domain/ingest/schema";
import { assertOrigin } from "@hawkmoth/services/ingest/ingest-context";
import { assertJsonLimits } from "@hawkmoth/services/capture/json-marks";
import { storeUpload } from "@hawkmoth/services/ingest/store-upload";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ReadableStream } from "node:stream/web";
import { incomingDirectory } from "../incoming.ts";
import type { ServerParts } from "../server-context.ts";
import { formTooLarge, MAX_FORM_BYTES, readForm, type FormFile, type FormReport } from "./multipart-form.ts";

/** A page of any origin may ask; whether its report is taken is decided by the key's allowed origins. */
export function ingestCors(): MiddlewareHandler<ApiEnv> {
  const names = "content-type x-api-key authorization x-upload-token idempotency-key x-hawkmoth-client x-hawkmoth-via";
  return cors({
    origin: (origin) => origin,
    allowMethods: ["POST", "PUT"],
    allowHeaders: names.split(" "),
    exposeHeaders: ["x-request-id", "retry-after", "idempotent-replayed"],
    maxAge: 600,
  });
}

function extraOf(text: string): unknown {
  assertJsonLimits(Buffer.from(text), { name: "field 'extra'", ...BODY_JSON_LIMITS });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "Invalid 'extra': expected JSON", field: "extra", cause });
  }
}

function inputOf({ fields, files }: FormReport): Record<string, unknown> {
  const { extra, ...texts } = fields;
  const uploads = files.map(({ kind, content_type, size_bytes, file_name }) => ({
    kind,
    content_type,
    size_bytes,
    file_name: file_name.slice(0, 200),
  }));
  const input = { ...texts, ...(extra === undefined ? {} : { extra: extraOf(extra) }), uploads };
  refuseUnknown(IngestBugInput, input);
  return input;
}

/** The file, opened only once somebody reads, so that one that is refused before leaves nothing open. */
async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path)) yield piece;
}

async function sendFiles(c: Context<ApiEnv>, announced: IngestedBug, files: readonly FormFile[]): Promise<void> {
  for (const [index, target] of announced.uploads.entries()) {
    const file = files[index];
    if (!file) throw new AppError("INTERNAL", { cause: "an announced file is not in the form" });
    await storeUpload(c.var.api.service, {
      artifact_id: target.artifact_id,
      upload_token: new Headers(target.headers).get("x-upload-token") ?? "",
      content_type: file.content_type,
      stream: readPieces(file.path),
    });
  }
}

async function takeForm(c: Context<ApiEnv>, body: ReadableStream<Uint8Array>, directory: string): Promise<Response> {
  const { api } = c.var;
  const { signal } = c.req.raw;
  const form = await readForm({ body, content_type: c.req.header("content-type") ?? "", directory, signal });
  const call = async (path: string, readInput: () => unknown) =>
    IngestedBug.parse(await callOperation({ path, type: "mutation" }, { ctx: api, readInput, signal }));
  const take = async () => {
    const announced = await call("ingest.create", () => inputOf(form));
    if (announced.uploads.length === 0) return c.json(announced, 201);
    await sendFiles(c, announced, form.files);
    return c.json(await call("ingest.complete", () => ({ capture_id: announced.capture_id })), 201);
  };
  const key = c.req.header("idempotency-key");
  if (key === undefined) return await take();
  const same = [form.fields, form.files.map(({ kind, sha256 }) => [kind, sha256])];
  return await withIdempotency({ ctx: api, key, route: `POST ${c.req.path}`, body: canonicalJson(same) }, take);
}

/**
 * Everything about a form that can be judged before a byte of it is read: who sends it, from which page, how often, and
 * how large it says it is.
 * @throws UNAUTHENTICATED, INSUFFICIENT_SCOPE, FORBIDDEN, RATE_LIMITED, PAYLOAD_TOO_LARGE
 */
async function admitForm({ limits }: ServerParts, c: Context<ApiEnv>): Promise<void> {
  const { caller, service, origin, ip } = c.var.api;
  if (caller.kind === "publishable") {
    assertOrigin({ ...service, sender: { publishable: caller.publishable }, origin });
    await limits.consume("ingest_form", ip);
  } else requireActor(caller, "bugs:write");
  if (Number(c.req.header("content-length") ?? 0) > MAX_FORM_BYTES) throw formTooLarge();
}

/** Reports as one multipart form, files included; any other body goes on to the procedure that takes JSON. */
export function ingestRoutes(parts: ServerParts): Hono<ApiEnv> {
  return new Hono<ApiEnv>().post("/ingest/bugs", async (c, next) => {
    const { body } = c.req.raw;
    if (!c.req.header("content-type")?.toLowerCase().startsWith("multipart/form-data") || !body) return await next();
    const root = incomingDirectory(parts.env.HAWKMOTH_DATA_DIR);
    try {
      await admitForm(parts, c);
      await mkdir(root, { recursive: true, mode: 0o700 });
      const directory = await mkdtemp(join(root, "form-"));
      try {
        return await takeForm(c, body as ReadableStream<Uint8Array>, directory);
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    } catch (error) {
      return expectedResponse(error, c.var.request_id);
    }
  });
}
