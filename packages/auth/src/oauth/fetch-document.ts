import { AppError } from "@hawkmoth/domain/errors";
import { errors, type Provider } from "oidc-provider";
import { readClientMetadata } from "./client-metadata.ts";

/**
 * A client's metadata document goes through the same sieve as a registration. Anything else that is fetched, such as
 * a client's keys, stays as it is; a document that the sieve refuses becomes an empty one, which names no client.
 */
export function fetchDocument(fetcher: typeof fetch, own_origin: string): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init).catch((cause: unknown) => {
      // Refused by our own guard, it will be refused again.
      if (cause instanceof AppError) throw cause;
      throw outage("the host of the document was not reached");
    });
    if (response.status === 429 || response.status >= 500)
      throw outage(`the document was answered with ${response.status}`);
    if (!response.ok) return response;
    const document = asDocument(await response.text(), own_origin);
    const { headers, status } = response;
    return new Response(document, { status, headers: { "cache-control": headers.get("cache-control") ?? "" } });
  };
}

/**
 * The library takes a client whose document it can't fetch for an unknown one, and on that word programs forget their
 * sign-in. While its host is down they are told to come back instead.
 */
export function answerOutages(provider: Provider): void {
  provider.on("grant.error", (ctx, { cause }) => {
    if (!(cause instanceof errors.TemporarilyUnavailable)) return;
    const { error, error_description } = cause;
    ctx.status = 503;
    ctx.set("retry-after", "30");
    ctx.body = { error, error_description };
  });
}

function outage(detail: string): errors.TemporarilyUnavailable {
  return new errors.TemporarilyUnavailable("The document of this client can't be fetched just now.", detail);
}

function asDocument(text: string, own_origin: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== "object" || body === null || !("client_id" in body)) return text;
  const read = readClientMetadata(body, own_origin);
  return "metadata" in read ? JSON.stringify({ ...read.metadata, client_id: body.client_id }) : "{}";
}
