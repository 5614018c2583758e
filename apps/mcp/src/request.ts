import { clientAddress, LOOPBACK, type AddressRange } from "@hawkmoth/domain/address/client-address";
import { readSelection, SELECTION_FIELDS, type Selection } from "@hawkmoth/mcp/selection";
import type { Registry } from "@hawkmoth/mcp/registry";
import type { IncomingMessage } from "node:http";

const MAX_BODY_BYTES = 1_048_576;

/** A body that is longer than allowed. */
export class BodyTooLarge extends Error {}

/** Reads the body as text, up to 1 MB. @throws BodyTooLarge as soon as more is announced or has come. */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge();
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** No message is nested deeper; whoever checks, canonicalises or prints it may go down step by step. */
const MAX_DEPTH = 64;

/** True for JSON that is nested deeper than any message of the protocol. */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}

/** The key of the caller: `Authorization: Bearer` or `X-MCP-Token`; null when there is none of a possible form. */
export function credentialOf(request: IncomingMessage): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization?.trim() ?? "")?.[1];
  const credential = bearer ?? headerOf(request, "x-mcp-token")?.trim();
  return credential !== undefined && /^[\x21-\x7e]{8,4096}$/.test(credential) ? credential : null;
}

/** Address of the caller, for limits and the audit, looked up past the gateway on this machine and named proxies. */
export function callerAddress(request: IncomingMessage, trusted_proxies: readonly AddressRange[]): string | null {
  const peer = request.socket.remoteAddress;
  if (peer === undefined) return null;
  const forwarded_for = request.headers["x-forwarded-for"];
  return clientAddress({ peer, forwarded_for, trusted: [...LOOPBACK, ...trusted_proxies] });
}

/** Client name and version when the protocol does not tell: the first product of User-Agent (RFC 9110, 10.1.5). */
export function clientOf(request: IncomingMessage): { name: string; version: string } | null {
  const product = /^([\w!#$%&'*+.^`|~-]+)(?:\/([\w!#$%&'*+.^`|~-]+))?/.exec(request.headers["user-agent"] ?? "");
  return product?.[1] ? { name: product[1], version: product[2] ?? "" } : null;
}

const ENDPOINT = /^(?:\/api)?\/mcp(?:\/p\/([^/]+))?\/?$/;

/** True for the path of the endpoint, with or without the project it is about: `/mcp`, `/mcp/p/SHOP`, `/api/mcp`. */
export function isEndpoint(path: string): boolean {
  return ENDPOINT.test(path);
}

/** Wishes that narrow a connection: whoever sets up a client or a proxy before it may count on theirs. */
const NARROWING: ReadonlySet<string> = new Set(["exclude_tools", "readonly", "project", "lockdown"]);

/**
 * Which tools the request asks for, by query or by header, and for which project, also by its path. What narrows the
 * connection holds wherever it is said; of the rest the query counts where both speak.
 * @throws INVALID_INPUT for names that do not exist, and for two different projects.
 */
export function selectionOf(request: IncomingMessage, registry: Registry): Selection {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://mcp");
  const wish = (name: string) => {
    const asked = searchParams.getAll(name);
    const header = headerOf(request, `x-mcp-${name.replaceAll("_", "-")}`) ?? "";
    return NARROWING.has(name) || asked.length === 0 ? [...asked, header] : asked;
  };
  const source = Object.fromEntries(SELECTION_FIELDS.map((name) => [name, wish(name).join(",")]));
  const projects = [...wish("project"), decoded(ENDPOINT.exec(pathname)?.[1] ?? "")].filter((text) => text !== "");
  return readSelection({ ...source, project: [...new Set(projects)].join(",") }, registry);
}

/** Half an escape is no project's key; the raw text is refused as such. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}
