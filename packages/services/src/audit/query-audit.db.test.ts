import { auditEntries } from "@hawkmoth/db/schema/audit";
import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { QueryAuditInput } from "@hawkmoth/domain/audit/schema";
import { newId } from "@hawkmoth/domain/ids";
import { sql } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import type { z } from "zod";
import type { ServiceContext } from "../context.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld } from "../testing/world.ts";
import { queryAudit } from "./query-audit.ts";
import { recordAudit, type AuditedCall } from "./record-audit.ts";

// One connection, so that what it read can be counted.
const { db, behind } = await testDatabase({ max_connections: 1 });

function record(ctx: ServiceContext, call: Partial<AuditedCall> = {}): Promise<void> {
  return recordAudit(ctx, {
    operation: "bug.get",
    tool: "get_bug",
    bug_refs: [],
    argument_hash: "0",
    arguments: {},
    result_code: "OK",
    duration_ms: 3,
    is_durable: true,
    ...call,
  });
}

function query(ctx: ServiceContext, input: z.input<typeof QueryAuditInput> = {}) {
  return queryAudit(ctx, QueryAuditInput.parse(input));
}

async function operationsOf(ctx: ServiceContext, input: z.input<typeof QueryAuditInput>): Promise<string[]> {
  return (await query(ctx, input)).entries.map(({ operation }) => operation);
}

/** Rows of the log, and entries of its indexes, that were looked at so far. */
async function entriesRead(): Promise<number> {
  await db.execute(sql`select pg_stat_force_next_flush()`);
  const [row] = await behind<{ count: number }[]>`
    select (seq_tup_read + (select sum(idx_tup_read) from pg_stat_all_indexes where relname = 'audit_entry'))::int as count
    from pg_stat_all_tables where relname = 'audit_entry'`;
  return row?.count ?? 0;
}

describe("queryAudit", () => {
  it("tells who called what through which program, on which bug, and how it ended", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const key_id = newId("key");
    const agent: ServiceContext = {
      ...world.agent,
      actor: { ...world.agent.actor, key_id },
      via: "MCP",
      client: { name: "claude-code", version: "2.1" },
    };
    await record(agent, { bug_refs: [`${world.project_key}-${bug.number}`], arguments: { detail: "summary" } });
    const { entries, next_cursor } = await query(world.owner);
    expect(entries).toEqual([
      {
        id: expect.stringMatching(/^aud_/),
        actor: { type: "AGENT", id: world.agent_id, name: world.agent.actor.name },
        key_id,
        via: "MCP",
        client: "claude-code/2.1",
        operation: "bug.get",
        tool: "get_bug",
        bug_ids: [bug.id],
        arguments: { detail: "summary" },
        result_code: "OK",
        duration_ms: 3,
        request_id: "req_test",
        created_at: expect.any(String),
      },
    ]);
    expect(next_cursor).toBeNull();
  });

  it("finds by actor, key, tool, operation, result, bug and time, and by all of them together", async () => {
    const world = await makeWorld(db);
    const [first, second] = [await makeBugRow(db, world), await makeBugRow(db, world)];
    const key_id = newId("key");
    const keyed: ServiceContext = { ...world.owner, actor: { ...world.owner.actor, key_id } };
    await record(world.agent, { operation: "one", tool: "bulk_update_bugs", bug_refs: [first.id, second.id] });
    await record(keyed, { operation: "two", tool: null, bug_refs: [first.id] });
    await record(world.owner, { operation: "three", tool: null, result_code: "CONFLICT" });
    await inWorkspace(db, world.workspace_id, async (tx) => {
      await tx.insert(auditEntries).values({
        workspace_id: world.workspace_id,
        principal_type: "SYSTEM",
        principal_name: "Hawkmoth",
        via: "SYSTEM",
        operation: "old",
        argument_hash: "0",
        arguments: {},
        result_code: "OK",
        duration_ms: 1,
        created_at: sql`now() - interval '3 days'`,
      });
    });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const cases: [z.input<typeof QueryAuditInput>, string[]][] = [
      [{}, ["three", "two", "one", "old"]],
      [{ actor: world.agent_id }, ["one"]],
      [{ actor: world.owner.actor.id ?? "" }, ["three", "two"]],
      [{ actor: key_id }, ["two"]],
      [{ tool: "bulk_update_bugs" }, ["one"]],
      [{ operation: "two" }, ["two"]],
      [{ result_code: "conflict" }, ["three"]],
      [{ bug_id: first.id }, ["two", "one"]],
      [{ bug_id: `${world.project_key}-${second.number}` }, ["one"]],
      [{ after: yesterday }, ["three", "two", "one"]],
      [{ before: yesterday }, ["old"]],
      [{ bug_id: first.id, actor: world.agent_id, after: yesterday }, ["one"]],
      [{ bug_id: second.id, actor: key_id }, []],
    ];
    for (const [input, expected] of cases)
      expect(await operationsOf(world.owner, input), JSON.stringify(input)).toEqual(expected);
  });

  it("gives every entry once over its pages, also of one moment", async () => {
    const { owner, workspace_id } = await makeWorld(db);
    await inWorkspace(db, workspace_id, async (tx) => {
      const row = { workspace_id, principal_type: "SYSTEM" as const, principal_name: "x", via: "SYSTEM" as const };
      const more = { argument_hash: "0", arguments: {}, result_code: "OK", duration_ms: 1 };
      await tx
        .insert(auditEntries)
        .values(Array.from({ length: 7 }, (_, index) => ({ ...row, ...more, operation: `call.${index}` })));
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await query(owner, { limit: 3, cursor });
      seen.push(...page.entries.map(({ operation }) => operation));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });

  it("finds the entries about a bug, named first or among others, without reading the rest of the log", async () => {
    const world = await makeWorld(db);
    const [bug, other] = [await makeBugRow(db, world), await makeBugRow(db, world)];
    await record(world.owner, { operation: "first", bug_refs: [bug.id] });
    await record(world.owner, { operation: "noise", bug_refs: [other.id] });
    await behind`
      insert into audit_entry select (jsonb_populate_record(e, jsonb_build_object('id', uuidv7()))).*
      from audit_entry e, generate_series(1, 5000) where operation = 'noise'`;
    await record(world.owner, { operation: "bulk", bug_refs: [other.id, bug.id] });
    await record(world.owner, { operation: "merge", bug_refs: [bug.id, other.id] });
    await behind`analyze audit_entry`;
    const readBefore = await entriesRead();
    expect(await operationsOf(world.owner, { bug_id: bug.id })).toEqual(["merge", "bulk", "first"]);
    expect((await entriesRead()) - readBefore).toBeLessThan(100);
  });

  it("is for owners and admins, whatever the scopes: no member, no agent, no credential for some projects", async () => {
    const world = await makeWorld(db);
    const member = await makeColleague(db, world, { project_role: "OWNER" });
    const admin = await makeColleague(db, world, { workspace_role: "ADMIN" });
    const narrow = { ...admin, actor: { ...admin.actor, project_ids: [world.project_id] } };
    for (const ctx of [member, world.agent, narrow])
      await expect(query(ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(query(admin)).resolves.toMatchObject({ entries: [] });
  });

  it("shows nothing of another workspace, not even which bugs it has", async () => {
    const [here, there] = [await makeWorld(db), await makeWorld(db)];
    const bug = await makeBugRow(db, there);
    await record(there.owner, { bug_refs: [bug.id] });
    expect((await query(here.owner)).entries).toEqual([]);
    await expect(query(here.owner, { bug_id: bug.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await record(here.owner, { bug_refs: [`${there.project_key}-${bug.number}`, "no bug", "X-0"] });
    expect((await query(here.owner)).entries.map(({ bug_ids }) => bug_ids)).toEqual([[]]);
  });

  test.each([
    [{ actor: "Ann" }, "actor"],
    [{ after: "0000-01-01T00:00:00Z" }, "after"],
    [{ cursor: "nonsense" }, "cursor"],
  ])("refuses %j", async (input, field) => {
    const { owner } = await makeWorld(db);
    await expect(query(owner, input)).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field } });
  });
});
