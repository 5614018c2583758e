import { getConnInfo } from "@hono/node-server/conninfo";
import { addressLimitKey, clientAddress, LOOPBACK, type AddressRange } from "@hawkmoth/domain/address/client-address";
import type { Context } from "hono";

function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? "127.0.0.1";
  } catch {
    // A request handed to the app in a test has no socket; it counts as coming from this machine.
    return "127.0.0.1";
  }
}

/** What limits count for the address of whoever called: the gateway on this machine and named proxies are looked past. */
export function addressKeyOf(c: Context, trusted_proxies: readonly AddressRange[]): string {
  const trusted = [...LOOPBACK, ...trusted_proxies];
  return addressLimitKey(clientAddress({ peer: peerOf(c), forwarded_for: c.req.header("x-forwarded-for"), trusted }));
}
