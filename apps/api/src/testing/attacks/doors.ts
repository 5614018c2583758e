import { by, call, JSON_TYPE, LIST, META, rpc, type Attack } from "./attack.ts";

/** From where and how requests come: hosts, origins, methods, bodies, headers. The key is good in each of them. */
export const DOOR_ATTACKS: readonly Attack[] = [
  ...[
    ["a foreign host, as after DNS rebinding", "evil.example"],
    ["a host that starts like ours", "localhost.evil.example"],
    ["a host that ends like ours", "evil-localhost"],
    ["a host with a user before it", "localhost@evil.example"],
    ["a host behind a bracket", "[::1].evil.example"],
    ["the address of every interface", "0.0.0.0:3000"],
    ["a rebinding service", "127.0.0.1.nip.example"],
    ["a list of hosts", "localhost, evil.example"],
  ].map(([name = "", host = ""]) => ({
    name: `Host: ${name}`,
    shot: ({ key }: { key: string }) => ({ headers: by(key, { host }), body: LIST }),
    status: 403,
  })),
  ...[
    ["another site", "https://evil.example"],
    ["a page without origin", "null"],
    ["another port of this machine", "http://localhost:9999"],
    ["a name that starts like ours", "http://localhost:3000.evil.example"],
    ["a user before our name", "http://localhost:3000@evil.example"],
    ["an extension", "chrome-extension://abcdefghijklmnop"],
    ["a file", "file://"],
  ].map(([name = "", origin = ""]) => ({
    name: `Origin: ${name}`,
    shot: ({ key }: { key: string }) => ({ headers: by(key, { origin }), body: LIST }),
    status: 403,
  })),
  ...["GET", "DELETE", "PUT", "PATCH", "OPTIONS", "TRACE"].map((method) => ({
    name: `method ${method}`,
    shot: ({ key }: { key: string }) => ({ method, headers: by(key) }),
    status: 405,
  })),
  ...["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"].map(
    (type) => ({
      name: `a body that a form of another site can send or that is no JSON: ${type}`,
      shot: ({ key }: { key: string }) => ({ headers: by(key, { "content-type": type }), body: JSON.stringify(LIST) }),
      status: 415,
    }),
  ),
  {
    name: "a body larger than allowed",
    shot: ({ key }) => ({ headers: by(key), body: `{"a":"${"x".repeat(1_100_000)}"}` }),
    status: 413,
  },
  {
    name: "a body larger than allowed whose length is not told",
    shot: ({ key }) => ({ headers: by(key), body: `{"a":"${"x".repeat(1_100_000)}"}`, is_chunked: true }),
    status: 413,
  },
  { name: "half a JSON", shot: ({ key }) => ({ headers: by(key), body: '{"jsonrpc":' }), status: 400, code: -32_700 },
  {
    name: "arrays nested a hundred thousand deep",
    shot: ({ key }) => ({ headers: by(key), body: "[".repeat(100_000) + "]".repeat(100_000) }),
    status: 400,
  },
  {
    name: "arguments nested deep",
    shot: ({ key }) => ({ headers: by(key), body: deepCall(5000) }),
    status: 400,
    code: -32_600,
  },
  {
    name: "a huge batch",
    shot: ({ key }) => ({ headers: by(key), body: Array.from({ length: 5000 }, () => LIST) }),
    status: 400,
    code: -32_600,
  },
  {
    name: "a body under another encoding",
    shot: ({ key }) => ({ headers: by(key, { "content-encoding": "gzip" }), body: "\u001f\u008b" }),
    status: 400,
  },
  {
    name: "a length and chunks at once",
    shot: ({ key }) => ({ raw: smuggled(key) }),
    status: 400,
  },
  {
    name: "a header that is broken over lines",
    shot: ({ key }) => ({
      raw: `POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c: d\r\nAuthorization: Bearer ${key}\nX-Hawkmoth-Via: SYSTEM\r\n\r\n`,
    }),
    status: 400,
  },
  {
    name: "no host at all",
    shot: ({ key }) => ({ raw: `POST /mcp HTTP/1.1\r\nAuthorization: Bearer ${key}\r\nContent-Length: 0\r\n\r\n` }),
    status: 400,
  },
  {
    name: "the address of another server as the target",
    shot: ({ key }) => ({
      raw: `POST http://evil.example/mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Length: 0\r\n\r\n`,
    }),
    status: 404,
  },
  ...["/mcp/../api/v1/keys", "/mcp/%2e%2e/api/v1/keys", "//mcp", "/mcp/p/../..", "/mcp;/x", "/MCP", "/mcp/tools"].map(
    (path) => ({
      name: `another way to the endpoint: ${path}`,
      shot: ({ key }: { key: string }) => ({
        raw: `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer ${key}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      }),
      status: 404,
    }),
  ),
  ...[
    ["a header that names another method", { "mcp-method": "tools/list", "mcp-name": "get_bug" }],
    ["a header that names another tool", { "mcp-method": "tools/call", "mcp-name": "list_projects" }],
    ["no header for the tool", { "mcp-method": "tools/call" }],
    [
      "a header that names another revision",
      { "mcp-method": "tools/call", "mcp-name": "get_bug", "mcp-protocol-version": "2099-01-01" },
    ],
  ].map(([name, headers]) => ({
    name: `2026: ${String(name)}`,
    shot: ({ key, bug }: { key: string; bug: string }) => ({
      headers: { ...by(key, { "mcp-protocol-version": "2026-07-28" }), ...Object(headers) },
      body: rpc("tools/call", { name: "get_bug", arguments: { bug_id: bug }, _meta: META }),
    }),
    status: 400,
  })),
  { name: "no key, but everything else", shot: () => ({ headers: JSON_TYPE, body: call("list_bugs") }), status: 401 },
];

function deepCall(depth: number): string {
  return `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_bugs","arguments":{"status":${"[".repeat(depth)}${"]".repeat(depth)}}}}`;
}

function smuggled(key: string): string {
  return `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}
