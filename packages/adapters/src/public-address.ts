import ipaddr from "ipaddr.js";

/** Addresses that count as public and are not: what a cloud's own machine services answer on. */
const NEVER = new Set(["168.63.129.16"]);
const GLOBAL_IPV6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

/**
 * True when an IP address belongs to a stranger on the internet: not private, loopback, link-local, shared, reserved or
 * multicast, nor one of those in the clothes of IPv6 (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (NEVER.has(address.toString()) || address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6);
}

/** True for an IP address of this machine. */
export function isLoopbackAddress(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.process(text).range() === "loopback";
}
