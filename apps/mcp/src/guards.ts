import type { IncomingMessage } from "node:http";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** Which Host and Origin headers are let in. */
export interface HostPolicy {
  /** Host names without ports. */
  names: ReadonlySet<string>;
  /** Hosts as the Origin header must show them; an entry without port allows any port. */
  origins: readonly string[];
}

/**
 * The hosts of MCP_ALLOWED_HOSTS, or without it the host of the public address. A server on this machine is also
 * reached under the machine's other loopback names.
 */
export function hostPolicy(allowed: readonly string[], public_origin: string): HostPolicy {
  const { host, hostname, port } = new URL(public_origin);
  const isLoopback = LOOPBACK_NAMES.includes(hostname);
  const aliases = isLoopback ? LOOPBACK_NAMES.map((name) => (port === "" ? name : `${name}:${port}`)) : [];
  const hosts = allowed.length > 0 ? allowed : [host, ...aliases];
  return { names: new Set(hosts.map(nameOf)), origins: hosts };
}

/** False when the Host header names a foreign host, as after DNS rebinding. */
export function isHostAllowed(request: IncomingMessage, policy: HostPolicy): boolean {
  const host = request.headers.host?.toLowerCase();
  return host !== undefined && HOST.test(host) && policy.names.has(nameOf(host));
}

/** False when a browser sends the request from a foreign page. Programs send no Origin. */
export function isOriginAllowed(request: IncomingMessage, policy: HostPolicy): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  return policy.origins.includes(url.host) || policy.origins.includes(url.hostname);
}

/** A name, an IPv4 address or a bracketed IPv6 one, and a port: nothing before, between or behind (RFC 9110, 7.2). */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

function nameOf(host: string): string {
  return host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : (host.split(":")[0] ?? "");
}
