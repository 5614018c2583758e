import { normalForm } from "@hawkmoth/domain/normal-form";
import { shownName } from "@hawkmoth/domain/shown-name";
import { z } from "zod";

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** A scheme that a program made from a domain of its own, in reverse (RFC 8252, 7.1). */
const REVERSED_DOMAIN = /^[a-z][a-z\d-]*(?:\.[a-z\d][a-z\d-]*)+:$/;
/** Schemes of editors whose MCP clients sign in that way, although they are no reversed domains. */
const OF_EDITORS = new Set(["cursor:", "vscode:", "vscode-insiders:", "windsurf:"]);
const MAX_NAME = 60;
/** Longer than any name of which the first words are shown. */
const MAX_READ = 1000;

/** True for a host of the person's own machine. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/** A name as a program gives it, without what could hide or forge text around it. */
export function clientName(name: string): string {
  return shownName(normalForm(name.slice(0, MAX_READ), "NFKC"))
    .slice(0, MAX_NAME)
    .trim();
}

/** True for an address of this installation itself, by whichever of its names. */
export function isOwnAddress(text: string, own_origin: string): boolean {
  const [url, own] = [URL.parse(text), new URL(own_origin)];
  if (!url) return false;
  const [host, own_host] = [hostOf(url), hostOf(own)];
  const is_same_host = host === own_host || (isLoopbackHost(host) && isLoopbackHost(own_host));
  return is_same_host && portOf(url) === portOf(own);
}

/** A name with its final dot is the same name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, "");
}

function portOf({ port, protocol }: URL): string {
  return port === "" && protocol === "https:" ? "443" : port === "" ? "80" : port;
}

/** Also an empty one, of which the parsed address shows nothing. */
function hasUserinfo(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[/\\]*[^/\\?#]*@/i.test(text);
}

/** https, http of this machine, or a scheme that a native program can claim (RFC 8252, 7.1 to 7.3). */
function isRedirectUri(text: string): boolean {
  const url = URL.parse(text);
  // The parser passes over white space and control characters, behind which the rest of the text could hide.
  if (!url || /[\s\p{Cc}#]/u.test(text) || hasUserinfo(text) || url.hostname.includes("*")) return false;
  if (url.protocol === "https:") return url.hostname !== "";
  if (url.protocol === "http:") return isLoopbackHost(url.hostname);
  return REVERSED_DOMAIN.test(url.protocol) || OF_EDITORS.has(url.protocol);
}

function isOfNativeProgram(text: string): boolean {
  const { protocol } = new URL(text);
  return protocol !== "https:";
}

const RedirectUri = z
  .string()
  .max(2000)
  .refine(isRedirectUri, "use https, a loopback address or a scheme made from your domain, such as com.example.app:");

const Metadata = z.object({
  client_name: z.string().max(500).transform(clientName).optional(),
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
export function readClientMetadata(
  body: unknown,
  own_origin: string,
): { metadata: ClientMetadata } | { problem: string } {
  const parsed = Metadata.safeParse(withoutNulls(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join(".") ?? "metadata"}: ${issue?.message ?? "is not valid"}` };
  }
  const { application_type, redirect_uris } = parsed.data;
  if (redirect_uris.some((uri) => isOwnAddress(uri, own_origin)))
    return { problem: "redirect_uris: this is the address of Hawkmoth itself" };
  const kind = application_type ?? (redirect_uris.some(isOfNativeProgram) ? "native" : "web");
  return { metadata: { ...parsed.data, application_type: kind } };
}

function withoutNulls(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
