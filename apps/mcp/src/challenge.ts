import type { Scope } from "@hawkmoth/domain/access/schema";

const METADATA_PATH = "/.well-known/oauth-protected-resource";

/** What a client lacks: any credential, a good one, or one that may do more. */
export type Lack = { error: null } | { error: "invalid_token" } | { error: "insufficient_scope"; scopes: Scope[] };

/**
 * The WWW-Authenticate header of a refusal (RFC 6750, 3). It names the protected-resource metadata (RFC 9728, 5.1), so
 * that a client without a key finds where to sign in, and the scopes to ask for when a sign-in has to be widened.
 * `resource` is the address of the endpoint that refuses, with its path.
 */
export function challenge(resource: URL, lack: Lack): string {
  const parts = ['realm="hawkmoth"'];
  if (lack.error !== null) parts.push(`error="${lack.error}"`);
  if (lack.error === "insufficient_scope") parts.push(`scope="${lack.scopes.join(" ")}"`);
  parts.push(`resource_metadata="${resource.origin}${METADATA_PATH}${resource.pathname}"`);
  return `Bearer ${parts.join(", ")}`;
}
