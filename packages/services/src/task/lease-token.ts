import { createHash, randomBytes } from "node:crypto";

/** A fresh lease token and what is stored of it. */
export function newLeaseToken(): { token: string; hash: string } {
  const token = `lease_${randomBytes(24).toString("base64url")}`;
  return { token, hash: hashLeaseToken(token) };
}

/** SHA-256 of the token, base64url: the table holds no usable token. */
export function hashLeaseToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
