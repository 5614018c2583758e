import { expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const key = await tenant.key();
const json = { "content-type": "application/json", ...key };
const project_id = tenant.project.id;

/** A report whose free field holds the given JSON. */
const report = (extra: string) => `{"project_id":"${project_id}","title":"Deep","extra":${extra}}`;
const nested = (depth: number) => `{"a":`.repeat(depth) + "1" + "}".repeat(depth);

const SHAPES = [
  ["objects within objects", report(nested(100_000)), 413],
  ["lists within lists", report(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`), 413],
  ["brackets that never close", report("[".repeat(900_000)), 413],
  ["hundreds of thousands of empty objects", report(`{"a":[${"{},".repeat(300_000)}{}]}`), 413],
  ["thousands of fields", report(`{${'"a":1,'.repeat(3000)}"b":1}`), 413],
  ["what a report may hold", report(nested(3)), 201],
] as const;

test.each(SHAPES)("REST judges a body of %s before it parses it", async (_title, body, status) => {
  const answer = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers: json, body });
  expect(answer.status).toBe(status);
});

test.each(SHAPES)("a form judges a field of %s before it parses it", async (_title, body, status) => {
  const form = new FormData();
  form.set("project_id", project_id);
  form.set("title", "Deep");
  form.set("extra", body.slice(body.indexOf('"extra":') + 8, -1));
  const answer = await server.app.request("/api/v1/ingest/bugs", { method: "POST", headers: key, body: form });
  expect(answer.status).toBe(status);
});

test.each(SHAPES.slice(0, 4))("tRPC judges a body of %s before it parses it", async (_title, body) => {
  const headers = { ...tenant.cookie, "content-type": "application/json" };
  const answer = await server.app.request("/api/trpc/bug.create", { method: "POST", headers, body });
  expect(answer.status).toBe(413);
});
