import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { events } from "@hawkmoth/db/schema/event";
import { projects } from "@hawkmoth/db/schema/project";
import { regressionResultHistory } from "@hawkmoth/db/schema/regression-run";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { GetBugInput, ListBugsInput, UpdateBugInput, type Bug } from "@hawkmoth/domain/bug/schema";
import type { EvidencePolicy } from "@hawkmoth/domain/project/schema";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { listActivity } from "../activity/list-activity.ts";
import { getBug } from "../bug/get-bug.ts";
import { listBugs } from "../bug/list-bugs.ts";
import { updateBug } from "../bug/update-bug.ts";
import type { ServiceContext } from "../context.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { getCase } from "./get-case.ts";
import { getRun } from "./get-run.ts";

const { db } = await testDatabase({ max_connections: 12 });

const change = (world: World, bug_id: string, to: Partial<UpdateBugInput>) =>
  updateBug(world.owner, UpdateBugInput.parse({ bug_id, ...to }));
const read = (world: World, bug_id: string): Promise<Bug> => getBug(world.owner, GetBugInput.parse({ bug_id }));

async function kinds(world: World, bug_id: string): Promise<string[]> {
  const { activity } = await listActivity(world.owner, { bug_id, limit: 50 });
  return activity.map(({ kind }) => kind);
}

/** The same caller with a key that may not touch bugs. */
function withoutBugs(ctx: ServiceContext): ServiceContext {
  return { ...ctx, actor: { ...ctx.actor, scopes: ["regression:write"] } };
}

describe("a run follows its results", () => {
  test("RUNNING with the first, PASSED or FAILED with the last, and corrections count afterwards too", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund"]);
    const run = await suite.start();
    expect((await suite.submit(run, "Pay", { outcome: "PASSED" })).run).toMatchObject({
      status: "RUNNING",
      counts: { total: 2, passed: 1, pending: 1, pass_rate: 1 },
    });
    const running = await getRun(world.owner, { run_id: run.id });
    expect(running.finished_at).toBeNull();
    expect((await suite.submit(run, "Refund", { outcome: "BLOCKED" })).run.status).toBe("FAILED");
    const failed = await getRun(world.owner, { run_id: run.id });
    expect(failed.started_at).toBe(running.started_at);
    expect((await suite.submit(run, "Refund", { outcome: "SKIPPED" })).run).toMatchObject({
      status: "PASSED",
      counts: { passed: 1, skipped: 1, pending: 0 },
    });
    expect((await getRun(world.owner, { run_id: run.id })).finished_at).toBe(failed.finished_at);
    expect((await suite.submit(run, "Pay", { outcome: "FAILED" })).run.status).toBe("FAILED");
  });

  test("the last word wins, and every word before it is kept with who said it", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    await suite.submit(run, "Pay", { outcome: "FAILED", notes: "500" });
    const { result } = await suite.submit(run, "Pay", { outcome: "PASSED", by: world.agent });
    expect(result).toMatchObject({ outcome: "PASSED", notes: null, revision: 2, submitted_by: { type: "AGENT" } });
    const history = await inWorkspace(db, world.workspace_id, (tx) =>
      tx.select().from(regressionResultHistory).orderBy(regressionResultHistory.revision),
    );
    expect(history.map(({ outcome, notes, actor_type }) => [outcome, notes, actor_type])).toEqual([
      ["FAILED", "500", "MEMBER"],
      ["PASSED", null, "AGENT"],
    ]);
  });

  test("the same again changes nothing at all", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    const run = await suite.start();
    await change(world, bug.id, { status: "RESOLVED" });
    const input = { outcome: "FAILED", notes: "500" } as const;
    const first = await suite.submit(run, "Pay", input);
    await change(world, bug.id, { status: "RESOLVED" });
    const before = await inWorkspace(db, world.workspace_id, (tx) => tx.$count(events));
    const again = await suite.submit(run, "Pay", input);
    expect(again).toMatchObject({ changed: false, bug_effect: "NONE", result: first.result, run: first.run });
    expect(again.bug).toMatchObject({ id: bug.id, status: "RESOLVED" });
    expect(await inWorkspace(db, world.workspace_id, (tx) => tx.$count(events))).toBe(before);
  });

  test("each result is an event that carries where the run stands", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    await suite.submit(run, "Pay", { outcome: "PASSED" });
    const rows = await inWorkspace(db, world.workspace_id, (tx) =>
      tx.select().from(events).where(eq(events.type, "run.updated")).orderBy(events.xid),
    );
    expect(rows.at(-1)).toMatchObject({
      project_id: world.project_id,
      changes: { run_id: run.id, status: "PASSED", case_id: suite.named("Pay").id, passed: 1, pending: 0 },
    });
  });

  test("a case that is not part of the run is missing", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay", "Refund"]);
    const run = await suite.start({ case_id: [suite.named("Pay").id] });
    await expect(suite.submit(run, "Refund", { outcome: "PASSED" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await getRun(world.owner, { run_id: run.id })).toMatchObject({ status: "QUEUED" });
  });
});

describe("a failure", () => {
  test("files a bug when asked to, which the case guards from then on, once", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start({ environment: "staging", build: "41" });
    const input = { outcome: "FAILED", notes: "Card declined", create_bug_on_fail: true } as const;
    const filed = await suite.submit(run, "Pay", input);
    expect(filed).toMatchObject({ bug_effect: "CREATED", bug: { title: "Pay", status: "OPEN" } });
    const bug = await read(world, filed.bug?.id ?? "");
    expect(bug).toMatchObject({ source: "REGRESSION", environment: "staging", app_version: "41" });
    expect(bug.description).toContain("### Seen\n\nCard declined");
    expect(await getCase(world.owner, { case_id: suite.named("Pay").id })).toMatchObject({ bug: { id: bug.id } });
    expect(await kinds(world, bug.id)).toEqual(["REGRESSION_FAILED", "REGRESSION_LINKED", "BUG_CREATED"]);
    expect(await suite.submit(run, "Pay", input)).toMatchObject({ changed: false });
    const next = await suite.start();
    expect(await suite.submit(next, "Pay", input)).toMatchObject({ bug_effect: "NONE", bug: { id: bug.id } });
    expect((await listBugs(world.owner, ListBugsInput.parse({}))).bugs).toHaveLength(1);
  });

  test("files the bug also when it is asked for after the failure was told", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    expect(await suite.submit(run, "Pay", { outcome: "FAILED" })).toMatchObject({ bug_effect: "NONE", bug: null });
    expect(await suite.submit(run, "Pay", { outcome: "FAILED", create_bug_on_fail: true })).toMatchObject({
      bug_effect: "CREATED",
      result: { revision: 2 },
    });
  });

  test.each(["RESOLVED", "CLOSED"] as const)("reopens a %s bug, and its history says why", async (status) => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    await change(world, bug.id, { status });
    const run = await suite.start({ build: "42" });
    const { bug_effect, note, bug: linked } = await suite.submit(run, "Pay", { outcome: "FAILED" });
    expect(bug_effect).toBe("REOPENED");
    expect(note).toContain(linked?.key ?? "-");
    expect(await read(world, bug.id)).toMatchObject({ status: "REOPENED", reopen_count: 1, resolution: null });
    const { activity } = await listActivity(world.owner, { bug_id: bug.id, limit: 2 });
    expect(activity).toMatchObject([
      { kind: "REGRESSION_FAILED", to: { run_id: run.id, title: "Pay", build: "42" }, actor: { type: "MEMBER" } },
      expect.objectContaining({ actor: expect.objectContaining({ type: "MEMBER" }) as unknown }),
    ]);
    expect(await kinds(world, bug.id)).toContain("STATUS_CHANGED");
  });

  test.each(["WONT_FIX", "SPAM"] as const)("leaves a bug closed as %s alone and says so", async (resolution) => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    await change(world, bug.id, { status: "CLOSED", resolution });
    const answer = await suite.submit(await suite.start(), "Pay", { outcome: "FAILED" });
    expect(answer).toMatchObject({ bug_effect: "NONE", bug: { status: "CLOSED" } });
    expect(answer.note).toContain(resolution);
  });

  test("of a case that guards a duplicate concerns the original", async () => {
    const world = await makeWorld(db);
    const [bug, original] = [await makeBugRow(db, world), await makeBugRow(db, world)];
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    await change(world, bug.id, { duplicate_of: original.id });
    await change(world, original.id, { status: "RESOLVED" });
    expect(await suite.submit(await suite.start(), "Pay", { outcome: "FAILED" })).toMatchObject({
      bug_effect: "REOPENED",
      bug: { id: original.id },
    });
    expect(await read(world, bug.id)).toMatchObject({ status: "CLOSED", resolution: "DUPLICATE" });
  });

  test("can name the bug it is about, which a case without one guards from then on", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, ["Pay"]);
    const run = await suite.start();
    const { key } = await read(world, bug.id);
    expect(await suite.submit(run, "Pay", { outcome: "FAILED", bug_id: key })).toMatchObject({
      result: { bug_id: bug.id },
      note: `${key} is open already.`,
    });
    expect(await getCase(world.owner, { case_id: suite.named("Pay").id })).toMatchObject({ bug: { id: bug.id } });
    const foreign = await makeBugRow(db, await makeWorld(db));
    await expect(suite.submit(run, "Pay", { outcome: "FAILED", bug_id: foreign.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("told by a key without bugs:write changes no bug, says so, and files none", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }, "Refund"]);
    const run = await suite.start();
    await change(world, bug.id, { status: "RESOLVED" });
    const ctx = withoutBugs(world.owner);
    const answer = await suite.submit(run, "Pay", { outcome: "FAILED", by: ctx });
    expect(answer).toMatchObject({ changed: true, bug_effect: "NONE", bug: { status: "RESOLVED" } });
    expect(answer.note).toMatch(/bugs:write/);
    await expect(
      suite.submit(run, "Refund", { outcome: "FAILED", create_bug_on_fail: true, by: ctx }),
    ).rejects.toMatchObject({ code: "INSUFFICIENT_SCOPE" });
    expect((await getRun(world.owner, { run_id: run.id })).counts.pending).toBe(1);
  });
});

describe("a pass", () => {
  async function fixedBug(policy: EvidencePolicy = "NONE") {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const suite = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    await inWorkspace(db, world.workspace_id, (tx) => tx.update(projects).set({ evidence_policy: policy }));
    return { world, bug, suite };
  }

  test("verifies a bug resolved as FIXED, once; a later failure takes that back", async () => {
    const { world, bug, suite } = await fixedBug();
    await change(world, bug.id, { status: "RESOLVED" });
    const { version } = await read(world, bug.id);
    const run = await suite.start();
    const answer = await suite.submit(run, "Pay", { outcome: "PASSED" });
    expect(answer.bug_effect).toBe("VERIFIED");
    const verified = await read(world, bug.id);
    expect(verified).toMatchObject({ status: "RESOLVED", version: version + 1 });
    expect(verified.verified_at).toBe(answer.bug?.verified_at);
    expect(verified.verified_at).not.toBeNull();
    const [first, second] = (await listActivity(world.owner, { bug_id: bug.id, limit: 2 })).activity;
    expect(first).toMatchObject({ kind: "REGRESSION_PASSED" });
    expect(second).toMatchObject({ kind: "FIELD_CHANGED", field: "verified_at", to: verified.verified_at });
    expect(await suite.submit(await suite.start(), "Pay", { outcome: "PASSED" })).toMatchObject({
      bug_effect: "NONE",
      bug: { verified_at: verified.verified_at },
    });
    expect(await suite.submit(run, "Pay", { outcome: "FAILED" })).toMatchObject({ bug_effect: "REOPENED" });
    expect(await read(world, bug.id)).toMatchObject({ status: "REOPENED", verified_at: null });
  });

  test.each([
    ["an open one", {}],
    ["one closed as WONT_FIX", { status: "CLOSED", resolution: "WONT_FIX" }],
    ["one resolved as CANNOT_REPRODUCE", { status: "RESOLVED", resolution: "CANNOT_REPRODUCE" }],
  ] as const)("does not verify %s", async (_, to) => {
    const { world, bug, suite } = await fixedBug();
    await change(world, bug.id, to);
    const answer = await suite.submit(await suite.start(), "Pay", { outcome: "PASSED" });
    expect(answer).toMatchObject({ bug_effect: "NONE", bug: { verified_at: null } });
    expect(answer.note).not.toBeNull();
  });

  test("is evidence enough where the project asks for ANY", async () => {
    const { world, bug, suite } = await fixedBug("ANY");
    await change(world, bug.id, { status: "RESOLVED" });
    const answer = await suite.submit(await suite.start(), "Pay", { outcome: "PASSED" });
    expect(answer.bug_effect).toBe("VERIFIED");
  });

  test("where the project asks for RED_GREEN, only after a failure on another commit, by the run records", async () => {
    const { world, bug, suite } = await fixedBug("RED_GREEN");
    const [red, same, none, green] = [
      await suite.start({ commit: "aaaaaaa" }),
      await suite.start({ commit: "aaaaaaa0123456789" }),
      await suite.start(),
      await suite.start({ commit: "bbbbbbb" }),
    ];
    await change(world, bug.id, { status: "RESOLVED" });
    expect(await suite.submit(green, "Pay", { outcome: "PASSED" })).toMatchObject({ bug_effect: "NONE" });
    await suite.submit(red, "Pay", { outcome: "FAILED" });
    await change(world, bug.id, { status: "RESOLVED" });
    const onSameCommit = await suite.submit(same, "Pay", { outcome: "PASSED" });
    expect(onSameCommit.note).toMatch(/never failed in a run of another commit/);
    const onNoCommit = await suite.submit(none, "Pay", { outcome: "PASSED" });
    expect(onNoCommit.note).toMatch(/names no commit/);
    expect((await read(world, bug.id)).verified_at).toBeNull();
    expect(await suite.submit(green, "Pay", { outcome: "PASSED", notes: "again" })).toMatchObject({
      bug_effect: "VERIFIED",
    });
  });
});
