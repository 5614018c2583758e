import { ErrorBody, toErrorBody } from "@hawkmoth/domain/errors";
import { routes, type Operations } from "./generated/operations.ts";

/** Names of everything the API can do, such as `bug.list`. */
export type OperationName = keyof Operations;

/** How to reach an installation, and as whom. */
export interface ClientOptions {
  /** Origin of the installation, such as https://bugs.example. */
  url: string;
  /** `hm_key_…`; without it the call is anonymous or carries the browser's cookie. */
  key?: string;
  fetch?: typeof fetch;
  /** Sent with every call, such as X-Hawkmoth-Client. */
  headers?: Readonly<Record<string, string>>;
}

/** Beside the input: how this one call is to be made. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Makes a write safe to repeat. */
  idempotency_key?: string;
}

/** What the API refused, with the error object of its answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.name = "ApiError";
    this.status = status;
    this.body = body;
  }
}

type Arguments<Name extends OperationName> = Operations[Name]["input"] extends undefined
  ? [input?: undefined, options?: CallOptions]
  : Record<never, never> extends Operations[Name]["input"]
    ? [input?: Operations[Name]["input"], options?: CallOptions]
    : [input: Operations[Name]["input"], options?: CallOptions];

/** Calls operations of one installation by name. */
export interface Client {
  /** @throws ApiError with what the API answered; whatever fetch throws when it did not answer. */
  call<Name extends OperationName>(name: Name, ...args: Arguments<Name>): Promise<Operations[Name]["output"]>;
}

function fillPath(path: string, input: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}

function queryOf(input: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input))
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined && item !== null) query.append(name, String(item));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const parsed = ErrorBody.safeParse((JSON.parse(text) as { error?: unknown }).error);
    if (parsed.success) return new ApiError(response.status, parsed.data);
  } catch {
    // A proxy in between may answer with a page; its status is all that is known then.
  }
  return new ApiError(response.status, { ...toErrorBody(null), message: `The server answered ${response.status}.` });
}

/** Makes a client that speaks REST. Inputs and outputs have the types of the operation table. */
export function createClient(options: ClientOptions): Client {
  const base = `${options.url.replace(/\/+$/, "")}/api/v1`;
  const send = options.fetch ?? fetch;
  return {
    async call(name, ...args) {
      const [input, call] = args;
      const route = routes[name];
      const { path, rest } = fillPath(route.path, { ...input });
      const is_read = route.method === "GET";
      const has_body = !is_read && Object.keys(rest).length > 0;
      const response = await send(`${base}${path}${is_read ? queryOf(rest) : ""}`, {
        method: route.method,
        headers: {
          ...options.headers,
          ...(options.key === undefined ? {} : { authorization: `Bearer ${options.key}` }),
          ...(has_body ? { "content-type": "application/json" } : {}),
          ...(call?.idempotency_key === undefined ? {} : { "idempotency-key": call.idempotency_key }),
        },
        ...(has_body ? { body: JSON.stringify(rest) } : {}),
        ...(call?.signal ? { signal: call.signal } : {}),
      });
      if (!response.ok) throw await errorOf(response);
      return (await response.json()) as Operations[typeof name]["output"];
    },
  };
}
