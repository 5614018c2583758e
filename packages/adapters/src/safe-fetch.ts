import { AppError } from "@hawkmoth/domain/errors";
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, fetch as undiciFetch } from "undici";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** Finds the addresses of a name; tests give one that answers as a hostile name server would. */
export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface SafeFetchOptions {
  /** For development and tests: also http, and this machine. */
  is_loopback_allowed?: boolean;
  resolve?: Resolve;
}

const TIMEOUT_MS = 5000;
const MAX_BYTES = 64 * 1024;

const resolveBySystem: Resolve = (hostname, done) => systemLookup(hostname, { all: true }, done);

function refused(reason: string): AppError {
  return new AppError("FORBIDDEN", { message: `This address is not fetched: ${reason}.` });
}

function assertSound(url: URL, isAllowed: (address: string) => boolean, isHttpAllowed: boolean): void {
  if (url.protocol !== "https:" && !(isHttpAllowed && url.protocol === "http:")) throw refused("only https is");
  if (url.username !== "" || url.password !== "") throw refused("it carries credentials");
  // The platform asks no resolver about a literal address, so the guard of names would not see it.
  const literal = url.hostname.replaceAll(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !isAllowed(literal)) throw refused("it is not public");
}

/** A resolver that gives public addresses only. The socket is made to what it gave, so a name can't change in between. */
function guardedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, (error, addresses) => {
      if (error) return done(error, []);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address))) return done(refused("it is not public"), []);
      return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
    });
  };
}

async function readCapped(response: Awaited<ReturnType<typeof undiciFetch>>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size_bytes = 0;
  for await (const chunk of response.body ?? []) {
    size_bytes += chunk.byteLength;
    if (size_bytes > MAX_BYTES) throw new AppError("PAYLOAD_TOO_LARGE");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * A fetch for addresses that strangers name: https to public hosts only, no redirect is followed, 5 s and 64 KB.
 * It throws FORBIDDEN for an address that it doesn't fetch and PAYLOAD_TOO_LARGE for a long answer.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): typeof fetch {
  const { is_loopback_allowed = false, resolve = resolveBySystem } = options;
  const isAllowed = (address: string) =>
    isPublicAddress(address) || (is_loopback_allowed && isLoopbackAddress(address));
  const dispatcher = new Agent({ connect: { lookup: guardedLookup(resolve, isAllowed), timeout: TIMEOUT_MS } });
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    assertSound(url, isAllowed, is_loopback_allowed);
    const response = await undiciFetch(url, {
      method: init?.method ?? "GET",
      headers: [...new Headers(init?.headers)],
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(init?.signal ? [init.signal] : [])]),
      dispatcher,
    }).catch((error: unknown) => {
      // What the resolver refused comes wrapped as a failure of the network, which it is not.
      throw error instanceof Error && error.cause instanceof AppError ? error.cause : error;
    });
    const { status } = response;
    const headers = new Headers([...response.headers]);
    headers.delete("content-encoding");
    headers.delete("content-length");
    const body = await readCapped(response);
    return new Response(status === 204 || status === 304 ? null : new Uint8Array(body), { status, headers });
  };
}
