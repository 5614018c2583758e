import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";

const { behind } = await testDatabase();
// Rights are listed to those who hold them only, and to a superuser.
const db = drizzle(behind);

/** Tables that belong to no workspace, with the reason. Everything else is a tenant table. */
const GLOBAL_TABLES: Record<string, string> = {
  user: "a person, across workspaces",
  account: "sign-in provider of a person",
  session: "sign-in of a person",
  verification_token: "e-mail being verified",
  workspace: "directory: slug to workspace",
  user_workspace: "directory: person to workspaces",
  api_key_directory: "directory: token hash to workspace",
  pairing: "belongs to a workspace only once approved",
  rate_limit: "counts by IP and e-mail",
  event_epoch: "clusters that the database has lived in",
  oauth_artefact: "clients and codes exist before a workspace is chosen",
  server_key: "keys of the installation",
};

/** Foreign keys of tenant tables that do not start with workspace_id on both sides, with the reason. */
const FOREIGN_KEY_EXCEPTIONS: Record<string, string> = { member_user_fk: "identity tables are reference tables" };

const APPEND_ONLY = ["activity", "audit_entry", "regression_result_history"];

/** Rights that differ from those on other tables. The outbox is never rewritten, and pruned by age. */
const RIGHTS: Record<string, string> = { event: "delete,insert,select" };

async function column(query: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(query);
  return rows.map((row) => row.name).toSorted();
}

const tables = await column(
  sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
);
const tenants = tables.filter((name) => !(name in GLOBAL_TABLES));

describe("the catalogue of the migrated database", () => {
  test("every exception still names something that exists", async () => {
    expect(Object.keys(GLOBAL_TABLES).filter((name) => !tables.includes(name))).toEqual([]);
    const constraints = await column(sql`select conname as name from pg_constraint`);
    expect(Object.keys(FOREIGN_KEY_EXCEPTIONS).filter((name) => !constraints.includes(name))).toEqual([]);
  });

  test("row level security is enabled and forced on every tenant table, with a policy for reads and writes", async () => {
    const guarded = await column(sql`
      select c.relname as name from pg_class c join pg_policies p on p.tablename = c.relname and p.schemaname = 'public'
      where c.relrowsecurity and c.relforcerowsecurity and p.cmd = 'ALL' and p.roles = '{hawkmoth_app}'
        and p.qual = p.with_check and p.qual like '%workspace_id = (NULLIF(current_setting(''app.workspace_id''%'`);
    expect(guarded).toEqual(tenants);
  });

  test("workspace_id is the first column of every key and index of a tenant table", async () => {
    const offending = await column(sql`
      select c.relname || '.' || i.relname as name
      from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where c.relnamespace = 'public'::regnamespace and c.relname = any(${sql.param(tenants)}::text[])
        and a.attname is distinct from 'workspace_id'`);
    expect(offending).toEqual([]);
  });

  test("every foreign key of a tenant table carries the workspace on both sides", async () => {
    const offending = await column(sql`
      select k.conname as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
      join pg_attribute own on own.attrelid = k.conrelid and own.attnum = k.conkey[1]
      join pg_attribute other on other.attrelid = k.confrelid and other.attnum = k.confkey[1]
      where k.contype = 'f' and c.relname = any(${sql.param(tenants)}::text[])
        and not (own.attname = 'workspace_id' and (other.attname = 'workspace_id' or (f.relname = 'workspace' and other.attname = 'id')))`);
    expect(offending).toEqual(Object.keys(FOREIGN_KEY_EXCEPTIONS));
  });

  test("every foreign key of a tenant table reaches the workspace, directly or through another", async () => {
    const linked = await column(sql`
      select distinct c.relname as name from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'f'`);
    expect(tenants.filter((name) => !linked.includes(name))).toEqual([]);
  });

  test("the app role owns nothing, can't log in, and bypasses nothing", async () => {
    const owned = await column(sql`select relname as name from pg_class where relowner = 'hawkmoth_app'::regrole`);
    const [role] = await db.execute(
      sql`select rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = 'hawkmoth_app'`,
    );
    expect(owned).toEqual([]);
    expect(role).toEqual({
      rolcanlogin: false,
      rolsuper: false,
      rolbypassrls: false,
      rolcreatedb: false,
      rolcreaterole: false,
    });
  });

  test("the app role holds exactly the rights it needs", async () => {
    const rights = await column(sql`
      select table_name || ':' || string_agg(lower(privilege_type), ',' order by privilege_type) as name
      from information_schema.role_table_grants where grantee in ('hawkmoth_app', 'PUBLIC') and table_schema = 'public'
      group by table_name`);
    const expected = tenants.map((name) =>
      APPEND_ONLY.includes(name) ? `${name}:insert,select` : `${name}:${RIGHTS[name] ?? "delete,insert,select,update"}`,
    );
    expect(rights).toEqual([...expected, "workspace:select", "event_epoch:select"].toSorted());
  });

  test("the logins reach the identity tables they need and no tenant table", async () => {
    const rights = (role: string) =>
      column(sql`
        select table_name || ':' || string_agg(lower(privilege_type), ',' order by privilege_type) as name
        from information_schema.role_table_grants where grantee = ${role} and table_schema = 'public'
        group by table_name`);
    const all = "delete,insert,select,update";
    const signIn = ["account", "rate_limit", "session", "verification_token"].map((name) => `${name}:${all}`);
    expect(await rights("hawkmoth_sign_in")).toEqual([...signIn, "user:insert,select,update"].toSorted());
    const service = ["api_key_directory", "oauth_artefact", "pairing", "rate_limit", "server_key", "session"];
    expect(await rights("hawkmoth_service")).toEqual(
      [
        ...[...service, "user_workspace"].map((name) => `${name}:${all}`),
        "user:insert,select,update",
        "workspace:insert,select",
      ].toSorted(),
    );
  });

  test.each(["hawkmoth_service", "hawkmoth_sign_in", "hawkmoth_test_service", "hawkmoth_test_sign_in"])(
    "%s owns nothing and is no superuser",
    async (role) => {
      const owned = await column(sql`
        select relname as name from pg_class where relowner = ${role}::regrole
        union all select proname from pg_proc where proowner = ${role}::regrole
        union all select nspname from pg_namespace where nspowner = ${role}::regrole
        union all select datname from pg_database where datdba = ${role}::regrole`);
      const [flags] = await db.execute(
        sql`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = ${role}`,
      );
      expect(owned).toEqual([]);
      expect(flags).toEqual({
        rolsuper: false,
        rolbypassrls: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolreplication: false,
      });
    },
  );

  test("no tenant table has a trigger: a sharded Postgres has none", async () => {
    const triggers = await column(sql`
      select c.relname || '.' || t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and c.relname = any(${sql.param(tenants)}::text[])`);
    expect(triggers).toEqual([]);
  });

  test("no name was cut by the 63 characters of Postgres", async () => {
    const cut = await column(sql`
      select conname::text as name from pg_constraint where length(conname) >= 63
      union all select relname::text from pg_class where relnamespace = 'public'::regnamespace and length(relname) >= 63`);
    expect(cut).toEqual([]);
  });

  test("names are snake_case", async () => {
    const camel = await column(sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and (column_name !~ '^[a-z][a-z0-9_]*$' or table_name !~ '^[a-z][a-z0-9_]*$')`);
    expect(camel).toEqual([]);
  });
});
