import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Tx } from "./client.ts";
import { inWorkspace } from "./in-workspace.ts";
import { bugs } from "./schema/bug.ts";
import { projects } from "./schema/project.ts";
import { testDatabase } from "./testing/database.ts";
import { makeBugRow, makeProject, makeWorkspace } from "./testing/factories.ts";

const { db } = await testDatabase();

async function twoTenants() {
  const [a, b] = [await makeWorkspace(db), await makeWorkspace(db)];
  const project = await makeProject(db, a.id);
  const bug = await makeBugRow(db, { workspace_id: a.id, project_id: project.id });
  return { a, b, project, bug };
}

const firstStatements: Record<string, (tx: Tx) => Promise<unknown>> = {
  "a raw statement": (tx) => tx.execute(sql`select id from project`),
  "a built query": (tx) => tx.select().from(projects),
  "a prepared query": (tx) => tx.select().from(projects).prepare("first").execute(),
  "a savepoint": (tx) => tx.transaction((inner) => inner.select().from(projects)),
};

describe("row level security alone keeps workspaces apart", () => {
  test.each(Object.entries(firstStatements))(
    "%s as the first statement sees only its own workspace",
    async (_, read) => {
      const { a, b } = await twoTenants();
      expect(await inWorkspace(db, a.id, read)).toHaveLength(1);
      expect(await inWorkspace(db, b.id, read)).toHaveLength(0);
    },
  );

  test("the first statement already runs as the app role", async () => {
    const { a } = await twoTenants();
    const [row] = await inWorkspace(db, a.id, (tx) => tx.execute(sql`select current_user::text as role`));
    expect(row).toEqual({ role: "hawkmoth_app" });
  });

  test("a row of another workspace can be neither inserted nor changed nor deleted", async () => {
    const { a, b, project, bug } = await twoTenants();
    await expect(makeBugRowInto(b.id, a.id, project.id)).rejects.toMatchObject({ cause: { code: "42501" } });
    const changed = await inWorkspace(db, b.id, (tx) => tx.update(bugs).set({ title: "stolen" }).returning());
    const deleted = await inWorkspace(db, b.id, (tx) => tx.delete(bugs).returning());
    expect([...changed, ...deleted]).toEqual([]);
    const [kept] = await inWorkspace(db, a.id, (tx) => tx.select({ title: bugs.title }).from(bugs));
    expect(kept?.title).toBe(bug.title);
  });

  test("the app role without a workspace sees nothing", async () => {
    await twoTenants();
    const rows = await db.transaction(async (tx) => {
      await tx.execute(sql`set local role hawkmoth_app`);
      return tx.select().from(bugs);
    });
    expect(rows).toEqual([]);
  });

  test.each(["user", "session", "account", "api_key_directory", "pairing", "user_workspace"])(
    "the identity table %s is closed to the app role",
    async (table) => {
      const { a } = await twoTenants();
      const read = inWorkspace(db, a.id, (tx) => tx.execute(sql`select * from ${sql.identifier(table)}`));
      await expect(read).rejects.toMatchObject({ cause: { code: "42501" } });
    },
  );

  test("role and workspace are forgotten with the transaction", async () => {
    const { a } = await twoTenants();
    await inWorkspace(db, a.id, (tx) => tx.select().from(projects));
    const rows = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.execute(sql`select current_user::text as role, current_setting('app.workspace_id', true) as workspace`),
      ),
    );
    for (const [row] of rows) {
      expect(row?.role).not.toBe("hawkmoth_app");
      expect(row?.workspace || null).toBeNull();
    }
  });

  test("an error in the work rolls everything back", async () => {
    const { a, project } = await twoTenants();
    const failing = inWorkspace(db, a.id, async (tx) => {
      await tx.update(projects).set({ name: "half done" });
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    const [row] = await inWorkspace(db, a.id, (tx) => tx.select({ name: projects.name }).from(projects));
    expect(row?.name).toBe(project.name);
  });
});

function makeBugRowInto(as_workspace: string, workspace_id: string, project_id: string) {
  return inWorkspace(db, as_workspace, (tx) =>
    tx.insert(bugs).values({
      workspace_id,
      project_id,
      number: 99,
      title: "x",
      source: "API",
      created_by_type: "SYSTEM",
      created_by_name: "x",
      created_via: "SYSTEM",
    }),
  );
}
