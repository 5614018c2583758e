import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ORIGIN, testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const key = await tenant.key();
const json = { "content-type": "application/json" };

async function call(method: string, path: string, options: { headers?: Record<string, string>; body?: unknown } = {}) {
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const response = await server.app.request(`/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : json), ...(options.headers ?? key) },
    ...(body === undefined ? {} : { body }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer, headers: response.headers };
}

describe("errors read as promised", () => {
  test.each([
    {
      title: "an unknown enum value in a body",
      request: ["PATCH", `/bugs/${tenant.bug.key}`, { priority: "URGENT" }] as const,
      error: {
        code: "INVALID_INPUT",
        message: "Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE",
        field: "priority",
        expected: ["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"],
      },
    },
    {
      title: "an unknown enum value in a query",
      request: ["GET", "/bugs?priority=urgent", undefined] as const,
      error: { message: "Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE" },
    },
    {
      title: "a field that does not exist",
      request: ["PATCH", `/bugs/${tenant.bug.key}`, { prioritty: "HIGH" }] as const,
      error: { message: "Unknown field 'prioritty': did you mean 'priority'?", details: { did_you_mean: "priority" } },
    },
    {
      title: "a query parameter that does not exist",
      request: ["GET", "/bugs?project=SHOP", undefined] as const,
      error: { message: "Unknown field 'project': did you mean 'project_id'?" },
    },
    {
      title: "a parameter of a call that takes none",
      request: ["GET", "/labels?limit=3", undefined] as const,
      error: { message: "Unknown field 'limit'" },
    },
    {
      title: "a NUL character",
      request: ["PATCH", `/bugs/${tenant.bug.key}`, { title: "a\0b" }] as const,
      error: { message: "Invalid 'title': must not contain a NUL character", field: "title" },
    },
    {
      title: "a transition that is not allowed",
      request: ["PATCH", `/bugs/${tenant.bug.key}`, { status: "REOPENED" }] as const,
      error: {
        code: "CONFLICT",
        message: "A bug that is OPEN can't become REOPENED; allowed: IN_PROGRESS, IN_REVIEW, RESOLVED, CLOSED",
      },
    },
    {
      title: "a bug that does not exist",
      request: ["GET", "/bugs/NOPE-1", undefined] as const,
      error: { code: "NOT_FOUND" },
    },
  ])("$title", async ({ request, error }) => {
    const [method, path, body] = request;
    const answer = await call(method, path, { body });
    expect(answer.body).toMatchObject({ error });
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
  });

  test("each code has its status, and the body quotes the request id", async () => {
    const answer = await call("GET", "/bugs/NOPE-1", { headers: { ...key, "x-request-id": "my-request-1" } });
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({
      error: {
        code: "NOT_FOUND",
        message: expect.any(String),
        request_id: "my-request-1",
      },
    });
  });

  test("a body that is no JSON, no object, or of another type", async () => {
    const send = (body: string, type: string) =>
      server.app.request("/api/v1/labels", { method: "POST", body, headers: { ...key, "content-type": type } });
    expect((await send("{", "application/json")).status).toBe(400);
    expect((await send("[]", "application/json")).status).toBe(400);
    expect((await send("name=x", "application/x-www-form-urlencoded")).status).toBe(415);
  });

  test("a body over a megabyte is refused, announced or not", async () => {
    const body = JSON.stringify({ name: "x".repeat(1_100_000) });
    const answer = await call("POST", "/labels", { body: { name: "x".repeat(1_100_000) } });
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "PAYLOAD_TOO_LARGE" } } });
    const chunked = await server.app.request("/api/v1/labels", {
      method: "POST",
      headers: { ...key, ...json },
      body: ReadableStream.from([new TextEncoder().encode(body)]),
      duplex: "half",
    });
    expect(chunked.status).toBe(413);
  });

  test("nesting without end is an answer, not a crash", async () => {
    const body = `{"title":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
    const response = await server.app.request("/api/v1/bugs", { method: "POST", body, headers: { ...key, ...json } });
    expect(response.status).toBe(413);
  });

  test("a path that is no route", async () => {
    expect(await call("GET", "/nothing")).toMatchObject({ status: 404, body: { error: { code: "NOT_FOUND" } } });
  });
});

describe("queries", () => {
  test("take enums in any case, lists with commas, and numbers", async () => {
    const answer = await call("GET", "/bugs?status=open,In_Progress&state=ALL&limit=1&sort=Created");
    expect(answer).toMatchObject({ status: 200, body: { bugs: [{ key: tenant.bug.key }] } });
  });

  test("find a bug by its key in any case, and by its id", async () => {
    const [byKey, byId] = [
      await call("GET", `/bugs/${tenant.bug.key.toLowerCase()}`),
      await call("GET", `/bugs/${tenant.bug.id}`),
    ];
    expect(byKey.body).toMatchObject({ id: tenant.bug.id });
    expect(byId.body).toEqual(byKey.body);
  });
});

describe("who may call", () => {
  test("a browser of the dashboard writes, the same cookie from another site does not", async () => {
    const body = { name: "from the dashboard" };
    expect((await call("POST", "/labels", { headers: tenant.cookie, body })).status).toBe(201);
    for (const origin of ["https://evil.example", "null", "http://localhost:3000.evil.example"])
      expect(await call("POST", "/labels", { headers: { ...tenant.cookie, origin }, body })).toMatchObject({
        status: 403,
        body: { error: { code: "FORBIDDEN" } },
      });
    const { origin: _origin, ...bare } = tenant.cookie;
    expect((await call("POST", "/labels", { headers: bare, body })).status).toBe(403);
    expect((await call("GET", "/labels", { headers: { ...bare, origin: "https://evil.example" } })).status).toBe(200);
  });

  test("a key that does not hold is refused even where a cookie would do", async () => {
    const headers = { ...tenant.cookie, authorization: "Bearer hm_key_0000000000000000000000000000000000" };
    expect(await call("GET", "/labels", { headers })).toMatchObject({
      status: 401,
      body: { error: { message: "The key is unknown, expired or revoked." } },
    });
  });

  test.each(["x-api-key", "x-mcp-token"])("a secret key may stand in %s", async (header) => {
    const value = key["authorization"]?.replace("Bearer ", "") ?? "";
    expect((await call("GET", "/me", { headers: { [header]: value } })).status).toBe(200);
  });

  test("a session in a workspace it does not belong to sees nothing there", async () => {
    const other = await makeTenant(server);
    const headers = { ...tenant.cookie, "x-hawkmoth-workspace": other.workspace.slug };
    expect((await call("GET", "/bugs", { headers })).status).toBe(404);
    expect((await call("GET", "/me", { headers })).body).toMatchObject({ workspace: null });
  });

  test("changes name the surface and the program they came through", async () => {
    const headers = {
      ...key,
      "x-hawkmoth-via": "MCP",
      "x-hawkmoth-client": "claude-code/2.1.0",
      "x-hawkmoth-tool": "add_comment",
    };
    await call("POST", `/bugs/${tenant.bug.id}/comments`, { headers, body: { body: "Looked at it." } });
    const { body } = await call("GET", `/bugs/${tenant.bug.id}/activity`);
    expect(JSON.stringify(body)).toContain("claude-code/2.1.0");
    const rows =
      await server.behind`select operation, tool, via, client, result_code from audit_entry where tool = 'add_comment'`;
    expect([...rows]).toEqual([
      { operation: "comment.create", tool: "add_comment", via: "MCP", client: "claude-code/2.1.0", result_code: "OK" },
    ]);
  });
});

describe("sign-up", () => {
  test("makes an account, and five an hour from one address are enough", async () => {
    const strict = await testServer({ LIMIT_SIGN_UP_PER_HOUR: "5" });
    const answers = [];
    for (let count = 1; count <= 6; count += 1)
      answers.push(
        await strict.app.request("/api/v1/accounts", {
          method: "POST",
          headers: { ...json, "x-forwarded-for": "6.6.6.6, 203.0.113.9" },
          body: JSON.stringify({ name: "Ada", email: `ada-${count}@example.test`, password: "a long password" }),
        }),
      );
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201, 429]);
    expect(Number(answers[5]?.headers.get("retry-after"))).toBeGreaterThan(3000);
    const again = await strict.app.request("/api/v1/accounts", {
      method: "POST",
      headers: { ...json, "x-forwarded-for": "203.0.113.9, 198.51.100.7" },
      body: JSON.stringify({ name: "Bob", email: "bob@example.test", password: "a long password" }),
    });
    expect(again.status).toBe(201);
  });

  test("a general limit of a key answers 429 with the seconds to wait", async () => {
    const strict = await testServer({ LIMIT_REST_PER_MINUTE: "3" });
    const headers = await (await makeTenant(strict)).key();
    const statuses = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await strict.app.request("/api/v1/me", { headers })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

test.each(["a\udc00b", "nul\0"])(
  "text that the database can't hold is refused and the refusal is audited: %j",
  async (name) => {
    const request_id = randomUUID();
    const response = await server.app.request("/api/v1/labels", {
      method: "POST",
      headers: { ...(await tenant.key()), ...json, "x-request-id": request_id },
      body: JSON.stringify({ name }),
    });
    expect(response.status).toBe(400);
    const rows = await server.behind`select result_code from audit_entry where request_id = ${request_id}`;
    expect([...rows]).toEqual([{ result_code: "INVALID_INPUT" }]);
  },
);

test("answers carry the headers that keep browsers from doing anything with them", async () => {
  const { headers } = await call("GET", "/me");
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  expect(ORIGIN.startsWith("https:") || headers.get("strict-transport-security") === null).toBe(true);
});
