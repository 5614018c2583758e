import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const credential = await tenant.key();

async function send(path: string, body: unknown, headers: Record<string, string>) {
  const response = await server.app.request(`/api/v1${path}`, {
    method: "POST",
    headers: { ...credential, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text, isReplayed: response.headers.get("idempotent-replayed") === "true" };
}

function label(name: string, key: string, headers: Record<string, string> = {}) {
  return send("/labels", { name }, { "idempotency-key": key, ...headers });
}

async function countLabels(name: string): Promise<number> {
  const rows = await server.behind`select 1 from label where name = ${name}`;
  return rows.length;
}

const comments = `/bugs/${tenant.bug.id}/comments`;

async function countComments(body: string): Promise<number> {
  const rows = await server.behind`select 1 from comment where body = ${body}`;
  return rows.length;
}

describe("a write with an Idempotency-Key", () => {
  test("happens once, and its repeat gets the same bytes", async () => {
    const first = await send(comments, { body: "Only once" }, { "idempotency-key": "once-1" });
    const again = await send(comments, { body: "Only once" }, { "idempotency-key": "once-1" });
    expect(first).toMatchObject({ status: 201, isReplayed: false });
    expect(again).toEqual({ ...first, isReplayed: true });
    expect(await countComments("Only once")).toBe(1);
  });

  test("with another body is refused", async () => {
    await label("first-body", "body-1");
    const other = await label("second-body", "body-1");
    expect(other.status).toBe(409);
    expect(JSON.parse(other.text)).toMatchObject({ error: { code: "IDEMPOTENCY_KEY_REUSED" } });
    expect(await countLabels("second-body")).toBe(0);
  });

  test("at once from many sides makes one row; the others are told to wait or get the answer", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => send(comments, { body: "A race" }, { "idempotency-key": "race-1" })),
    );
    expect(await countComments("A race")).toBe(1);
    expect(answers.filter((answer) => answer.status === 201 && !answer.isReplayed)).toHaveLength(1);
    const refused = answers.filter((answer) => answer.status !== 201).map((answer) => JSON.parse(answer.text));
    expect(refused.every(({ error }) => error.code === "CONFLICT")).toBe(true);
    expect(await send(comments, { body: "A race" }, { "idempotency-key": "race-1" })).toMatchObject({
      isReplayed: true,
    });
  });

  test("that failed may be tried again under the same key", async () => {
    const path = "/bugs/NOPE-1/comments";
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await send(path, { body: "Later" }, { "idempotency-key": "retry-1" })).toMatchObject({
        status: 404,
        isReplayed: false,
      });
  });

  test("belongs to one credential and one route", async () => {
    const body = { body: "Same key, other caller" };
    await send(comments, body, { "idempotency-key": "own-1" });
    const other = await send(comments, body, { "idempotency-key": "own-1", ...(await tenant.key()) });
    expect(other).toMatchObject({ status: 201, isReplayed: false });
    expect(await label("other-route", "own-1")).toMatchObject({ status: 201, isReplayed: false });
  });

  test("keeps its answer for a day and no longer", async () => {
    await send(comments, { body: "Tomorrow" }, { "idempotency-key": "day-1" });
    const [row] = await server.behind<{ hours: number }[]>`
      select extract(epoch from expires_at - now())::float / 3600 as hours from idempotency_key where key = 'day-1'`;
    expect(row?.hours).toBeCloseTo(24, 1);
    await server.behind`update idempotency_key set expires_at = now() - interval '1 second' where key = 'day-1'`;
    expect(await send(comments, { body: "Tomorrow" }, { "idempotency-key": "day-1" })).toMatchObject({
      isReplayed: false,
    });
  });

  test("a key that was shown once is not readable in the stored answer", async () => {
    const made = await send("/keys", { name: "Secret" }, { "idempotency-key": "secret-1" });
    const again = await send("/keys", { name: "Secret" }, { "idempotency-key": "secret-1" });
    expect(again).toEqual({ ...made, isReplayed: true });
    const { value } = JSON.parse(made.text) as { value: string };
    const rows = await server.behind<{ row: string }[]>`select idempotency_key::text as row from idempotency_key`;
    expect(rows.some(({ row }) => row.includes(value) || row.includes("hm_key_"))).toBe(false);
  });

  test("is an answer, not a crash, for a path that no table can hold", async () => {
    const path = `/bugs/${randomBytes(4000).toString("hex")}/comments`;
    const answer = await send(path, { body: "x" }, { "idempotency-key": "long-1" });
    expect(answer).toMatchObject({ status: 400, isReplayed: false });
    expect(await send("/bugs/%00/comments", { body: "x" }, { "idempotency-key": "nul-1" })).toMatchObject({
      status: 400,
    });
  });

  test("may be tried first and confirmed twice under one key, with the token of whichever trial", async () => {
    const change = { bug_id: [tenant.bug.id], patch: { priority: "LOW" } };
    const bulk = (body: object) => send("/bugs/bulk", body, { "idempotency-key": "bulk-1" });
    const trial = async () => JSON.parse((await bulk(change)).text) as { dry_run: boolean; confirm_token: string };
    const [first, second] = [await trial(), await trial()];
    expect(first.dry_run).toBe(true);
    const real = { ...change, dry_run: false };
    const done = await bulk({ ...real, confirm_token: first.confirm_token });
    expect(done).toMatchObject({ status: 200, isReplayed: false });
    expect(JSON.parse(done.text)).toMatchObject({ dry_run: false, updated: 1 });
    expect(second.confirm_token).not.toBe(first.confirm_token);
    expect(await bulk({ ...real, confirm_token: second.confirm_token })).toEqual({ ...done, isReplayed: true });
    const other = await bulk({ ...real, patch: { priority: "HIGH" }, confirm_token: first.confirm_token });
    expect(JSON.parse(other.text)).toMatchObject({ error: { code: "IDEMPOTENCY_KEY_REUSED" } });
  });

  test("leaves no answer behind when it only previews, whether said so or by itself", async () => {
    const bug = { project_id: tenant.project.id, title: "Filed after its preview" };
    const file = (body: object) => send("/bugs", body, { "idempotency-key": "preview-1" });
    expect(await file({ ...bug, dry_run: true })).toMatchObject({ status: 200, isReplayed: false });
    expect(await file(bug)).toMatchObject({ status: 201, isReplayed: false });
  });

  test("is refused when the key itself makes no sense", async () => {
    for (const key of ["a".repeat(256), "two words"])
      expect(await label("bad-key", key)).toMatchObject({ status: 400 });
    expect(await countLabels("bad-key")).toBe(0);
  });
});
