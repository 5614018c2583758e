import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An address and how many of its leading bits count. */
export type AddressRange = [address: Address, prefix_bits: number];

/** This machine: the gateway reaches the processes of the product over it. */
export const LOOPBACK: readonly AddressRange[] = [
  [ipaddr.IPv4.parse("127.0.0.0"), 8],
  [ipaddr.IPv6.parse("::1"), 128],
];

/** An address with zone and port fits in this; what is longer is no address. */
const MAX_ENTRY_CHARACTERS = 80;

/** One IP address, with or without port, brackets and zone; IPv4 inside IPv6 (`::ffff:a.b.c.d`) reads as IPv4. */
function parseAddress(text: string): Address | null {
  if (text.length > MAX_ENTRY_CHARACTERS) return null;
  const [, bracketed, v4] = /^\s*(?:\[([^\]]*)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+)(?::\d{1,5})?)\s*$/.exec(text) ?? [];
  if (v4 !== undefined) return ipaddr.IPv4.isValidFourPartDecimal(v4) ? ipaddr.IPv4.parse(v4) : null;
  const v6 = (bracketed ?? text).trim().replace(/%[\w.-]+$/, "");
  if (!ipaddr.IPv6.isValid(v6)) return null;
  const address = ipaddr.IPv6.parse(v6);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function parseRange(text: string): AddressRange | null {
  const [address, bits, ...more] = text.split("/");
  const base = parseAddress(address ?? "");
  if (!base || more.length > 0) return null;
  const width = base.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [base, width];
  const count = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  return count >= 1 && count <= width ? [base, count] : null;
}

/** Reads TRUSTED_PROXIES: addresses and CIDR ranges, separated by commas or spaces. `invalid` holds what is neither. */
export function parseAddressRanges(text: string): { ranges: AddressRange[]; invalid: string[] } {
  const items = text.split(/[\s,]+/).filter((item) => item !== "");
  const read = items.map((item) => ({ item, range: parseRange(item) }));
  return {
    ranges: read.flatMap(({ range }) => (range ? [range] : [])),
    invalid: read.flatMap(({ item, range }) => (range ? [] : [item])),
  };
}

function isWithin(address: Address, ranges: readonly AddressRange[]): boolean {
  return ranges.some(([base, bits]) => {
    if (address instanceof ipaddr.IPv4) return base instanceof ipaddr.IPv4 && address.match(base, bits);
    return base instanceof ipaddr.IPv6 && address.match(base, bits);
  });
}

/** True when an address lies in one of the ranges. */
export function isInRanges(address: string, ranges: readonly AddressRange[]): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && isWithin(parsed, ranges);
}

/** A request as a proxy may have passed it on. */
export interface ForwardedRequest {
  /** Address of the socket. */
  peer: string;
  /** X-Forwarded-For as it came, once or several times. */
  forwarded_for: string | readonly string[] | null | undefined;
  /** Proxies whose word is taken. */
  trusted: readonly AddressRange[];
}

/**
 * The address of the client behind trusted proxies. Each proxy adds the address of whoever spoke to it at the right end
 * of X-Forwarded-For, so the list is read from there: it goes on past each trusted proxy and ends at the first address
 * that is not one. What stands left of that was written by the client itself and never counts.
 */
export function clientAddress({ peer, forwarded_for, trusted }: ForwardedRequest): string {
  const socket = parseAddress(peer);
  if (!socket) return peer;
  let client: Address = socket;
  const entries = [forwarded_for ?? []].flat().join(",").split(",").toReversed();
  for (const entry of entries) {
    if (entry.trim() === "") continue;
    const next: Address | null = isWithin(client, trusted) ? parseAddress(entry) : null;
    if (!next) break;
    client = next;
  }
  return client.toString();
}

/** What limits count for an address: an IPv4 address, or the /64 network of an IPv6 address, which is one household. */
export function addressLimitKey(address: string): string {
  const parsed = parseAddress(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed?.toString() ?? address.slice(0, MAX_ENTRY_CHARACTERS);
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}

const PLAIN_HOST = /^[\w.-]{1,253}(?::\d{1,5})?$|^\[[\da-fA-F:.]{2,45}\](?::\d{1,5})?$/;

/** Scheme and host of a request. */
export interface ForwardedOrigin {
  protocol: "http" | "https";
  host: string;
}

/**
 * Scheme and host that the client used. X-Forwarded-Proto and X-Forwarded-Host count only from a trusted peer, and of
 * several values the last, which that peer wrote; `seen` is what the request itself says.
 */
export function forwardedOrigin(
  { peer, trusted }: Pick<ForwardedRequest, "peer" | "trusted">,
  headers: { proto: string | undefined; host: string | undefined },
  seen: ForwardedOrigin,
): ForwardedOrigin {
  if (!isInRanges(peer, trusted)) return seen;
  const proto = lastOf(headers.proto)?.toLowerCase();
  const host = lastOf(headers.host);
  return {
    protocol: proto === "http" || proto === "https" ? proto : seen.protocol,
    host: host !== undefined && PLAIN_HOST.test(host) ? host : seen.host,
  };
}

function lastOf(list: string | undefined): string | undefined {
  return list?.split(",").at(-1)?.trim();
}
