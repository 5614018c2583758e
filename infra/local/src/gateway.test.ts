import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
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

async function gateway(targets: Targets, serviceStates?: () => ServiceStates): Promise<string> {
  const port = await freePort();
  gateways.push(await startGateway({ port, host: undefined, url: `http://localhost:${port}`, targets, serviceStates }));
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

test("a client cannot choose the forwarded host, nor the last forwarded address", async () => {
  const api = await upstream((req, res) => res.end(readHeaders(req)));
  const url = await gateway({ api });
  const answer = await fetch(`${url}/api/x`, {
    headers: { "x-forwarded-for": "6.6.6.6", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  });
  const headers: unknown = await answer.json();
  expect(headers).toMatchObject({ "x-forwarded-host": new URL(url).host, "x-forwarded-proto": "http" });
  expect(headers).toHaveProperty("x-forwarded-for", expect.stringMatching(/^6\.6\.6\.6, (127\.0\.0\.1|::1)$/));
  expect(headers).toHaveProperty("host", new URL(url).host);
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

test("a connection that a process closes while it is used again costs no reader an answer", async () => {
  const used = new WeakSet<object>();
  const api = await upstream((req, res) => {
    if (used.has(req.socket)) return void req.socket.resetAndDestroy();
    used.add(req.socket);
    res.end("api");
  });
  const url = await gateway({ api });
  for (let times = 0; times < 4; times += 1) expect(await (await fetch(`${url}/api/v1/bugs`)).text()).toBe("api");
  const written = await fetch(`${url}/api/v1/bugs`, { method: "POST", body: "{}" });
  expect(written.status).toBe(503);
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
  const url = await gateway({ api }, () => states);
  expect(await healthOf(url)).toEqual({ code: 200, body: { status: "ok", services: states } });
  states["worker"] = "FAILING";
  expect(await healthOf(url)).toEqual({ code: 200, body: { status: "degraded", services: states } });
});

test("health is 503 while the API is starting, does not answer, or has no database", async () => {
  const away = await upstream((_req, res) => res.writeHead(503).end('{"status":"database unavailable"}'));
  const services = { api: "RUNNING" } as const;
  const ask = async (api?: string): Promise<unknown> => healthOf(await gateway(api ? { api } : {}, () => services));
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
