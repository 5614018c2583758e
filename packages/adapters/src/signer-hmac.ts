import type { Signer } from "@hawkmoth/services/ports";
import { createHmac, hkdfSync } from "node:crypto";

/** HMAC-SHA256 under a key derived from the server's secret for one purpose (RFC 5869); signatures are base64url. */
export function createSigner(secret: string, purpose: string): Signer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  return { sign: (text) => createHmac("sha256", key).update(text).digest("base64url") };
}
