import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { events } from "@hawkmoth/db/schema/event";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { CreateRunInput, ListRunsInput } from "@hawkmoth/domain/regression/run-schema";
import { GetSuiteInput } from "@hawkmoth/domain/regression/schema";
import { ListTasksInput } from "@hawkmoth/domain/task/schema";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listTasks } from "../task/list-tasks.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { archiveCase } from "./archive-case.ts";
import { assignRun } from "./assign-run.ts";
import { cancelRun } from "./cancel-run.ts";
import { createRun } from "./create-run.ts";
import { getRun } from "./get-run.ts";
import { getRunSummary } from "./get-run-summary.ts";
import { getSuite } from "./get-suite.ts";
import { listRuns } from "./list-runs.ts";
import { updateCase } from "./update-case.ts";
import { updateSuite } from "./update-suite.ts";

const { db } = await testDatabase({ max_connections: 12 });

async function runEvents({ workspace_id }: World) {
  const rows = await inWorkspace(db, workspace_id, (tx) =>
    tx.select().from(events).where(eq(events.type, "run.updated")).orderBy(events.xid),
  );
  return rows.map(({ changes }) => changes);
}

describe("a new run", () => {
  test("holds the suite's cases as they are then: what happens to them later does not change it", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund"]);
    const run = await suite.start({ environment: "staging", build: "41", commit: "ABCDEF1" });
    await updateCase(world.owner, { case_id: suite.named("Pay").id, title: "Pay twice", steps: ["x"], position: 2 });
    await archiveCase(world.owner, { case_id: suite.named("Refund").id });
    const found = await getRun(world.owner, { run_id: run.id });
    expect(found).toMatchObject({ status: "QUEUED", environment: "staging", build: "41", counts: { pending: 2 } });
    expect(found.cases.map(({ title, steps, result }) => ({ title, steps, result }))).toEqual([
      { title: "Pay", steps: [], result: null },
      { title: "Refund", steps: [], result: null },
    ]);
  });

  test("may hold some of the cases only, and none that are not in use", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund", "Search"]);
    const run = await suite.start({ case_id: [suite.named("Search").id, suite.named("Pay").id] });
    expect((await getRun(world.owner, { run_id: run.id })).cases.map(({ title }) => title)).toEqual(["Pay", "Search"]);
    await archiveCase(world.owner, { case_id: suite.named("Pay").id });
    await expect(suite.start({ case_id: [suite.named("Pay").id] })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field: "case_id" },
    });
  });

  test("a preview answers like the real thing and stores nothing", async () => {
    const world = await makeWorld(db);
    const { suite_id } = await makeSuite(world, ["Pay"]);
    const preview = await createRun(world.owner, CreateRunInput.parse({ suite_id, dry_run: true }));
    expect(preview).toMatchObject({ dry_run: true, run: { status: "QUEUED", counts: { total: 1, pending: 1 } } });
    expect((await listRuns(world.owner, ListRunsInput.parse({}))).runs).toEqual([]);
    expect(await runEvents(world)).toEqual([]);
  });

  test("an empty suite has nothing to run, an archived one takes no run", async () => {
    const world = await makeWorld(db);
    const empty = await makeSuite(world, []);
    await expect(empty.start()).rejects.toMatchObject({ code: "CONFLICT" });
    const suite = await makeSuite(world, ["Pay"]);
    await updateSuite(world.owner, { suite_id: suite.suite_id, status: "ARCHIVED" });
    await expect(suite.start()).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("is for a member or an agent alike; an agent's has somebody who answers for it", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    expect(await suite.start({ assignee_id: "me" })).toMatchObject({
      assignee: { type: "MEMBER", id: world.owner.actor.id },
      accountable_member: null,
    });
    expect(await suite.start({ assignee_type: "AGENT", assignee_id: world.agent_id })).toMatchObject({
      assignee: { type: "AGENT", id: world.agent_id },
      accountable_member: { id: world.owner.actor.id },
    });
    const byAgent = await suite.start({ assignee_id: "me" }, world.agent);
    expect(byAgent).toMatchObject({
      assignee: { type: "AGENT" },
      accountable_member: { id: world.owner.actor.id },
      created_by: { type: "AGENT", id: world.agent_id },
    });
    const stranger = await makeColleague(db, world, {});
    await expect(suite.start({ assignee_id: stranger.actor.id })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  test("for an agent queues no task, says so, and is found where the answer says", async () => {
    const world = await makeWorld(db);
    const { suite_id } = await makeSuite(world, ["Pay"]);
    const input = CreateRunInput.parse({ suite_id, assignee_id: world.agent_id });
    const { run, note } = await createRun(world.owner, input);
    expect(note).toMatch(/No task was queued/);
    expect((await listTasks(world.agent, ListTasksInput.parse({}))).tasks).toEqual([]);
    const own = await listRuns(world.agent, ListRunsInput.parse({ assignee_id: "me" }));
    expect(own.runs.map(({ id }) => id)).toEqual([run.id]);
    const { open_runs } = await getSuite(world.agent, GetSuiteInput.parse({ suite_id }));
    expect(open_runs.map(({ id }) => id)).toEqual([run.id]);
    expect(await runEvents(world)).toMatchObject([{ run_id: run.id, status: "QUEUED", assignee: { type: "AGENT" } }]);
  });
});

describe("lists of runs", () => {
  test("are newest first, by suite, status, build and executor, page by page", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const other = await makeSuite(world, ["Search"]);
    const first = await suite.start({ build: "1" });
    const second = await suite.start({ build: "2", assignee_id: "me" });
    const third = await other.start({ build: "2" });
    await suite.submit(first, "Pay", { outcome: "PASSED" });
    const ids = async (given: Partial<ListRunsInput>) =>
      (await listRuns(world.owner, ListRunsInput.parse(given))).runs.map(({ id }) => id);
    expect(await ids({})).toEqual([third.id, second.id, first.id]);
    expect(await ids({ suite_id: suite.suite_id })).toEqual([second.id, first.id]);
    expect(await ids({ status: ["PASSED"] })).toEqual([first.id]);
    expect(await ids({ build: "2", project_id: world.project_id })).toEqual([third.id, second.id]);
    expect(await ids({ assignee_id: "me" })).toEqual([second.id]);
    expect(await ids({ assignee_id: world.owner.actor.id ?? "" })).toEqual([second.id]);
    expect(await ids({ assignee_id: "none" })).toEqual([third.id, first.id]);
    const page = await listRuns(world.owner, ListRunsInput.parse({ limit: 2 }));
    expect(await ids({ limit: 2, cursor: page.next_cursor ?? "" })).toEqual([first.id]);
    await expect(ids({ assignee_id: "somebody" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("handing over", () => {
  test("names another who carries it out, once, while the run is open", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start({ assignee_id: "me" });
    const assign = (assignee_id: string) => assignRun(world.owner, { run_id: run.id, assignee_id });
    expect((await assign(world.agent_id)).run).toMatchObject({
      assignee: { type: "AGENT", id: world.agent_id },
      accountable_member: { id: world.owner.actor.id },
    });
    await assign(world.agent_id);
    expect((await assign("none")).run).toMatchObject({ assignee: null, accountable_member: null });
    expect(await runEvents(world)).toMatchObject([{}, { assignee: { type: "AGENT" } }, { assignee: null }]);
    await expect(assignRun(world.owner, { run_id: run.id })).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await suite.submit(run, "Pay", { outcome: "PASSED" });
    await expect(assign("me")).rejects.toMatchObject({ code: "CONFLICT" });
    const viewer = await makeColleague(db, world, { project_role: "VIEWER" });
    await expect(assignRun(viewer, { run_id: run.id, assignee_id: "none" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("cancelling", () => {
  test("keeps the results, takes no more, and again changes nothing", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund"]);
    const run = await suite.start();
    await suite.submit(run, "Pay", { outcome: "PASSED" });
    const cancelled = await cancelRun(world.owner, { run_id: run.id });
    expect(cancelled.run).toMatchObject({ status: "CANCELLED", counts: { passed: 1, pending: 1 } });
    await expect(suite.submit(run, "Refund", { outcome: "PASSED" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(suite.submit(run, "Pay", { outcome: "PASSED" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await cancelRun(world.owner, { run_id: run.id })).toEqual(cancelled);
    expect((await runEvents(world)).map(({ status }) => status)).toEqual(["QUEUED", "RUNNING", "CANCELLED"]);
  });

  test("a finished run stays what it is", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    await suite.submit(run, "Pay", { outcome: "FAILED" });
    await expect(cancelRun(world.owner, { run_id: run.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("who may", () => {
  test.each(["VIEWER", "MANAGER"] as const)("%s of the project", async (project_role) => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund"]);
    const run = await suite.start();
    const ctx = await makeColleague(db, world, { project_role });
    const outcomes = await Promise.allSettled([
      suite.start({}, ctx),
      suite.submit(run, "Pay", { outcome: "PASSED", by: ctx }),
      getRun(ctx, { run_id: run.id }),
      getRunSummary(ctx, { run_id: run.id }),
    ]);
    const write = project_role === "MANAGER" ? "fulfilled" : "rejected";
    expect(outcomes.map(({ status }) => status)).toEqual([write, write, "fulfilled", "fulfilled"]);
    const cancel = await cancelRun(ctx, { run_id: run.id }).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    expect(cancel).toBe(project_role === "MANAGER" ? "done" : "FORBIDDEN");
  });

  test("without a role in the project, or in another workspace, a run is missing", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    for (const ctx of [await makeColleague(db, world, {}), (await makeWorld(db)).owner]) {
      const missing = { code: "NOT_FOUND" };
      await expect(suite.start({}, ctx)).rejects.toMatchObject(missing);
      await expect(suite.submit(run, "Pay", { outcome: "PASSED", by: ctx })).rejects.toMatchObject(missing);
      await expect(getRun(ctx, { run_id: run.id })).rejects.toMatchObject(missing);
      await expect(getRunSummary(ctx, { run_id: run.id })).rejects.toMatchObject(missing);
      await expect(cancelRun(ctx, { run_id: run.id })).rejects.toMatchObject(missing);
      await expect(listRuns(ctx, ListRunsInput.parse({ suite_id: suite.suite_id }))).rejects.toMatchObject(missing);
      expect((await listRuns(ctx, ListRunsInput.parse({}))).runs).toEqual([]);
    }
  });
});
