import { readClientMetadata } from "./client-metadata.ts";

/**
 * A client's metadata document goes through the same sieve as a registration. Anything else that is fetched, such as
 * a client's keys, stays as it is; a document that the sieve refuses becomes an empty one, which names no client.
 */
export function fetchDocument(fetcher: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetcher(input, init);
    if (!response.ok) return response;
    const document = asDocument(await response.text());
    const { headers, status } = response;
    return new Response(document, { status, headers: { "cache-control": headers.get("cache-control") ?? "" } });
  };
}

function asDocument(text: string): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof body !== "object" || body === null || !("client_id" in body)) return text;
  const read = readClientMetadata(body);
  return "metadata" in read ? JSON.stringify({ ...read.metadata, client_id: body.client_id }) : "{}";
}
