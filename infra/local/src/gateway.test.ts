import { Agent, createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startGateway, type Gateway, type Targets } from "./gateway.ts";
import type { ServiceStates } from "./gateway-answers.ts";
import { freePort } from "./ports.ts";

const servers: Server[] = [];
const gateways: Gateway[] = [];

afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
  for (const server of servers.splice(0)) server.close();
});

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server does not listen");
  return address.port;
}

async function upstream(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${portOf(server)}`;
}

interface GatewayParts {
  serviceStates?: () => ServiceStates;
  trusted_proxies?: string;
}

async function gateway(targets: Targets, parts: GatewayParts = {}): Promise<string> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  gateways.push(await startGateway({ port, host: undefined, url, targets, trusted_proxies: "", ...parts }));
  return `http://localhost:${port}`;
}

function readHeaders(req: IncomingMessage): string {
  return JSON.stringify(req.headers);
}

test("each path reaches the process of the routing table", async () => {
  const web = await upstream((_req, res) => res.end("web"));
  const api = await upstream((_req, res) => res.end("api"));
  const mcp = await upstream((_req, res) => res.end("mcp"));
  const url = await gateway({ web, api, mcp });
  const bodyOf = async (path: string): Promise<string> => (await fetch(url + path)).text();
  expect(await bodyOf("/login")).toBe("web");
  expect(await bodyOf("/api/auth/session")).toBe("web");
  expect(await bodyOf("/api/v1/bugs")).toBe("api");
  expect(await bodyOf("/mcp")).toBe("mcp");
});

const FORGED = {
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "444",
  "x-real-ip": "6.6.6.6",
  forwarded: "for=6.6.6.6",
};

async function forwardedOf(url: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
  const answer: unknown = await (await fetch(`${url}/api/x`, { headers })).json();
  return Object.fromEntries(Object.entries(Object(answer)).filter(([name]) => /forwarded|real-ip/.test(name)));
}

test("a client cannot choose its own address, nor scheme and host", async () => {
  const url = await gateway({ api: await upstream((req, res) => res.end(readHeaders(req))) });
  expect(await forwardedOf(url, FORGED)).toEqual({
    "x-forwarded-for": expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    "x-forwarded-host": new URL(url).host,
    "x-forwarded-proto": "http",
  });
});

test("behind a proxy named in TRUSTED_PROXIES each client has its own address, and the proxy's scheme and host count", async () => {
  const api = await upstream((req, res) => res.end(readHeaders(req)));
  const url = await gateway({ api }, { trusted_proxies: "127.0.0.0/8, ::1, 10.0.0.0/8" });
  const through = { "x-forwarded-host": "bugs.example.com", "x-forwarded-proto": "https" };
  for (const client of ["203.0.113.9", "2001:db8::7"])
    expect(await forwardedOf(url, { ...through, "x-forwarded-for": `6.6.6.6, ${client}, 10.1.2.3` })).toEqual({
      ...through,
      "x-forwarded-for": client,
    });
});

test("TRUSTED_PROXIES that can't be read is one clear line", async () => {
  await expect(gateway({}, { trusted_proxies: "10.0.0.0/8, nginx" })).rejects.toThrow(
    'TRUSTED_PROXIES: "nginx" is neither',
  );
});

test("an event stream arrives piece by piece", async () => {
  let finish = (): void => undefined;
  const api = await upstream((_req, res) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    res.write("data: one\n\n");
    finish = () => res.end("data: two\n\n");
  });
  const url = await gateway({ api });
  const reader = (await fetch(`${url}/api/v1/events`)).body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toBe("data: one\n\n");
  finish();
  const second = await reader?.read();
  expect(new TextDecoder().decode(second?.value)).toBe("data: two\n\n");
});

test("a request body streams through before it has ended", async () => {
  const seen = Promise.withResolvers<string>();
  const api = await upstream((req, res) => {
    req.once("data", (chunk: Buffer) => seen.resolve(chunk.toString()));
    req.once("end", () => res.end("done"));
  });
  const url = await gateway({ api });
  const upload = request(`${url}/api/v1/ingest/uploads/x`, { method: "PUT" });
  const answered = new Promise<number | undefined>((resolve) =>
    upload.once("response", (res) => resolve(res.statusCode)),
  );
  upload.write("first piece");
  expect(await seen.promise).toBe("first piece");
  upload.end("last piece");
  expect(await answered).toBe(200);
});

test("a connection that a process closes while it is used again costs nobody an answer", async () => {
  const used = new WeakSet<object>();
  const api = await upstream((req, res) => {
    if (used.has(req.socket)) return void req.socket.resetAndDestroy();
    used.add(req.socket);
    res.end("api");
  });
  const url = await gateway({ api });
  for (let times = 0; times < 4; times += 1) {
    expect(await (await fetch(`${url}/api/v1/bugs`)).text()).toBe("api");
    for (const init of [{ method: "POST", body: "{}" }, { method: "POST" }, { method: "DELETE" }])
      expect(await (await fetch(`${url}/api/v1/bugs`, init)).text()).toBe("api");
  }
});

test("a process that answers before it has read a large body costs other clients no write", async () => {
  const api = await upstream((req, res) => {
    if (Number(req.headers["content-length"]) < 1000) return void req.resume().once("end", () => res.end("written"));
    res.writeHead(413).end("too large");
    req.resume().once("end", () => setTimeout(() => req.socket.destroy(), 5));
  });
  const url = await gateway({ api });
  const post = async (body: string) => (await fetch(`${url}/api/v1/bugs`, { method: "POST", body })).status;
  const large = "x".repeat(1_200_000);
  for (let round = 0; round < 5; round += 1) {
    const small = Array.from({ length: 8 }, () => post("{}"));
    const statuses = await Promise.all([...Array.from({ length: 4 }, () => post(large)), ...small]);
    expect(statuses).toEqual([...Array.from({ length: 4 }, () => 413), ...small.map(() => 200)]);
  }
});

test("the connection of a client outlives that of its request to the process", async () => {
  const url = await gateway({ api: await upstream((req, res) => void req.resume().once("end", () => res.end("ok"))) });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  for (let times = 0; times < 3; times += 1)
    await new Promise<void>((resolve, reject) => {
      const sent = request(`${url}/api/x`, { method: "POST", agent }, (res) => res.resume().once("end", resolve));
      sent.once("socket", (socket) => socket.once("close", () => ports.add(-1)));
      sent.once("response", (res) => ports.add(res.socket.localPort));
      sent.once("error", reject);
      sent.end("{}");
    });
  expect(ports.size).toBe(1);
  agent.destroy();
});

test("a process that is not up answers 503, and the others go on", async () => {
  const web = await upstream((_req, res) => res.end("web"));
  const url = await gateway({ web, api: `http://127.0.0.1:${await freePort()}` });
  const answer = await fetch(`${url}/api/v1/bugs`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect((await fetch(`${url}/mcp`)).status).toBe(503);
  expect((await fetch(`${url}/login`)).status).toBe(200);
});

async function healthOf(url: string): Promise<{ code: number; body: unknown }> {
  const answer = await fetch(`${url}/api/health`);
  return { code: answer.status, body: await answer.json() };
}

test("health names the process that keeps dying and stays 200 while the API answers", async () => {
  const states: ServiceStates = { api: "RUNNING", worker: "RUNNING" };
  const api = await upstream((_req, res) => res.end('{"status":"ok"}'));
  const url = await gateway({ api }, { serviceStates: () => states });
  expect(await healthOf(url)).toEqual({ code: 200, body: { status: "ok", services: states } });
  states["worker"] = "FAILING";
  expect(await healthOf(url)).toEqual({ code: 200, body: { status: "degraded", services: states } });
});

test("health is 503 while the API is starting, does not answer, or has no database", async () => {
  const away = await upstream((_req, res) => res.writeHead(503).end('{"status":"database unavailable"}'));
  const services = { api: "RUNNING" } as const;
  const ask = async (api?: string): Promise<unknown> =>
    healthOf(await gateway(api ? { api } : {}, { serviceStates: () => services }));
  expect(await ask()).toEqual({ code: 503, body: { status: "starting", services } });
  expect(await ask(away)).toEqual({ code: 503, body: { status: "database unavailable", services } });
  const dead = `http://127.0.0.1:${await freePort()}`;
  expect(await ask(dead)).toEqual({ code: 503, body: { status: "api unavailable", services } });
});

test("a page asked for by loopback address leads to the configured origin, and nothing else does", async () => {
  const web = await upstream((_req, res) => res.end("web"));
  const url = await gateway({ web, api: web });
  const { port } = new URL(url);
  const ask = (host: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`http://${host}:${port}${path}`, { redirect: "manual", headers: { accept: "text/html" }, ...init });
  for (const host of ["127.0.0.1", "[::1]"]) {
    const page = await ask(host, "/login?next=%2Facme");
    expect([page.status, page.headers.get("location")]).toEqual([307, `${url}/login?next=%2Facme`]);
    expect((await ask(host, "/api/v1/bugs")).status).toBe(200);
    expect((await ask(host, "/logo.svg", { headers: { accept: "image/svg+xml" } })).status).toBe(200);
    expect((await ask(host, "/login", { method: "POST" })).status).toBe(200);
  }
  expect((await ask("localhost", "/login")).status).toBe(200);
});

test("a port in use is one clear line", async () => {
  const url = await gateway({});
  const port = Number(new URL(url).port);
  await expect(startGateway({ port, host: undefined, url, targets: {} })).rejects.toThrow(`port ${port} is in use`);
});
