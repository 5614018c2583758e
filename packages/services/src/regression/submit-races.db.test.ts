import { inWorkspace } from "@hawkmoth/db/in-workspace";
import { regressionResultHistory } from "@hawkmoth/db/schema/regression-run";
import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import { GetBugInput, ListBugsInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import { TestOutcome } from "@hawkmoth/domain/regression/run-schema";
import { expect, test } from "vitest";
import { getBug } from "../bug/get-bug.ts";
import { listBugs } from "../bug/list-bugs.ts";
import { updateBug } from "../bug/update-bug.ts";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld } from "../testing/world.ts";
import { cancelRun } from "./cancel-run.ts";
import { getRun } from "./get-run.ts";

const { db } = await testDatabase({ max_connections: 30 });

const codeOf = (error: { code: string }) => error.code;

test("of many who submit the same at once one is first and the rest repeat it", async () => {
  const world = await makeWorld(db);
  const suite = await makeSuite(world, ["Pay"]);
  const run = await suite.start();
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => suite.submit(run, "Pay", { outcome: "FAILED", create_bug_on_fail: true })),
  );
  expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
  expect(new Set(answers.map(({ result }) => result.bug_id)).size).toBe(1);
  expect((await listBugs(world.owner, ListBugsInput.parse({}))).bugs).toHaveLength(1);
});

test("many different words about one case are all kept, numbered without gaps, and the last one stands", async () => {
  const world = await makeWorld(db);
  const suite = await makeSuite(world, ["Pay"]);
  const run = await suite.start();
  const said = Array.from({ length: 12 }, (_, n) => ({
    outcome: TestOutcome.options[n % 4] ?? "PASSED",
    notes: `word ${n}`,
  }));
  await Promise.all(said.map((input) => suite.submit(run, "Pay", input)));
  const history = await inWorkspace(db, world.workspace_id, (tx) =>
    tx.select().from(regressionResultHistory).orderBy(regressionResultHistory.revision),
  );
  expect(history.map(({ revision }) => revision)).toEqual(said.map((_, n) => n + 1));
  const [stands] = (await getRun(world.owner, { run_id: run.id })).cases;
  expect(stands?.result).toMatchObject({ revision: 12, notes: history.at(-1)?.notes });
});

test("results of all cases at once leave a run that is finished and counted right", async () => {
  const world = await makeWorld(db);
  const titles = Array.from({ length: 15 }, (_, n) => `case ${n}`);
  const suite = await makeSuite(world, titles);
  const run = await suite.start();
  await Promise.all(titles.map((title, n) => suite.submit(run, title, { outcome: n === 7 ? "FAILED" : "PASSED" })));
  expect(await getRun(world.owner, { run_id: run.id })).toMatchObject({
    status: "FAILED",
    counts: { total: 15, passed: 14, failed: 1, pending: 0 },
  });
});

test("a cancellation and the results come one after the other: nothing is stored in a cancelled run", async () => {
  const world = await makeWorld(db);
  const titles = Array.from({ length: 10 }, (_, n) => `case ${n}`);
  const suite = await makeSuite(world, titles);
  for (let round = 0; round < 5; round += 1) {
    const run = await suite.start();
    const submit = (title: string) => suite.submit(run, title, { outcome: "PASSED" }).then(() => "stored", codeOf);
    const attempts = titles.map(submit);
    const cancelled = await cancelRun(world.owner, { run_id: run.id }).then(() => "cancelled", codeOf);
    const answers = await Promise.all(attempts);
    const after = await getRun(world.owner, { run_id: run.id });
    const stored = answers.filter((answer) => answer === "stored").length;
    expect(answers.filter((answer) => answer !== "stored").every((answer) => answer === "CONFLICT")).toBe(true);
    expect(after.counts.passed).toBe(stored);
    expect([cancelled, after.status]).toEqual(
      stored === titles.length && cancelled === "CONFLICT" ? ["CONFLICT", "PASSED"] : ["cancelled", "CANCELLED"],
    );
  }
});

test("two runs that fail a case at once file one bug", async () => {
  const world = await makeWorld(db);
  const suite = await makeSuite(world, ["Pay"]);
  const runs = await Promise.all(Array.from({ length: 8 }, () => suite.start()));
  const answers = await Promise.all(
    runs.map((run) => suite.submit(run, "Pay", { outcome: "FAILED", create_bug_on_fail: true })),
  );
  expect(answers.filter(({ bug_effect }) => bug_effect === "CREATED")).toHaveLength(1);
  expect(new Set(answers.map(({ bug }) => bug?.id)).size).toBe(1);
});

test("many failures about one resolved bug reopen it once", async () => {
  const world = await makeWorld(db);
  const bug = await makeBugRow(db, world);
  const titles = ["A", "B", "C", "D", "E", "F"];
  const suite = await makeSuite(
    world,
    titles.map((title) => ({ title, bug_id: bug.id })),
    { owner_id: world.agent_id },
  );
  await updateBug(world.owner, UpdateBugInput.parse({ bug_id: bug.id, status: "RESOLVED" }));
  const runs = await Promise.all(titles.map(() => suite.start()));
  const answers = await Promise.all(
    runs.flatMap((run) => titles.map((title) => suite.submit(run, title, { outcome: "FAILED" }))),
  );
  expect(answers.filter(({ bug_effect }) => bug_effect === "REOPENED")).toHaveLength(1);
  const stored = await getBug(world.owner, GetBugInput.parse({ bug_id: bug.id }));
  expect(stored).toMatchObject({ status: "REOPENED", reopen_count: 1 });
  expect(new Set(answers.flatMap(({ tasks }) => tasks.map(({ id }) => id))).size).toBe(1);
});
