import { ErrorBody } from "@hawkmoth/domain/errors";
import { browser } from "wxt/browser";
import { z } from "zod";

const TIMEOUT_MS = 30_000;

/** What a Hawkmoth answered instead of what was asked, in words for a person. */
export class RequestFailed extends Error {
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly hint: string | null;
  readonly request_id: string | null;

  constructor(status: number, body: Partial<ErrorBody> & { message: string }) {
    super(body.message);
    this.name = "RequestFailed";
    this.status = status;
    this.hint = body.hint ?? null;
    this.request_id = body.request_id ?? null;
  }
}

/** A request to a Hawkmoth: relative URLs are resolved against the origin. */
export interface ApiRequest {
  origin: string;
  path: string;
  key?: string;
  method?: "GET" | "POST";
  body?: unknown;
  idempotency_key?: string;
}

/**
 * Asks a Hawkmoth and reads its answer with a schema of the domain.
 * @throws RequestFailed when it refused, could not be reached, or answered something else.
 */
export async function askApi<Answer>(request: ApiRequest, schema: z.ZodType<Answer>): Promise<Answer> {
  const url = new URL(request.path, request.origin);
  const response = await fetch(url, {
    method: request.method ?? "GET",
    headers: headersOf(request),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    credentials: "omit",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw unreachable(request.origin);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new RequestFailed(response.status, {
    message: `${url.host} answered, but not like a Hawkmoth of this version.`,
  });
}

/** Reads an error answer in Hawkmoth's one shape. */
export function refusal(status: number, answer: unknown): RequestFailed {
  const parsed = z.object({ error: ErrorBody.partial().extend({ message: z.string() }) }).safeParse(answer);
  return new RequestFailed(status, parsed.data?.error ?? { message: `The server answered ${status}.` });
}

/** The failure of a request nothing answered. */
export function unreachable(origin: string): RequestFailed {
  return new RequestFailed(0, {
    message: `Could not reach ${origin}.`,
    hint: "Check the address and that it is running.",
  });
}

function headersOf(request: ApiRequest): Record<string, string> {
  const { name, version } = browser.runtime.getManifest();
  return {
    Accept: "application/json",
    "X-Hawkmoth-Client": `${name.toLowerCase()}-extension/${version}`,
    "X-Hawkmoth-Via": "EXTENSION",
    ...(request.key === undefined ? {} : { Authorization: `Bearer ${request.key}` }),
    ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(request.idempotency_key === undefined ? {} : { "Idempotency-Key": request.idempotency_key }),
  };
}
