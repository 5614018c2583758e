import { newId, idToUuid } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import type { Tx } from "./client.ts";
import { inWorkspace } from "./in-workspace.ts";
import { testDatabase } from "./testing/database.ts";
import { makeBugRow, makeProject, makeWorkspace } from "./testing/factories.ts";

const { db, sign_in_url, behind } = await testDatabase();
const signIn = postgres(sign_in_url, { max: 1, onnotice: () => {} });
afterAll(() => signIn.end());

async function tenant() {
  const { id } = await makeWorkspace(db);
  const project = await makeProject(db, id);
  const bug = await makeBugRow(db, { workspace_id: id, project_id: project.id });
  return { id, uuid: idToUuid("workspace", id), project, bug };
}

/** What somebody who gets SQL of their own into a statement would try next. */
const ESCAPES: Record<string, string> = {
  "read a file": "select pg_read_file('/etc/passwd')",
  "read a binary file": "select pg_read_binary_file('/etc/passwd')",
  "list a directory": "select pg_ls_dir('/')",
  "import a file": "select lo_import('/etc/passwd')",
  "run a program": "copy (select 1) to program 'true'",
  "write a file": "copy (select 1) to '/tmp/hawkmoth-escape'",
  "load a library": "load '/tmp/hawkmoth-escape'",
  "become the superuser": "set role postgres",
  "log in as the superuser": "set session authorization postgres",
  "become the owner": "set role hawkmoth_test_owner",
  "read passwords of the server": "select rolpassword from pg_authid",
  "change a setting of the server": "set local log_statement = 'all'",
  "make itself a superuser": "alter role current_user superuser",
  "make a role": "create role hawkmoth_escape superuser login",
  "make a table": "create table public.hawkmoth_escape (id int)",
  "lift the policies": "alter table bug no force row level security",
  "switch triggers off": "set session_replication_role = replica",
  "read tenant rows": "select id from bug",
};

describe.each([
  ["the service", (work: (tx: Tx) => Promise<unknown>) => db.transaction(work)],
  [
    "the app role, once it is left by RESET ROLE",
    async (work: (tx: Tx) => Promise<unknown>) => {
      const { id } = await tenant();
      return inWorkspace(db, id, async (tx) => {
        await tx.execute(sql`reset role`);
        return work(tx);
      });
    },
  ],
] as const)("as %s", (_, as) => {
  test.each(Object.entries(ESCAPES))("nobody can %s", async (_name, statement) => {
    await tenant();
    await expect(as((tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

describe("the app role inside a workspace", () => {
  test("sees no row of another workspace, whatever it filters by", async () => {
    const [own, other] = [await tenant(), await tenant()];
    const rows = await inWorkspace(db, own.id, (tx) =>
      tx.execute(sql`select id from bug where workspace_id = ${other.uuid}::uuid or true`),
    );
    expect(rows).toHaveLength(1);
  });

  test.each(["session", '"user"', "api_key_directory", "rate_limit", "graphile_worker._private_jobs"])(
    "can't read %s",
    async (table) => {
      const { id } = await tenant();
      const read = inWorkspace(db, id, (tx) => tx.execute(sql.raw(`select * from ${table}`)));
      await expect(read).rejects.toMatchObject({ cause: { code: "42501" } });
    },
  );
});

describe("queueing a job", () => {
  async function capture(workspace: Awaited<ReturnType<typeof tenant>>): Promise<string> {
    const uuid = idToUuid("capture", newId("capture"));
    await behind`
      insert into capture (workspace_id, id, project_id, actor_type, actor_name, via, report)
      values (${workspace.uuid}, ${uuid}, ${idToUuid("project", workspace.project.id)}, 'SYSTEM', 'x', 'SYSTEM', '{}')`;
    return uuid;
  }

  const enqueue = (workspace_id: string, payload: object, job = "process_capture") =>
    inWorkspace(db, workspace_id, (tx) =>
      tx.execute(sql`select enqueue_job(${job}, ${JSON.stringify(payload)}::text::json)`),
    );

  test("takes a capture of the caller's workspace, once", async () => {
    const own = await tenant();
    const capture_id = await capture(own);
    for (const extra of [{}, { note: "ignored" }])
      await enqueue(own.id, { workspace_id: own.uuid, capture_id, ...extra });
    const jobs =
      await behind`select payload from graphile_worker._private_jobs where payload ->> 'capture_id' = ${capture_id}`;
    expect(jobs).toEqual([{ payload: { workspace_id: own.uuid, capture_id } }]);
  });

  test("refuses what another workspace owns, under either name", async () => {
    const [own, other] = [await tenant(), await tenant()];
    const theirs = await capture(other);
    for (const workspace_id of [own.uuid, other.uuid])
      await expect(enqueue(own.id, { workspace_id, capture_id: theirs })).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    const mine = await capture(own);
    await expect(enqueue(own.id, { workspace_id: other.uuid, capture_id: mine })).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    expect(await behind`select from graphile_worker._private_jobs where payload ->> 'capture_id' = ${theirs}`).toEqual(
      [],
    );
  });

  test("refuses a job that no verb queues, and one without a capture", async () => {
    const own = await tenant();
    const payload = { workspace_id: own.uuid, capture_id: await capture(own) };
    await expect(enqueue(own.id, payload, "drop_everything")).rejects.toMatchObject({ cause: { code: "42704" } });
    await expect(enqueue(own.id, { workspace_id: own.uuid })).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

describe("the login of the dashboard's server", () => {
  test.each(["bug", "workspace", "user_workspace", "api_key_directory", "pairing", "oauth_artefact", "server_key"])(
    "can't read %s",
    async (table) => {
      await expect(signIn`select * from ${signIn(table)}`).rejects.toMatchObject({ code: "42501" });
    },
  );

  test("can't enter a workspace", async () => {
    await expect(signIn`set role hawkmoth_app`).rejects.toMatchObject({ code: "42501" });
    await expect(signIn`set role hawkmoth_service`).rejects.toMatchObject({ code: "42501" });
  });
});
