import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createMcpServer } from "./mcp-server-http.ts";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function answering(body: string): Promise<string> {
  const server = createServer((_request, response) => response.end(body));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

const facts = {
  is_enabled: true,
  version: "1.2.3",
  allowed_hosts: ["bugs.example"],
  protocols: ["2026-07-28"],
  tools_count: 50,
};

test("what the server says of itself comes back, and nothing else", async () => {
  const url = await answering(JSON.stringify({ status: "ok", ...facts }));
  expect(await createMcpServer(url).facts()).toEqual(facts);
});

test.each([
  ["an answer of another shape", () => answering('{"status":"ok"}')],
  ["an answer that is no JSON", () => answering("<h1>hello</h1>")],
  ["a server that is not there", () => Promise.resolve("http://127.0.0.1:9")],
])("%s gives no facts", async (_name, address) => {
  expect(await createMcpServer(await address()).facts()).toBeNull();
});

test("without an address there are no facts", async () => {
  expect(await createMcpServer(null).facts()).toBeNull();
});
