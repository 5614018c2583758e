import { PROTOCOLS } from "@hawkmoth/mcp/host";
import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLIC_ORIGIN, startMcpServer, type McpServer } from "./testing/mcp-server.ts";
import { withHost } from "./testing/with-host.ts";

const HEADERS = { authorization: "Bearer hm_key_mara" };
const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

let rest: RestServer;
let server: McpServer;
let origin: string;

beforeAll(async () => {
  rest = await startRestServer(operations);
  server = await startMcpServer(rest);
  ({ origin } = server);
});
afterAll(async () => {
  await server.close();
  await rest.close();
});

describe("the door", () => {
  it("lets in neither strange methods nor strange bodies", async () => {
    for (const method of ["GET", "DELETE", "PUT", "OPTIONS"]) {
      const response = await fetch(`${origin}/mcp`, { method, headers: HEADERS });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    }
    expect((await server.post("{}", { "content-type": "text/plain" })).status).toBe(415);
    expect((await server.post("{not json")).status).toBe(400);
    expect((await server.post(`{"a":"${"x".repeat(1_048_577)}"}`)).status).toBe(413);
    expect((await server.post(Array.from({ length: 51 }, () => LIST))).status).toBe(400);
  });

  it("asks for a key, and says when one is not good", async () => {
    const body = JSON.stringify(LIST);
    const bare = await fetch(`${origin}/mcp`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const where = `resource_metadata="${PUBLIC_ORIGIN}/.well-known/oauth-protected-resource/mcp"`;
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, `Bearer realm="hawkmoth", ${where}`]);
    const wrong = await server.post(LIST, { authorization: "Bearer not-a-key-of-ours" });
    expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
      401,
      `Bearer realm="hawkmoth", error="invalid_token", ${where}`,
    ]);
    const pinned = await fetch(`${origin}/mcp/p/SHOP`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    expect(pinned.headers.get("www-authenticate")).toContain('/oauth-protected-resource/mcp/p/SHOP"');
  });

  it("asks a sign-in to be widened for a tool that it does not cover, and answers a key in-band", async () => {
    const me = rest.answers["me.get"];
    rest.answers["me.get"] = { ...Object(me), scopes: ["bugs:read"] };
    const call = { ...LIST, method: "tools/call", params: { name: "create_bug", arguments: {} } };
    const refused = await server.post(call, { authorization: "Bearer oauth_narrow" });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("www-authenticate")).toContain(
      'error="insufficient_scope", scope="bugs:read bugs:write", resource_metadata="',
    );
    const inBand = await server.post(call, { authorization: "Bearer hm_key_narrow" });
    expect([inBand.status, await inBand.json()]).toMatchObject([200, { result: { isError: true } }]);
    const read = { ...call, params: { name: "get_bug", arguments: { bug_id: "SHOP-412" } } };
    expect((await server.post(read, { authorization: "Bearer oauth_narrow" })).status).toBe(200);
    rest.answers["me.get"] = me;
  });

  it("turns away a sign-in that ended at its very next request, and asks the API once for each", async () => {
    const me = rest.answers["me.get"];
    const authorization = "Bearer oauth_connected";
    const call = { ...LIST, method: "tools/call", params: { name: "get_bug", arguments: { bug_id: "SHOP-412" } } };
    const before = rest.seen.length;
    expect((await server.post(call, { authorization })).status).toBe(200);
    expect(rest.seen.slice(before).filter(({ path }) => path === "/api/v1/me")).toHaveLength(1);
    rest.answers["me.get"] = new AppError("UNAUTHENTICATED");
    const refused = await server.post(call, { authorization });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining("resource_metadata"),
    ]);
    rest.answers["me.get"] = me;
  });

  it("takes the key from X-MCP-Token as well", async () => {
    const response = await server.post(LIST, { authorization: "", "x-mcp-token": "hm_key_mara" });
    expect(response.status).toBe(200);
  });

  it("turns away foreign hosts and foreign pages", async () => {
    expect((await withHost(`${origin}/mcp`, "evil.example")).statusCode).toBe(403);
    expect((await withHost(`${origin}/mcp`, "localhost:3000")).statusCode).toBe(415);
    const scheme = `ftp://${new URL(PUBLIC_ORIGIN).host}`;
    for (const foreign of ["https://evil.example", "http://localhost:9999", "null", "file://", scheme])
      expect((await server.post(LIST, { origin: foreign })).status).toBe(403);
    expect((await server.post(LIST, { origin: PUBLIC_ORIGIN })).status).toBe(200);
  });

  it("passes on who called, believing only the proxy on this machine", async () => {
    await server.post(LIST, { authorization: "Bearer hm_key_proxied", "x-forwarded-for": "6.6.6.6, 203.0.113.9" });
    expect(rest.seen.at(-1)?.headers["x-forwarded-for"]).toBe("203.0.113.9");
  });

  it("says 503 while the API is down and 429 when it is asked too often", async () => {
    const me = rest.answers["me.get"];
    rest.answers["me.get"] = new AppError("INTERNAL");
    expect((await server.post(LIST, { authorization: "Bearer hm_key_down" })).status).toBe(503);
    rest.answers["me.get"] = new AppError("RATE_LIMITED", { retry_after_s: 7 });
    const limited = await server.post(LIST, { authorization: "Bearer hm_key_fast" });
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "7"]);
    rest.answers["me.get"] = me;
  });

  it("is not there when MCP is off, but health is", async () => {
    const off = await startMcpServer(rest, false);
    const response = await fetch(`${off.origin}/mcp`, { method: "POST", headers: HEADERS, body: "{}" });
    expect(response.status).toBe(404);
    expect(await (await fetch(`${off.origin}/health`)).json()).toEqual({
      status: "ok",
      version: "0.1.0",
      is_enabled: false,
      allowed_hosts: expect.arrayContaining([expect.stringContaining("127.0.0.1")]),
      protocols: PROTOCOLS,
      tools_count: expect.any(Number),
    });
    await off.close();
  });
});
