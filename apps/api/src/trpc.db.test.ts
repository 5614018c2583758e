import { describe, expect, test } from "vitest";
import { callOperation, operationAt } from "./testing/call-operation.ts";
import { ORIGIN, testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const key = await tenant.key();
const auditOnly = await tenant.key({ scopes: ["audit:read"] });

interface TrpcAnswer {
  result?: { data: unknown };
  error?: { message: string; data: { httpStatus: number; error: { code: string } } };
}

async function trpc(path: string, input: unknown, headers: Record<string, string> = key) {
  const isWrite = operationAt(path).type === "mutation";
  const query = isWrite || input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await server.app.request(`/api/trpc/${path}${query}`, {
    method: isWrite ? "POST" : "GET",
    headers: { ...headers, ...(isWrite ? { "content-type": "application/json" } : {}) },
    ...(isWrite ? { body: JSON.stringify(input) } : {}),
  });
  return { status: response.status, answer: (await response.json()) as TrpcAnswer };
}

describe("tRPC and REST are one", () => {
  test.each([
    { path: "me.get", input: undefined },
    { path: "project.list", input: { limit: 5 } },
    { path: "bug.list", input: { sort: "created" } },
    { path: "bug.get", input: { bug_id: tenant.bug.key } },
    { path: "agent.list", input: {} },
    { path: "activity.list", input: { bug_id: tenant.bug.id } },
  ])("$path gives the same data", async ({ path, input }) => {
    const rest = await callOperation(server, operationAt(path), { input: input ?? {}, headers: key });
    const { status, answer } = await trpc(path, input);
    expect(status).toBe(200);
    expect(answer.result?.data).toEqual(rest.body);
  });

  test.each([
    { path: "bug.get", input: { bug_id: "NOPE-1" }, headers: key },
    { path: "bug.update", input: { bug_id: tenant.bug.id, priority: "URGENT" }, headers: key },
    { path: "bug.update", input: { bug_id: tenant.bug.id, title: "a\0b" }, headers: key },
    { path: "bug.update", input: { bug_id: tenant.bug.id, status: "REOPENED" }, headers: key },
    { path: "label.list", input: undefined, headers: {} },
    { path: "label.list", input: undefined, headers: auditOnly },
  ])("$path refuses alike", async ({ path, input, headers }) => {
    const rest = await callOperation(server, operationAt(path), { input: input ?? {}, headers });
    const { status, answer } = await trpc(path, input, headers);
    expect(status).toBe(rest.status);
    const { request_id: _id, ...error } = Object(answer.error?.data.error) as { request_id?: string };
    expect({ error }).toEqual(rest.body);
  });

  test("a batch answers each call on its own", async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { bug_id: tenant.bug.id }, 1: { bug_id: "NOPE-1" } }));
    const response = await server.app.request(`/api/trpc/bug.get,bug.get?batch=1&input=${input}`, { headers: key });
    expect(response.status).toBe(207);
    expect(await response.json()).toMatchObject([
      { result: { data: { id: tenant.bug.id } } },
      { error: { data: { httpStatus: 404, error: { code: "NOT_FOUND" } } } },
    ]);
  });

  test("a browser may write from the dashboard only", async () => {
    const input = { name: "from trpc" };
    expect((await trpc("label.create", input, { ...tenant.cookie, origin: "https://evil.example" })).status).toBe(403);
    expect((await trpc("label.create", input, { ...tenant.cookie, origin: ORIGIN })).status).toBe(200);
  });

  test("a mutation can't be called by GET", async () => {
    const url = `/api/trpc/label.create?input=${encodeURIComponent('{"name":"by get"}')}`;
    const response = await server.app.request(url, { headers: tenant.cookie });
    expect(response.status).toBe(405);
  });
});

describe("a batch", () => {
  const batchOf = (count: number, separator = ",") =>
    Array.from({ length: count }, () => "label.create").join(separator);
  const inputs = (count: number, stem: string) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_item, at) => [at, { name: `${stem}-${at}` }])));
  interface Batch {
    path: string;
    body: string;
    headers: Record<string, string>;
  }
  const sendBatch = ({ app }: typeof server, { path, body, headers }: Batch) =>
    app.request(`/api/trpc/${path}?batch=1`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body,
    });

  test.each([
    { title: "by commas", path: batchOf(21) },
    { title: "by escaped commas", path: batchOf(21, "%2C") },
    { title: "by escaped commas in small letters", path: batchOf(21, "%2c") },
    { title: "by 1,153 calls", path: batchOf(1153) },
  ])("of more than 20 calls is refused as a whole: $title", async ({ path }) => {
    const response = await sendBatch(server, { path, body: inputs(1153, "too-many"), headers: key });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: "INVALID_INPUT", message: expect.stringContaining("A batch may hold 20 calls") },
    });
    expect(await server.behind`select 1 from label where name like 'too-many%'`).toHaveLength(0);
  });

  test("costs a point of the limit for each call in it", async () => {
    const strict = await testServer({ LIMIT_REST_PER_MINUTE: "25" });
    const headers = await (await makeTenant(strict)).key();
    const first = await sendBatch(strict, { path: batchOf(20), body: inputs(20, "first"), headers });
    const second = await sendBatch(strict, { path: batchOf(6), body: inputs(6, "second"), headers });
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(await strict.behind`select 1 from label where name like 'second%'`).toHaveLength(0);
  });

  test("of bugs in one call costs a point for each bug", async () => {
    const strict = await testServer({ LIMIT_REST_PER_MINUTE: "45" });
    const owner = await makeTenant(strict);
    const headers = { ...(await owner.key()), "content-type": "application/json" };
    const bug_id = Array.from({ length: 20 }, () => owner.bug.id);
    const statuses = [];
    for (const [path, body] of [
      ["/bugs/bulk", { bug_id, patch: { priority: "LOW" } }],
      [`/bugs/${owner.bug.id}/merge`, { bug_id }],
      ["/bugs/bulk", { bug_id, patch: { priority: "LOW" } }],
    ] as const)
      statuses.push(
        (await strict.app.request(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status,
      );
    expect(statuses.at(-1)).toBe(429);
    expect(statuses[0]).not.toBe(429);
  });
});
