import { Agent, createServer, ServerResponse, type IncomingMessage, type Server } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
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
  /** Public origin, which decides X-Forwarded-Proto and X-Forwarded-Host. */
  url: string;
  targets: Targets;
  /** How the processes are, for GET /api/health. */
  serviceStates?: () => ServiceStates;
}

export interface Gateway {
  close(): Promise<void>;
}

const LOOPBACK = ["127.0.0.1", "::1"];
const FORWARDED = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"];

/** The last X-Forwarded-For entry is always the peer of this gateway, whatever the client claimed. */
function markForwarded(req: IncomingMessage, publicUrl: URL): void {
  for (const name of FORWARDED) delete req.headers[name];
  const claimed = req.headers["x-forwarded-for"];
  const peer = (req.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  req.headers["x-forwarded-for"] = [claimed, peer].filter(Boolean).join(", ");
  req.headers["x-forwarded-proto"] = publicUrl.protocol.replace(":", "");
  req.headers["x-forwarded-host"] = req.headers.host ?? publicUrl.host;
}

function answerUnavailable(req: IncomingMessage, res: ServerResponse): void {
  // Part of an answer is already out: the proxy cuts it, and the client sees that it is not whole.
  if (res.headersSent) return;
  const isPage = (req.headers.accept ?? "").includes("text/html");
  res.writeHead(503, {
    "content-type": isPage ? "text/html; charset=utf-8" : "application/json",
    "retry-after": "2",
    "cache-control": "no-store",
    connection: "close",
  });
  const message = "This part of Hawkmoth does not answer right now. Try again in a moment.";
  const page = `<!doctype html><meta http-equiv="refresh" content="2"><title>Hawkmoth</title><p>${message}</p>`;
  res.end(isPage ? page : JSON.stringify({ error: { code: "INTERNAL", message } }));
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

function makeServer(proxy: ProxyServer, options: GatewayOptions): Server {
  const publicUrl = new URL(options.url);
  const server = createServer((req, res) => {
    if (req.method === "GET" && req.url === "/api/health" && options.serviceStates)
      return void answerHealth(res, options.targets.api, options.serviceStates());
    const address = upstreamOf(req.url ?? "/") === "web" ? configuredAddress(req, publicUrl) : undefined;
    if (address) return void res.writeHead(307, { location: address, "cache-control": "no-store" }).end();
    const target = options.targets[upstreamOf(req.url ?? "/")];
    if (!target) return answerUnavailable(req, res);
    markForwarded(req, publicUrl);
    void proxy.web(req, res, { target });
  });
  server.on("upgrade", (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = options.targets.web;
    if (!target || !(socket instanceof Socket)) return void socket.destroy();
    void proxy.ws(req, socket, { target }, head);
  });
  // Uploads and event streams last as long as they last; only slow headers are cut.
  server.requestTimeout = 0;
  return server;
}

/** A process may close an idle connection in the moment in which a request is sent over it: nothing of it was read. */
function isRepeatable({ method }: IncomingMessage, error: unknown): boolean {
  return (method === "GET" || method === "HEAD") && codeOf(error) === "ECONNRESET";
}

/** The front door: one origin that streams every request to the process named by the routing table. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const proxy = createProxyServer({ agent, proxyTimeout: 0, xfwd: false });
  const again = new WeakSet<IncomingMessage>();
  proxy.on("error", (error, req, res) => {
    if (!req || !(res instanceof ServerResponse)) return void (res instanceof Socket && res.destroy());
    const target = options.targets[upstreamOf(req.url ?? "/")];
    if (!target || again.has(req) || res.headersSent || !isRepeatable(req, error)) return answerUnavailable(req, res);
    again.add(req);
    void proxy.web(req, res, { target });
  });
  const servers = await listenOn(() => makeServer(proxy, options), options);
  return {
    async close() {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const server of servers) server.closeAllConnections();
      agent.destroy();
      await Promise.all(closed);
    },
  };
}
