import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { reachApi } from "./reach-api.ts";

const started: Server[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/api/v1/bugs`;
}

async function ask(url: string, { body = null, ms = 5000 }: { body?: string | null; ms?: number } = {}) {
  const method = body === null ? "GET" : "POST";
  const signal = AbortSignal.timeout(ms);
  return await reachApi(url, { method, headers: { "x-tool": "t" }, body, redirect: "error", signal });
}

it("gives status, headers and the text whole, however it is cut on its way", async () => {
  const url = await serve((request, response) => {
    const bytes = Buffer.from(`{"got":"${request.method} ${request.headers["x-tool"] as string} ü"}`);
    response.writeHead(429, { "retry-after": "7" }).write(bytes.subarray(0, -3));
    setTimeout(() => response.end(bytes.subarray(-3)), 20);
  });
  const answer = await ask(url);
  expect(answer).toMatchObject({ ok: false, status: 429 });
  expect(answer.headers.get("retry-after")).toBe("7");
  expect(answer.headers.get("etag")).toBeNull();
  expect(await answer.text()).toBe('{"got":"GET t ü"}');
});

it("sends a body with its length", async () => {
  const url = await serve((request, response) => {
    request.pipe(response.setHeader("x-length", request.headers["content-length"] ?? "none"));
  });
  const answer = await ask(url, { body: '{"title":"Größe"}' });
  expect(answer.headers.get("x-length")).toBe("19");
  expect(await answer.text()).toBe('{"title":"Größe"}');
});

it("follows no redirect, which would take the credential elsewhere", async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  await expect(ask(url)).rejects.toThrow("redirects");
  expect(asked).toEqual(["/api/v1/bugs"]);
});

it("fails when the time is up, when the answer breaks off, and when nobody answers", async () => {
  await expect(ask(await serve(() => undefined), { ms: 50 })).rejects.toThrow("aborted");
  const cut = await serve((_request, response) => {
    response.writeHead(200, { "content-length": "100" }).write("{");
    setTimeout(() => response.destroy(), 20);
  });
  await expect(ask(cut)).rejects.toThrow("aborted");
  await expect(ask("http://127.0.0.1:9/")).rejects.toThrow("ECONNREFUSED");
});

it("asks again over the same connection", async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end("{}");
  });
  for (let call = 0; call < 3; call += 1) await ask(url);
  expect(ports.size).toBe(1);
});
