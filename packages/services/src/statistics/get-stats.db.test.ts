import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { bugs } from "@hawkmoth/db/schema/bug";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeProject } from "@hawkmoth/db/testing/factories";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { GetStatsInput, Stats } from "@hawkmoth/domain/statistics/schema";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createBug } from "../bug/create-bug.ts";
import { updateBug } from "../bug/update-bug.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { getStats } from "./get-stats.ts";

const { db } = await testDatabase();

async function file(world: World, more: object = {}, then: object | null = null): Promise<string> {
  const input = { project_id: world.project_id, title: "Broken", allow_duplicate: true, ...more };
  const { bug } = await createBug(world.owner, CreateBugInput.parse(input));
  if (then) await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, ...then }));
  return bug.id;
}

/** Moves a bug's life: filed and resolved so many hours ago. */
function age(world: World, id: string, hours: { created: number; resolved?: number }) {
  const ago = (count: number) => sql`now() - make_interval(hours => ${count}::int)`;
  return inWorkspace(db, world.workspace_id, (tx) =>
    tx
      .update(bugs)
      .set({
        created_at: ago(hours.created),
        ...(hours.resolved === undefined ? {} : { resolved_at: ago(hours.resolved) }),
      })
      .where(eq(bugs.id, id)),
  );
}

const statsOf = (world: World, more: object = {}) => getStats(world.owner, GetStatsInput.parse(more));

test("counts what is open by severity and owner, everything by status, and what came and went in the window", async () => {
  const world = await makeWorld(db);
  await file(world, { severity: "CRITICAL", assignee_type: "AGENT", assignee_id: world.agent_id });
  await file(world, { assignee_id: "me" }, { status: "IN_PROGRESS" });
  await age(world, await file(world), { created: 24 * 40 });
  await age(world, await file(world, {}, { status: "RESOLVED" }), { created: 50, resolved: 40 });
  await age(world, await file(world, {}, { status: "CLOSED" }), { created: 24 * 60, resolved: 24 * 40 });
  await file(world, {}, { status: "CLOSED", resolution: "SPAM" });
  const stats = await statsOf(world);
  expect(Stats.parse(stats)).toEqual({
    window: "30d",
    teams: [{ id: world.workspace_id, slug: expect.any(String), name: expect.any(String) }],
    since: expect.stringMatching(/T\d\d:\d\d:\d\d\.\d{3}Z$/),
    open_count: 3,
    by_severity: { CRITICAL: 1, HIGH: 0, MEDIUM: 2, LOW: 0 },
    by_status: { OPEN: 2, IN_PROGRESS: 1, IN_REVIEW: 0, RESOLVED: 1, CLOSED: 1, REOPENED: 0 },
    by_assignee_type: { MEMBER: 1, AGENT: 1, NONE: 1 },
    created_count: 3,
    resolved_count: 1,
    median_resolve_hours: 10,
  });
  expect(Date.now() - Date.parse(stats.since)).toBeCloseTo(30 * 24 * 3_600_000, -5);
  expect(await statsOf(world, { window: "90d" })).toMatchObject({
    created_count: 5,
    resolved_count: 2,
    median_resolve_hours: 245,
  });
});

test("a duplicate is not resolved work, and without any there is no median", async () => {
  const world = await makeWorld(db);
  const original = await file(world);
  await file(world, {}, { duplicate_of: original });
  expect(await statsOf(world)).toMatchObject({ resolved_count: 0, median_resolve_hours: null });
  expect((await statsOf(await makeWorld(db))).by_status.OPEN).toBe(0);
});

test("only projects that the caller sees are counted, and only the one that is named", async () => {
  const world = await makeWorld(db);
  const elsewhere = await makeProject(db, world.workspace_id);
  await file(world);
  await file({ ...world, project_id: elsewhere.id });
  const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
  const openFor = async (ctx: typeof viewer, more: object = {}) =>
    (await getStats(ctx, GetStatsInput.parse(more))).open_count;
  expect(await openFor(world.owner)).toBe(2);
  expect(await openFor(world.owner, { project_id: elsewhere.id })).toBe(1);
  expect(await openFor(viewer)).toBe(1);
  expect(await openFor(await makeColleague(db, world))).toBe(0);
  await expect(openFor(viewer, { project_id: elsewhere.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
