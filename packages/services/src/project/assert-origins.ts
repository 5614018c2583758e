import { AppError } from "@hawkmoth/domain/errors";
import { getDomain } from "tldts";

const WILDCARD = /^https?:\/\/\*\.([^:]+)/;

/**
 * Stops a wildcard that would let in the pages of anybody: what stands behind `*.` must be, or lie below, a name that
 * somebody registers. `*.co.uk` and `*.github.io` name everybody's sites (publicsuffix.org).
 * @throws INVALID_INPUT
 */
export function assertOrigins(origins: readonly string[]): void {
  for (const origin of origins) {
    const host = WILDCARD.exec(origin)?.[1];
    if (host === undefined || getDomain(host, { allowPrivateDomains: true }) !== null) continue;
    throw new AppError("INVALID_INPUT", {
      message: `Invalid 'allowed_origins': ${origin} names the sites of everybody`,
      field: "allowed_origins",
      hint: "Put a domain of yours behind the '*.', e.g. https://*.shop.example.",
    });
  }
}
