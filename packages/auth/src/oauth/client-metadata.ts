import { z } from "zod";

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** Schemes that the browser or the system answers by itself, so that no program of the person's can have claimed them. */
const NEVER =
  /^(?:javascript|data|vbscript|file|filesystem|blob|about|view-source|wss?|ftps?|mailto|tel|sms|intent|chrome|jar|smb|ldap|(?:search-)?ms(?:-.*)?|web\+.*):$/;
const MAX_NAME = 60;

/** True for a host of the person's own machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/** A name as a program gives it, without what could hide or forge text around it. */
export function shownName(name: string): string {
  return name
    .normalize("NFKC")
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MAX_NAME);
}

/** https, http of this machine, or a scheme that a native program claimed (RFC 8252, 7.1 to 7.3). */
function isRedirectUri(text: string): boolean {
  const url = URL.parse(text);
  if (!url || text.includes("#") || url.username !== "" || url.password !== "") return false;
  if (url.protocol === "http:") return isLoopbackHost(url.hostname);
  return !NEVER.test(url.protocol);
}

function isOfNativeProgram(text: string): boolean {
  const { protocol } = new URL(text);
  return protocol !== "https:";
}

const RedirectUri = z.string().max(2000).refine(isRedirectUri, "use https, a loopback address or your own scheme");

const Metadata = z.object({
  client_name: z.string().max(500).transform(shownName).optional(),
  client_uri: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .catch(undefined),
  redirect_uris: z.array(RedirectUri).min(1).max(20),
  token_endpoint_auth_method: z
    .enum(["none", "client_secret_basic", "client_secret_post", "private_key_jwt"])
    .default("none"),
  token_endpoint_auth_signing_alg: z.string().max(20).optional(),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(10) }).optional(),
  jwks_uri: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  application_type: z.enum(["web", "native"]).optional(),
});

/** Client metadata (RFC 7591) that is understood and harmless; the rest is left out. */
export type ClientMetadata = z.output<typeof Metadata> & { client_id?: string };

/**
 * Reads what a program says of itself, registered or in its own document. Programs mostly don't say that they are
 * native, so a redirect address that no web site could have says it for them: their loopback port may then vary.
 * Scopes are not kept: which ones it gets is asked at each sign-in. A null counts as left out.
 */
export function readClientMetadata(body: unknown): { metadata: ClientMetadata } | { problem: string } {
  const parsed = Metadata.safeParse(withoutNulls(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join(".") ?? "metadata"}: ${issue?.message ?? "is not valid"}` };
  }
  const { application_type, redirect_uris } = parsed.data;
  const kind = application_type ?? (redirect_uris.some(isOfNativeProgram) ? "native" : "web");
  return { metadata: { ...parsed.data, application_type: kind } };
}

function withoutNulls(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
