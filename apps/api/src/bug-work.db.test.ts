import { describe, expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const key = await tenant.key();

async function call(method: string, path: string, body?: unknown) {
  const response = await server.app.request(`/api/v1${path}`, {
    method,
    headers: { ...key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: Object(answer) as Record<string, unknown> };
}

const file = (title: string, more: object = {}) =>
  call("POST", "/bugs", { project_id: tenant.project.id, title, ...more });

describe("filing a bug over REST", () => {
  test("answers 201 when one was made, and 200 when it was there or the run was dry", async () => {
    expect(await file("Invoices show the wrong year", { dry_run: true })).toMatchObject({ status: 200 });
    expect(await file("Invoices show the wrong year")).toMatchObject({ status: 201, body: { created: true } });
    expect(await file("Invoices show the wrong year")).toMatchObject({
      status: 200,
      body: { created: false, possible_duplicates: [{ why: ["same title"] }] },
    });
    expect(await file("Invoices show the wrong year", { allow_duplicate: true })).toMatchObject({ status: 201 });
  });

  test("/bugs/similar is a question and no bug of that name", async () => {
    await file("Avatar upload never ends", { description: "Error: quota exceeded for user 12" });
    const { status, body } = await call(
      "GET",
      "/bugs/similar?text=Error:%20quota%20exceeded%20for%20user%2099&limit=2",
    );
    expect(status).toBe(200);
    const why = ["same error: Error: quota exceeded for user <n>", "shares words: error, quota, exceeded, user"];
    expect(body).toMatchObject({ bugs: [{ why }] });
  });
});

describe("a call that needs a confirm token", () => {
  test("takes it as a query parameter of DELETE, from the dry run of the same call", async () => {
    const { body: label } = await call("POST", "/labels", { name: "to be deleted" });
    const path = `/labels/${String(label["id"])}`;
    const refused = await call("DELETE", path);
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: {
          code: "INVALID_INPUT",
          field: "confirm_token",
          details: { next: expect.stringContaining("dry_run: true") },
        },
      },
    });
    const seen = await call("DELETE", `${path}?dry_run=true`);
    expect(seen).toMatchObject({ status: 200, body: { detached_from: 0, confirm_expires_at: expect.any(String) } });
    const token = String(seen.body["confirm_token"]);
    expect(await call("DELETE", `${path}?confirm_token=${token.slice(0, -1)}`)).toMatchObject({ status: 400 });
    expect(await call("DELETE", `${path}?confirm_token=${token}`)).toMatchObject({ status: 200 });
    expect(await call("DELETE", `${path}?confirm_token=${token}`)).toMatchObject({ status: 404 });
  });

  test("holds across the dry run and the real run of a bulk change, a merge, and its undoing", async () => {
    const made = await Promise.all(["Left pane flickers", "Right pane flickers"].map((title) => file(title)));
    const [left, right] = made.map(({ body }) => String(Object(body["bug"]).key));
    const bulk = { bug_id: [left, right], patch: { priority: "HIGH" } };
    const seen = await call("POST", "/bugs/bulk", bulk);
    expect(seen).toMatchObject({ status: 200, body: { dry_run: true, updated: 2 } });
    const real = { ...bulk, dry_run: false, confirm_token: seen.body["confirm_token"] };
    expect(await call("POST", "/bugs/bulk", real)).toMatchObject({ status: 200, body: { dry_run: false, updated: 2 } });
    const merge = await call("POST", `/bugs/${left}/merge`, { bug_id: [right] });
    const merged = await call("POST", `/bugs/${left}/merge`, {
      bug_id: [right],
      dry_run: false,
      confirm_token: merge.body["confirm_token"],
    });
    expect(merged).toMatchObject({ status: 200, body: { into: { key: left }, merged: [{ key: right }] } });
    expect(await call("GET", `/bugs/${right}`)).toMatchObject({ body: { duplicate_of: { key: left } } });
    expect(await call("POST", `/bugs/${right}/unmerge`, {})).toMatchObject({
      status: 200,
      body: { bug: { status: "OPEN", duplicate_of: null } },
    });
  });

  test("is not shown in the audit log", async () => {
    const rows = await server.behind`select arguments::text as text from audit_entry where operation = 'label.delete'`;
    expect(rows.length).toBeGreaterThan(2);
    expect(
      rows.every(({ text }) => !String(text).includes("confirm_token") || String(text).includes("[redacted]")),
    ).toBe(true);
  });
});
