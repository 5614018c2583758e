import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { regressionCases } from "@hawkmoth/db/schema/regression";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { newId } from "@hawkmoth/domain/ids";
import { CreateCaseInput, GetSuiteInput, ListSuitesInput, MAX_CASES } from "@hawkmoth/domain/regression/schema";
import { makeBugRow, makeProject } from "@hawkmoth/db/testing/factories";
import { describe, expect, test } from "vitest";
import { listActivity } from "../activity/list-activity.ts";
import { makeColleague } from "../testing/colleague.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld, type World } from "../testing/world.ts";
import { archiveCase } from "./archive-case.ts";
import { createCase } from "./create-case.ts";
import { createSuite } from "./create-suite.ts";
import { getCase } from "./get-case.ts";
import { getSuite } from "./get-suite.ts";
import { listSuites } from "./list-suites.ts";
import { restoreCase } from "./restore-case.ts";
import { updateCase } from "./update-case.ts";
import { updateSuite } from "./update-suite.ts";

const { db } = await testDatabase({ max_connections: 12 });

async function order(world: World, suite_id: string): Promise<string[]> {
  const { cases } = await getSuite(world.owner, GetSuiteInput.parse({ suite_id }));
  expect(cases.map(({ position }) => position)).toEqual(cases.map((_, index) => index + 1));
  return cases.map(({ title }) => title);
}

describe("suites", () => {
  test("are listed latest changed first, by project, part of the name and status, page by page", async () => {
    const world = await makeWorld(db);
    const { owner, project_id } = world;
    const first = await createSuite(owner, { project_id, name: "Checkout", description: "" });
    const second = await createSuite(owner, { project_id, name: "Search 100%", description: "" });
    await updateSuite(owner, { suite_id: first.id, description: "Money" });
    const names = async (given: Partial<ListSuitesInput>) =>
      (await listSuites(owner, ListSuitesInput.parse(given))).suites.map(({ name }) => name);
    expect(await names({ project_id })).toEqual(["Checkout", "Search 100%"]);
    expect(await names({ query: "CHECK" })).toEqual(["Checkout"]);
    expect(await names({ query: "0%" })).toEqual(["Search 100%"]);
    const page = await listSuites(owner, ListSuitesInput.parse({ limit: 1 }));
    expect(page).toMatchObject({ total: 2, suites: [{ id: first.id }] });
    expect(await names({ limit: 1, cursor: page.next_cursor ?? "" })).toEqual(["Search 100%"]);
    await updateSuite(owner, { suite_id: second.id, status: "ARCHIVED" });
    expect(await names({})).toEqual(["Checkout"]);
    expect(await names({ status: "ARCHIVED" })).toEqual(["Search 100%"]);
  });

  test("belong to a member or an agent who can work in the project, or to nobody", async () => {
    const world = await makeWorld(db);
    const { suite_id } = await makeSuite(world, [], { owner_id: world.agent_id });
    expect(await getSuite(world.owner, GetSuiteInput.parse({ suite_id }))).toMatchObject({
      owner: { type: "AGENT", id: world.agent_id },
    });
    expect(await updateSuite(world.owner, { suite_id, owner_id: "me" })).toMatchObject({
      owner: { type: "MEMBER", id: world.owner.actor.id },
    });
    const stranger = await makeColleague(db, world, {});
    await expect(updateSuite(world.owner, { suite_id, owner_id: stranger.actor.id })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      options: { field: "owner_id" },
    });
    await expect(updateSuite(world.owner, { suite_id, owner_type: "AGENT" })).rejects.toThrow(/'owner_id'/);
    expect(await updateSuite(world.owner, { suite_id, owner_id: "none" })).toMatchObject({ owner: null });
  });

  test("name their last run and the open ones with who is to run them", async () => {
    const world = await makeWorld(db);
    const suite = await makeSuite(world, ["Pay"]);
    const done = await suite.start();
    await suite.submit(done, "Pay", { outcome: "PASSED" });
    const open = await suite.start({ assignee_id: world.agent_id });
    const found = await getSuite(world.owner, GetSuiteInput.parse({ suite_id: suite.suite_id }));
    expect(found.last_run).toMatchObject({ id: open.id, status: "QUEUED" });
    expect(found.open_runs).toMatchObject([{ id: open.id, assignee: { id: world.agent_id }, pending: 1 }]);
  });
});

describe("cases", () => {
  test("stand in order without gaps, wherever they are put, moved, archived and restored", async () => {
    const world = await makeWorld(db);
    const { suite_id, named } = await makeSuite(world, ["A", "B", "C"]);
    await createCase(world.owner, CreateCaseInput.parse({ suite_id, title: "D", position: 2 }));
    expect(await order(world, suite_id)).toEqual(["A", "D", "B", "C"]);
    await updateCase(world.owner, { case_id: named("A").id, position: 3 });
    expect(await order(world, suite_id)).toEqual(["D", "B", "A", "C"]);
    await updateCase(world.owner, { case_id: named("C").id, position: 1 });
    expect(await order(world, suite_id)).toEqual(["C", "D", "B", "A"]);
    await updateCase(world.owner, { case_id: named("C").id, position: 99 });
    expect(await order(world, suite_id)).toEqual(["D", "B", "A", "C"]);
    await archiveCase(world.owner, { case_id: named("B").id });
    await archiveCase(world.owner, { case_id: named("B").id });
    expect(await order(world, suite_id)).toEqual(["D", "A", "C"]);
    await expect(updateCase(world.owner, { case_id: named("B").id, position: 1 })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await restoreCase(world.owner, { case_id: named("B").id })).toMatchObject({
      position: 4,
      archived_at: null,
    });
    expect(await order(world, suite_id)).toEqual(["D", "A", "C", "B"]);
  });

  test("come page by page, archived ones last where they are asked for", async () => {
    const world = await makeWorld(db);
    const { suite_id, named } = await makeSuite(world, ["A", "B", "C"]);
    await archiveCase(world.owner, { case_id: named("A").id });
    const input = GetSuiteInput.parse({ suite_id, with_archived: true, limit: 2 });
    const first = await getSuite(world.owner, input);
    const second = await getSuite(world.owner, { ...input, cursor: first.next_cursor ?? "" });
    expect([first, second].map(({ cases }) => cases.map(({ title }) => title))).toEqual([["B", "C"], ["A"]]);
    expect(second.next_cursor).toBeNull();
  });

  test("keep their order when many are added and moved at once", async () => {
    const world = await makeWorld(db);
    const { suite_id, cases } = await makeSuite(world, ["A", "B", "C", "D"]);
    await Promise.all([
      ...[0, 2, 3].map((at) => updateCase(world.owner, { case_id: cases[at]?.id ?? "", position: 4 - at })),
      ...["E", "F", "G"].map((title) =>
        createCase(world.owner, CreateCaseInput.parse({ suite_id, title, position: 1 })),
      ),
      archiveCase(world.owner, { case_id: cases[1]?.id ?? "" }),
    ]);
    expect((await order(world, suite_id)).toSorted()).toEqual(["A", "C", "D", "E", "F", "G"]);
  });

  test("guard a bug of their project, and its history tells so", async () => {
    const world = await makeWorld(db);
    const bug = await makeBugRow(db, world);
    const { named, suite_id } = await makeSuite(world, [{ title: "Pay", bug_id: bug.id }]);
    expect(named("Pay").bug).toMatchObject({ id: bug.id, status: "OPEN" });
    expect(await updateCase(world.owner, { case_id: named("Pay").id, bug_id: null })).toMatchObject({ bug: null });
    const { activity } = await listActivity(world.owner, { bug_id: bug.id, limit: 10 });
    expect(activity.map(({ kind, from, to }) => ({ kind, from, to }))).toEqual([
      { kind: "REGRESSION_LINKED", from: expect.objectContaining({ title: "Pay" }) as unknown, to: null },
      { kind: "REGRESSION_LINKED", from: null, to: expect.objectContaining({ title: "Pay" }) as unknown },
    ]);
    const create = (bug_id: string) => createCase(world.owner, CreateCaseInput.parse({ suite_id, title: "x", bug_id }));
    const foreign = await makeBugRow(db, await makeWorld(db));
    await expect(create(foreign.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { workspace_id } = world;
    const beside = await makeBugRow(db, { workspace_id, project_id: (await makeProject(db, workspace_id)).id });
    await expect(create(beside.id)).rejects.toMatchObject({ code: "INVALID_INPUT", options: { field: "bug_id" } });
  });

  test("carry the source of their test, which lists leave out", async () => {
    const world = await makeWorld(db);
    const { named, suite_id } = await makeSuite(world, ["Pay"]);
    const case_id = named("Pay").id;
    await updateCase(world.owner, { case_id, spec: "test('pay')", spec_ref: "tests/pay.spec.ts" });
    expect(await getCase(world.owner, { case_id })).toMatchObject({ spec: "test('pay')", has_spec: true });
    const [listed] = (await getSuite(world.owner, GetSuiteInput.parse({ suite_id }))).cases;
    expect(listed).toMatchObject({ has_spec: true, spec_ref: "tests/pay.spec.ts" });
    expect(listed).not.toHaveProperty("spec");
  });

  test("a change that changes nothing leaves the time of the last change", async () => {
    const world = await makeWorld(db);
    const { named } = await makeSuite(world, ["Pay"]);
    const before = await getCase(world.owner, { case_id: named("Pay").id });
    expect(await updateCase(world.owner, { case_id: before.id, title: "Pay", steps: [], position: 1 })).toEqual(before);
  });

  test("an archived suite takes none, a full one neither", async () => {
    const world = await makeWorld(db);
    const { suite_id } = await makeSuite(world, ["Pay"]);
    const { workspace_id } = world;
    const add = () => createCase(world.owner, CreateCaseInput.parse({ suite_id, title: "x" }));
    const rest = Array.from({ length: MAX_CASES - 1 }, (_, index) => ({
      workspace_id,
      suite_id,
      title: "x",
      position: index + 2,
    }));
    await inWorkspace(db, workspace_id, (tx) => tx.insert(regressionCases).values(rest));
    await expect(add()).rejects.toMatchObject({ code: "CONFLICT", message: "A suite holds at most 500 cases." });
    await updateSuite(world.owner, { suite_id, status: "ARCHIVED" });
    await expect(add()).rejects.toMatchObject({ code: "CONFLICT", message: "This suite is archived." });
  });
});

describe("who may", () => {
  test.each(["VIEWER", "MANAGER", "DEVELOPER"] as const)("%s of the project", async (project_role) => {
    const world = await makeWorld(db);
    const { suite_id, named } = await makeSuite(world, ["Pay"]);
    const ctx = await makeColleague(db, world, { project_role });
    const attempts = [
      () => createSuite(ctx, { project_id: world.project_id, name: "x", description: "" }),
      () => updateSuite(ctx, { suite_id, name: "x" }),
      () => createCase(ctx, CreateCaseInput.parse({ suite_id, title: "x" })),
      () => updateCase(ctx, { case_id: named("Pay").id, title: "x" }),
      () => archiveCase(ctx, { case_id: named("Pay").id }),
      () => restoreCase(ctx, { case_id: named("Pay").id }),
    ];
    const expected = project_role === "DEVELOPER" ? "done" : "FORBIDDEN";
    for (const attempt of attempts)
      expect(
        await attempt().then(
          () => "done",
          (error: { code: string }) => error.code,
        ),
      ).toBe(expected);
    expect(await getSuite(ctx, GetSuiteInput.parse({ suite_id }))).toMatchObject({ id: suite_id });
  });

  test("without a role in the project, or in another workspace, a suite is missing", async () => {
    const world = await makeWorld(db);
    const { suite_id, named } = await makeSuite(world, ["Pay"]);
    const outsiders = [await makeColleague(db, world, {}), (await makeWorld(db)).owner];
    for (const ctx of outsiders) {
      const missing = { code: "NOT_FOUND" };
      await expect(getSuite(ctx, GetSuiteInput.parse({ suite_id }))).rejects.toMatchObject(missing);
      await expect(updateSuite(ctx, { suite_id, name: "x" })).rejects.toMatchObject(missing);
      await expect(getCase(ctx, { case_id: named("Pay").id })).rejects.toMatchObject(missing);
      await expect(archiveCase(ctx, { case_id: named("Pay").id })).rejects.toMatchObject(missing);
      expect((await listSuites(ctx, ListSuitesInput.parse({}))).suites).toEqual([]);
    }
    await expect(getSuite(world.owner, GetSuiteInput.parse({ suite_id: newId("suite") }))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
