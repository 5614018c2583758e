import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServiceState } from "./supervisor.ts";

/** How each process is that the supervisor keeps running, by its name. */
export type ServiceStates = Record<string, ServiceState>;

const HEALTH_MS = 5000;

function answerJson(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  res.end(JSON.stringify(body));
}

async function apiHealth(api: string | undefined): Promise<{ code: number; status: string }> {
  if (!api) return { code: 503, status: "starting" };
  try {
    const response = await fetch(`${api}/api/health`, { signal: AbortSignal.timeout(HEALTH_MS) });
    const body: unknown = await response.json();
    const status = typeof body === "object" && body && "status" in body ? String(body.status) : "unknown";
    return { code: response.status, status };
  } catch {
    return { code: 503, status: "api unavailable" };
  }
}

/** Answers GET /api/health: what the API says of itself, and `degraded` while another process is not running. */
export async function answerHealth(
  res: ServerResponse,
  api: string | undefined,
  services: ServiceStates,
): Promise<void> {
  const { code, status } = await apiHealth(api);
  const isDegraded = code < 400 && Object.values(services).some((state) => state !== "RUNNING");
  answerJson(res, code, { status: isDegraded ? "degraded" : status, services });
}

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "[::1]"]);

/**
 * Where a page asked for by loopback address lies under the configured origin. Sign-in cookies and OAuth belong to one
 * origin, so the address is changed before a password is typed and not after.
 */
export function configuredAddress({ method, headers, url }: IncomingMessage, origin: URL): string | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const asked = URL.parse(`http://${headers.host ?? ""}`);
  if (!asked || !LOOPBACK_HOSTS.has(asked.hostname) || asked.host === origin.host) return undefined;
  const isPage = (headers.accept ?? "").includes("text/html");
  return isPage ? `${origin.origin}${url ?? "/"}` : undefined;
}
