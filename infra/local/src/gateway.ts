import { Agent, createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import {
  clientAddress,
  forwardedOrigin,
  parseAddressRanges,
  type AddressRange,
} from "@hawkmoth/domain/address/client-address";
import { createProxyServer, type ProxyServer } from "httpxy";
import { answerHealth, configuredAddress, type ServiceStates } from "./gateway-answers.ts";
import { upstreamOf, type Upstream } from "./routes.ts";
import { StartFailure } from "./failure.ts";

/** Where each process listens; a process that is not up yet is missing. */
export type Targets = Partial<Record<Upstream, string>>;

export interface GatewayOptions {
  port: number;
  /** Address to listen on; undefined means both loopback addresses. */
  host: string | undefined;
  /** Public origin: the scheme that the processes are told, unless a trusted proxy says another. */
  url: string;
  targets: Targets;
  /** How the processes are, for GET /api/health. */
  serviceStates?: () => ServiceStates;
  /** Addresses and ranges of the proxies in front, as in TRUSTED_PROXIES, which is read when this is left out. */
  trusted_proxies?: string;
}

export interface Gateway {
  close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "::1"];

function readTrustedProxies(text: string): AddressRange[] {
  const { ranges, invalid } = parseAddressRanges(text);
  if (invalid.length === 0) return ranges;
  throw new StartFailure(`TRUSTED_PROXIES: ${JSON.stringify(invalid[0])} is neither an address nor a range`);
}

/** True for what proxies say about a client; only what this gateway found out itself goes on to the processes. */
function isForwardingHeader(name: string): boolean {
  return name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip";
}

/** Replaces the forwarding headers by the client's own address, and by the scheme and host it used. */
function markForwarded(req: IncomingMessage, publicUrl: URL, trusted: readonly AddressRange[]): void {
  const { headers } = req;
  const peer = req.socket.remoteAddress ?? "";
  const client = clientAddress({ peer, forwarded_for: headers["x-forwarded-for"], trusted });
  const { protocol, host } = forwardedOrigin(
    { peer, trusted },
    { proto: oneLine(headers["x-forwarded-proto"]), host: oneLine(headers["x-forwarded-host"]) },
    { protocol: publicUrl.protocol === "https:" ? "https" : "http", host: headers.host ?? publicUrl.host },
  );
  for (const name of Object.keys(headers)) if (isForwardingHeader(name)) delete headers[name];
  headers["x-forwarded-for"] = client;
  headers["x-forwarded-proto"] = protocol;
  headers["x-forwarded-host"] = host;
}

function oneLine(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

function answerUnavailable(req: IncomingMessage, res: ServerResponse): void {
  // Part of an answer is already out: the proxy cuts it, and the client sees that it is not whole.
  if (res.headersSent) return;
  req.unpipe();
  req.resume();
  const isPage = (req.headers.accept ?? "").includes("text/html");
  res.writeHead(503, {
    "content-type": isPage ? "text/html; charset=utf-8" : "application/json",
    "retry-after": "2",
    "cache-control": "no-store",
  });
  const message = "This part of Hawkmoth does not answer right now. Try again in a moment.";
  const page = `<!doctype html><meta http-equiv="refresh" content="2"><title>Hawkmoth</title><p>${message}</p>`;
  res.end(isPage ? page : JSON.stringify({ error: { code: "UNAVAILABLE", message } }));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

async function listenOn(make: () => Server, options: GatewayOptions): Promise<Server[]> {
  const servers: Server[] = [];
  for (const host of options.host ? [options.host] : LOOPBACK) {
    const server = make();
    try {
      await listen(server, options.port, host);
      servers.push(server);
    } catch (error) {
      const code = codeOf(error);
      const isMissingIpv6 = host === "::1" && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT");
      if (isMissingIpv6) continue;
      for (const open of servers) open.close();
      if (code === "EADDRINUSE")
        throw new StartFailure(`port ${options.port} is in use; stop what runs there or set PORT to another one`);
      if (code === "EACCES")
        throw new StartFailure(`port ${options.port} needs more rights; set PORT to 1024 or above`);
      throw new StartFailure(`cannot listen on ${host}:${options.port} (${String(code)})`);
    }
  }
  return servers;
}

/** How long the rest of a body is read after the answer was sent; a client that is cut off earlier never sees it. */
const LINGER_MS = 10_000;

/** Closes the connection of a client that goes on sending the body of a request that was answered already. */
function endLateBody(req: IncomingMessage, res: ServerResponse): void {
  res.once("finish", () => {
    if (req.complete) return;
    const timer = setTimeout(() => req.socket.destroy(), LINGER_MS);
    for (const event of ["end", "close"]) req.once(event, () => clearTimeout(timer));
  });
}

/** True for a request that changes nothing and has no body: it may be sent again, and over a connection used before. */
function isPlainRead({ method, headers }: IncomingMessage): boolean {
  const has_body = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return (method === "GET" || method === "HEAD") && !has_body;
}

function makeServer(proxy: ProxyServer, agents: Agents, options: GatewayOptions): Server {
  const publicUrl = new URL(options.url);
  const trusted = readTrustedProxies(options.trusted_proxies ?? process.env.TRUSTED_PROXIES ?? "");
  const server = createServer((req, res) => {
    endLateBody(req, res);
    if (req.method === "GET" && req.url === "/api/health" && options.serviceStates)
      return void answerHealth(res, options.targets.api, options.serviceStates());
    markForwarded(req, publicUrl, trusted);
    const isPage = upstreamOf(req.url ?? "/") === "web" && req.headers["x-forwarded-host"] !== publicUrl.host;
    const address = isPage ? configuredAddress(req, publicUrl) : undefined;
    if (address) return void res.writeHead(307, { location: address, "cache-control": "no-store" }).end();
    const target = options.targets[upstreamOf(req.url ?? "/")];
    if (!target) return answerUnavailable(req, res);
    void proxy.web(req, res, { target, agent: isPlainRead(req) ? agents.kept : agents.once });
  });
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = options.targets.web;
    if (!target || !(socket instanceof Socket)) return void socket.destroy();
    markForwarded(req, publicUrl, trusted);
    void proxy.ws(req, socket, { target }, head);
  });
  // Uploads and event streams last as long as they last; only slow headers are cut.
  server.requestTimeout = 0;
  return server;
}

/**
 * Connections to the processes. One that carried a write or a body is never used again, nor is a write sent over one
 * that was: a process that answers before it has read the body closes the connection afterwards, and the next write over
 * it would be lost.
 */
interface Agents {
  kept: Agent;
  once: Agent;
}

/** A process may close an idle connection in the moment in which a request is sent over it: nothing of it was read. */
function isRepeatable(req: IncomingMessage, error: unknown): boolean {
  return isPlainRead(req) && codeOf(error) === "ECONNRESET";
}

/** The front door: one origin that streams every request to the process named by the routing table. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const agents: Agents = { kept: new Agent({ keepAlive: true }), once: new Agent({ keepAlive: false }) };
  const proxy = createProxyServer({ proxyTimeout: 0, xfwd: false });
  const again = new WeakSet<IncomingMessage>();
  proxy.on("error", (error, req, res) => {
    if (!req || !(res instanceof ServerResponse)) return void (res instanceof Socket && res.destroy());
    const target = options.targets[upstreamOf(req.url ?? "/")];
    if (!target || again.has(req) || res.headersSent || !isRepeatable(req, error)) return answerUnavailable(req, res);
    again.add(req);
    void proxy.web(req, res, { target, agent: agents.once });
  });
  // A connection to a process ends with its request; that of the client goes on.
  proxy.on("proxyRes", (answer, req) => {
    delete answer.headers["keep-alive"];
    answer.headers.connection = /\bclose\b/i.test(req.headers.connection ?? "") ? "close" : "keep-alive";
  });
  const servers = await listenOn(() => makeServer(proxy, agents, options), options);
  return {
    async close() {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const server of servers) server.closeAllConnections();
      for (const agent of Object.values(agents)) agent.destroy();
      await Promise.all(closed);
    },
  };
}
