import { AGENT_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { CreateCaseInput, CreateSuiteInput } from "@hawkmoth/domain/regression/schema";
import { createCase } from "@hawkmoth/services/regression/create-case";
import { createSuite } from "@hawkmoth/services/regression/create-suite";
import { estimateTokens } from "@hawkmoth/mcp/estimate-tokens";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { callOperation, operationAt } from "./testing/call-operation.ts";
import { listen, overHttp, startMcp } from "./testing/mcp.ts";
import { testServer } from "./testing/server.ts";
import { makeTenant } from "./testing/tenant.ts";

const server = await testServer();
const tenant = await makeTenant(server);
const { owner, agent, bug, project } = tenant;

/** With steps, many times what one answer may hold. */
const CASE_COUNT = 100;
const Made = z.looseObject({ id: z.string() });

describe("over REST", () => {
  test("a suite is made, run, corrected, summed up and cancelled", async () => {
    const headers = await tenant.key({ scopes: ["regression:write", "bugs:write"] });
    const call = async (path: string, input: Record<string, unknown>, status = 200) => {
      const answer = await callOperation(server, operationAt(path), { input, headers });
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      return answer.body;
    };
    const suite = Made.parse(await call("regression.create_suite", { project_id: project.id, name: "Smoke" }, 201));
    const make = async (title: string, more = {}) =>
      Made.parse(await call("regression.create_case", { suite_id: suite.id, title, ...more }, 201)).id;
    const [pay, search] = [await make("Pay", { bug_id: bug.key, steps: ["Press Pay"] }), await make("Search")];
    await call("regression.update_case", { case_id: search, position: 1 });
    const found = await call("regression.get_suite", { suite_id: suite.id });
    expect(found).toMatchObject({ case_count: 2, cases: [{ id: search }, { id: pay, bug: { key: bug.key } }] });
    const { run } = z
      .object({ run: Made })
      .parse(await call("regression.create_run", { suite_id: suite.id, build: "1" }, 201));
    const said = { run_id: run.id, case_id: pay, outcome: "FAILED", notes: "500" };
    const first = await call("regression.submit_result", said);
    expect(first).toMatchObject({ changed: true, bug_effect: "NONE", run: { status: "RUNNING" } });
    expect(await call("regression.submit_result", said)).toMatchObject({ changed: false, result: { revision: 1 } });
    expect(await call("regression.get_summary", { run_id: run.id })).toMatchObject({
      status: "RUNNING",
      failed: 1,
      pending: 1,
      failing_cases: [{ case_id: pay, bug_key: bug.key }],
      linked_bugs: [{ id: bug.id }],
    });
    expect(await call("regression.cancel_run", { run_id: run.id })).toMatchObject({ run: { status: "CANCELLED" } });
    expect(await call("regression.submit_result", said, 409)).toMatchObject({ error: { code: "CONFLICT" } });
    expect(await call("regression.list_runs", { status: "cancelled" })).toMatchObject({ runs: [{ id: run.id }] });
  });

  test("a key that only reads regression writes none of it", async () => {
    const headers = await tenant.key({ scopes: ["regression:read"] });
    const list = await callOperation(server, operationAt("regression.list_suites"), { headers });
    expect(list.status).toBe(200);
    const input = { project_id: project.id, name: "x" };
    const made = await callOperation(server, operationAt("regression.create_suite"), { input, headers });
    expect(made).toMatchObject({ status: 403, body: { error: { code: "INSUFFICIENT_SCOPE" } } });
  });
});

describe("over MCP", async () => {
  const mcp = await startMcp(await listen(server));
  const headers = await tenant.key({ agent_id: agent.id, scopes: [...AGENT_KEY_SCOPES] });
  const ask = overHttp(mcp, { headers, era: "2026", path: "/mcp?toolsets=regression" });
  const Result = z.looseObject({
    isError: z.boolean().optional(),
    structuredContent: z.looseObject({}).optional(),
    content: z.array(z.looseObject({ text: z.string().default("") })),
  });
  const call = async (name: string, args: Record<string, unknown>) => {
    const result = Result.parse((await ask("tools/call", { name, arguments: args })).result);
    expect(result.isError, result.content[0]?.text).toBeUndefined();
    return { value: result.structuredContent ?? {}, text: result.content[0]?.text ?? "" };
  };

  test("an agent with the key it is given by default finds a suite, runs it and says what came out", async () => {
    const input = CreateSuiteInput.parse({ project_id: project.id, name: "By agents" });
    const { id: suite_id } = await createSuite(owner, input);
    const pay = await createCase(owner, CreateCaseInput.parse({ suite_id, title: "Pay", bug_id: bug.id }));
    const found = await call("list_regression_suites", { query: "by agents" });
    expect(found.value).toMatchObject({ suites: [{ id: suite_id, case_count: 1 }], total: 1 });
    const run = await call("create_regression_run", { suite_id, assignee_id: "me", commit: "abcdef1" });
    expect(run.value).toMatchObject({ run: { assignee: { type: "AGENT", id: agent.id }, status: "QUEUED" } });
    const { run: made } = z.object({ run: Made }).parse(run.value);
    expect((await call("get_regression_suite", { suite_id })).value).toMatchObject({
      open_runs: [{ id: made.id, pending: 1 }],
      cases: [{ id: pay.id, title: "Pay" }],
    });
    const said = await call("submit_test_result", { run_id: made.id, case_id: pay.id, outcome: "FAILED", notes: "x" });
    expect(said.value).toMatchObject({ bug_effect: "NONE", run: { status: "FAILED" } });
    expect(estimateTokens(said.text)).toBeLessThanOrEqual(300);
    expect((await call("get_run_summary", { run_id: made.id })).value).toMatchObject({ failed: 1, pass_rate: 0 });
  });

  test("a large suite is read within the budget, whole, by following what the answers say", async () => {
    const input = CreateSuiteInput.parse({ project_id: project.id, name: "Large" });
    const { id: suite_id } = await createSuite(owner, input);
    const steps = Array.from({ length: 12 }, (_, n) => `Step ${n}: fill in the form and look at what it says`);
    for (let n = 0; n < CASE_COUNT; n += 1)
      await createCase(owner, CreateCaseInput.parse({ suite_id, title: `Case ${n}`, steps }));
    const Page = z.looseObject({
      cases: z.array(z.looseObject({ title: z.string() })),
      next_cursor: z.string().nullish(),
    });
    const first = await call("get_regression_suite", { suite_id });
    expect(estimateTokens(first.text)).toBeLessThanOrEqual(4000);
    const titles: string[] = [];
    for (let cursor: string | null | undefined = ""; typeof cursor === "string";) {
      const { value, text } = await call("get_regression_suite", { suite_id, ...(cursor ? { cursor } : {}) });
      expect(estimateTokens(text)).toBeLessThanOrEqual(4000);
      const page = Page.parse(value);
      titles.push(...page.cases.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(titles).toEqual(Array.from({ length: CASE_COUNT }, (_, n) => `Case ${n}`));
  }, 60_000);
});
