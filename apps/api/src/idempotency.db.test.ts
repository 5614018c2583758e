import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const credential = await tenant.key();

async function send(path: string, body: unknown, headers: Record<string, string>) {
  const by = headers["cookie"] === undefined ? credential : {};
  const response = await server.app.request(`/api/v1${path}`, {
    method: "POST",
    headers: { ...by, "content-type": "application/json", ...headers },
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

  describe("whose answer is lost", () => {
    const past = () =>
      server.behind`update idempotency_key set expires_at = expires_at - interval '10 minutes' where response_status = 0`;

    /** The state after a process was killed between the commit of a write and the storing of its answer. */
    const forget = (key: string) =>
      server.behind`update idempotency_key set response_status = 0, response_body = null where key = ${key}`;

    test("is not repeated, and the caller is told that it was carried out", async () => {
      await send(comments, { body: "Answer lost" }, { "idempotency-key": "lost-1" });
      await forget("lost-1");
      const soon = await send(comments, { body: "Answer lost" }, { "idempotency-key": "lost-1" });
      expect(JSON.parse(soon.text)).toMatchObject({ error: { code: "CONFLICT" } });
      await past();
      const later = await send(comments, { body: "Answer lost" }, { "idempotency-key": "lost-1" });
      expect(later.status).toBe(409);
      expect(JSON.parse(later.text)).toMatchObject({
        error: { code: "CONFLICT", message: expect.stringContaining("was carried out"), details: { is_written: true } },
      });
      expect(await countComments("Answer lost")).toBe(1);
    });

    test("because it can't be stored is answered all the same, and not repeated", async () => {
      await server.behind.unsafe(`
        create function refuse_answer() returns trigger language plpgsql as $$
        begin
          if new.response_body is not null and new.key = 'full-1' then raise exception 'disk full'; end if;
          return new;
        end $$;
        create trigger refuse_answer before update on idempotency_key for each row execute function refuse_answer()`);
      const first = await send(comments, { body: "Disk full" }, { "idempotency-key": "full-1" });
      expect(first).toMatchObject({ status: 201, isReplayed: false });
      await server.behind`drop trigger refuse_answer on idempotency_key`;
      for (let times = 0; times < 3; times += 1) {
        expect((await send(comments, { body: "Disk full" }, { "idempotency-key": "full-1" })).status).toBe(409);
        await past();
      }
      await server.behind`update idempotency_key set created_at = created_at - interval '1 hour' where key = 'full-1'`;
      expect((await send(comments, { body: "Disk full" }, { "idempotency-key": "full-1" })).status).toBe(409);
      expect(await countComments("Disk full")).toBe(1);
    });

    test.each([
      ["a label", "/labels", { name: "marked" }],
      ["a key", "/keys", { name: "Marked" }],
      ["a bug", "/bugs", { project_id: tenant.project.id, title: "A bug that is marked" }],
      ["a project", "/projects", { name: "Marked shop" }],
      ["a report", "/ingest/bugs", { project_id: tenant.project.id, title: "A report that is marked" }],
      ["a workspace", "/workspaces", { name: "Marked team" }],
    ])("is known from the transaction of the write itself: %s", async (...[title, path, body]) => {
      const key = `marked-${title.replace(" ", "-")}`;
      await server.behind.unsafe(`
        create or replace function keep_unanswered() returns trigger language plpgsql as $$
        begin
          if new.response_body is not null and new.key like 'marked-%' then return null; end if;
          return new;
        end $$;
        create or replace trigger keep_unanswered before update on idempotency_key
        for each row execute function keep_unanswered()`);
      const headers = title === "a workspace" ? tenant.cookie : {};
      const made = await send(path, body, { "idempotency-key": key, ...headers });
      expect(made.status).toBe(201);
      await server.behind`drop trigger keep_unanswered on idempotency_key`;
      await past();
      const again = await send(path, body, { "idempotency-key": key, ...headers });
      expect(JSON.parse(again.text)).toMatchObject({ error: { details: { is_written: true } } });
    });

    test("as a form that was not filed may be sent again, although its files were stored", async () => {
      const form = () => {
        const body = new FormData();
        const fields = { title: "A form cut short", project_id: tenant.project.id };
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        body.append("file", new Blob(["a note"], { type: "text/plain" }), "note.txt");
        const headers = { ...credential, "idempotency-key": "form-1" };
        return server.app.request("/api/v1/ingest/bugs", { method: "POST", headers, body });
      };
      await server.behind.unsafe(`
        create function cut_short() returns trigger language plpgsql as $$
        begin
          if new.title = 'A form cut short' then raise exception 'killed'; end if;
          return new;
        end $$;
        create trigger cut_short before insert on bug for each row execute function cut_short()`);
      expect((await form()).status).toBe(500);
      const held = await server.behind`select 1 from idempotency_key where key = 'form-1'`;
      await server.behind`drop trigger cut_short on bug`;
      expect(held).toHaveLength(0);
      expect((await form()).status).toBe(201);
      const rows = await server.behind`select 1 from bug where title = 'A form cut short'`;
      expect(rows).toHaveLength(1);
    });

    test("with nothing written leaves the key free", async () => {
      const announce = {
        project_id: tenant.project.id,
        title: "Files to come",
        uploads: [{ kind: "FILE", content_type: "text/plain", size_bytes: 3 }],
      };
      await send("/ingest/bugs", announce, { "idempotency-key": "announce-1" });
      await send("/bugs/NOPE-1/comments", { body: "x" }, { "idempotency-key": "refused-1" });
      const rows = await server.behind`
        select key from idempotency_key where key in ('announce-1', 'refused-1') and response_status = 0`;
      expect(rows).toHaveLength(0);
    });
  });

  test("that was so slow that another took its key changes nothing", async () => {
    await server.behind.unsafe(`
      create function lose_key() returns trigger language plpgsql as $$
      begin
        if new.body = 'Too slow' then
          update idempotency_key set created_at = created_at + interval '3 minutes' where key = 'slow-1';
        end if;
        return new;
      end $$;
      alter function lose_key() security definer;
      create trigger lose_key before insert on comment for each row execute function lose_key()`);
    const answer = await send(comments, { body: "Too slow" }, { "idempotency-key": "slow-1" });
    await server.behind`drop trigger lose_key on comment`;
    expect(answer.status).toBe(409);
    expect(await countComments("Too slow")).toBe(0);
  });

  test("is refused when the key itself makes no sense", async () => {
    for (const key of ["a".repeat(256), "two words"])
      expect(await label("bad-key", key)).toMatchObject({ status: 400 });
    expect(await countLabels("bad-key")).toBe(0);
  });
});
