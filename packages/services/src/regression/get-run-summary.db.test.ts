import { testDatabase } from "@hawkmoth/db/testing/database";
import { makeBugRow } from "@hawkmoth/db/testing/factories";
import type { TestOutcome } from "@hawkmoth/domain/regression/run-schema";
import { describe, expect, test } from "vitest";
import { makeSuite } from "../testing/suite.ts";
import { makeWorld } from "../testing/world.ts";
import { getRunSummary } from "./get-run-summary.ts";

const { db } = await testDatabase({ max_connections: 12 });

test("a summary counts, names what fails or is blocked, and the bugs that results name and cases guard", async () => {
  const world = await makeWorld(db);
  const [pay, refund] = [await makeBugRow(db, world), await makeBugRow(db, world)];
  const suite = await makeSuite(world, ["Pay", { title: "Refund", bug_id: refund.id }, "Search", "Login", "Ship"]);
  const run = await suite.start({ build: "41", environment: "staging" });
  await suite.submit(run, "Pay", { outcome: "FAILED", notes: "500", bug_id: pay.id });
  await suite.submit(run, "Search", { outcome: "PASSED" });
  await suite.submit(run, "Login", { outcome: "BLOCKED", notes: "no account" });
  await suite.submit(run, "Ship", { outcome: "SKIPPED" });
  const summary = await getRunSummary(world.owner, { run_id: run.id });
  expect(summary).toMatchObject({
    suite_name: "Checkout",
    status: "RUNNING",
    build: "41",
    total: 5,
    passed: 1,
    failed: 1,
    blocked: 1,
    skipped: 1,
    pending: 1,
    pass_rate: 0.3333,
    failing_cases: [{ case_id: suite.named("Pay").id, title: "Pay", outcome: "FAILED", notes: "500" }],
    blocked_cases: [{ title: "Login", notes: "no account", bug_key: null }],
    flaky: [],
  });
  expect(summary.linked_bugs.map(({ id }) => id)).toEqual([pay.id, refund.id]);
  expect(summary.failing_cases[0]?.bug_key).toBe(summary.linked_bugs[0]?.key);
});

describe("a case is flaky", () => {
  async function world() {
    const made = await makeWorld(db);
    const suite = await makeSuite(made, ["Pay", "Search"]);
    const say = async (given: { build?: string; commit?: string; environment?: string }, outcome: TestOutcome) => {
      const run = await suite.start(given);
      await suite.submit(run, "Pay", { outcome });
      return run;
    };
    const flakyOf = async (run: { id: string }) => (await getRunSummary(made.owner, { run_id: run.id })).flaky;
    return { suite, say, flakyOf };
  }

  test("when a verdict was turned around within the run", async () => {
    const { suite, say, flakyOf } = await world();
    const run = await say({}, "FAILED");
    expect(await flakyOf(run)).toEqual([]);
    await suite.submit(run, "Pay", { outcome: "PASSED" });
    expect(await flakyOf(run)).toEqual([
      { case_id: suite.named("Pay").id, title: "Pay", passes: 1, failures: 1, runs: 1 },
    ]);
  });

  test("when runs of the same build and environment disagree, seen from each of them", async () => {
    const { say, flakyOf } = await world();
    const failed = await say({ build: "41", environment: "staging" }, "FAILED");
    const passed = await say({ build: "41", environment: "staging" }, "PASSED");
    for (const run of [failed, passed]) expect(await flakyOf(run)).toMatchObject([{ title: "Pay", runs: 2 }]);
  });

  test.each([
    ["another build", { build: "41" }, { build: "42" }],
    ["another commit", { commit: "aaaaaaa" }, { commit: "bbbbbbb" }],
    ["another environment", { build: "41" }, { build: "41", environment: "production" }],
    ["no build said", {}, {}],
  ])("but not when the other run had %s", async (_, first, second) => {
    const { say, flakyOf } = await world();
    await say(first, "FAILED");
    expect(await flakyOf(await say(second, "PASSED"))).toEqual([]);
  });
});
