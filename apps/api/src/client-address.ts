import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? "127.0.0.1";
  } catch {
    // A request handed to the app in a test has no socket; it counts as coming from this machine.
    return "127.0.0.1";
  }
}

/**
 * The address limits and logs go by. Only the last entry of X-Forwarded-For is believed, which the peer itself added,
 * and only when the peer is this machine or a proxy named in TRUSTED_PROXIES.
 */
export function clientAddress(c: Context, trusted_proxies: readonly string[]): string {
  const peer = peerOf(c);
  if (!LOOPBACK.has(peer) && !trusted_proxies.includes(peer)) return peer;
  const last = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? peer : last.slice(0, 64);
}
