import { z } from "zod";
import { callOperation, operationAt } from "./call-operation.ts";
import { queueTask, type McpWorld } from "./mcp-world.ts";
import type { TestServer } from "./server.ts";

type Args = Readonly<Record<string, unknown>>;

/** A call of a tool that succeeds, and who makes it. */
export interface ToolCase {
  args: Args;
  as: "member" | "agent";
}

const Made = z.looseObject({ id: z.string().optional() });
const Claimed = z.looseObject({ lease_token: z.string(), task: z.looseObject({ id: z.string() }) });
const Run = z.looseObject({ run: z.looseObject({ id: z.string() }) });
const Requests = z.looseObject({ network: z.array(z.looseObject({ id: z.string() })) });

/** One call for every tool; a tool without one fails the tests that go by it. */
export async function toolCases(server: TestServer, world: McpWorld): Promise<ReadonlyMap<string, ToolCase>> {
  const member = {
    ...(await readCases(server, world)),
    ...writeCases(world),
    ...(await regressionCases(server, world)),
  };
  const byMember = Object.entries(member).map(([name, args]): [string, ToolCase] => [name, { args, as: "member" }]);
  return new Map([...byMember, ...(await agentCases(server, world))]);
}

async function rest<T>(
  server: TestServer,
  {
    path,
    input,
    headers,
    schema,
  }: { path: string; input: Args; headers: Record<string, string>; schema: z.ZodType<T> },
): Promise<T> {
  const { status, body } = await callOperation(server, operationAt(path), { input, headers });
  if (status >= 300) throw new Error(`${path} answers ${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
}

async function readCases(server: TestServer, { facts, keys }: McpWorld): Promise<Record<string, Args>> {
  const { bug_key: bug_id, project_id, project_key } = facts;
  const headers = keys.member;
  const evidence = { path: "evidence.context", input: { bug_id, level: "all" }, headers, schema: Requests };
  const { network } = await rest(server, evidence);
  await rest(server, {
    path: "project.update",
    input: { project_id, capture_policy: { cookies: "NAMES" } },
    headers,
    schema: Made,
  });
  return {
    get_capabilities: {},
    list_workspaces: {},
    list_projects: { query: project_key },
    list_project_members: { project_id },
    list_bugs: { project_id, state: "all", limit: 3 },
    search_bugs: { query: "coupon" },
    get_bug: { bug_id },
    list_bug_comments: { bug_id },
    get_bug_context: { bug_id, max_tokens: 3000 },
    get_network_request: { bug_id, request_id: network[0]?.id ?? "" },
    get_bug_media: { bug_id },
    get_screenshot: { bug_id, max_width: 320 },
    get_replay_transcript: { bug_id },
    generate_fix_prompt: { bug_id },
    list_labels: { project_id },
    get_stats: { project_id },
    find_similar_bugs: { bug_id },
    list_activity: { bug_id, limit: 5 },
    verify_api_key: { project_key: "hm_pk_0123456789abcdefghijklmnop" },
    get_install_snippet: { framework: "react" },
    get_bug_cookies: { bug_id, reason: "The session ends too early." },
    get_replay_raw: { bug_id, from_ms: 5000, to_ms: 5060 },
    get_replay_events: { bug_id },
    query_audit_log: { operation: "project.update", limit: 3 },
    list_api_tokens: { limit: 3 },
    list_agents: { project_id },
  };
}

function writeCases({ facts }: McpWorld): Record<string, Args> {
  const { bug_key: bug_id, closed_key, project_id, label_id } = facts;
  return {
    create_bug: { project_id, title: "The footer overlaps on small screens", label: ["layout"] },
    update_bug: { bug_id, priority: "HIGH", label_add: ["payment"] },
    add_comment: { bug_id, body: "Seen in **staging** too." },
    create_label: { name: "regression" },
    update_label: { label_id, color: "#112233" },
    delete_label: { label_id, dry_run: true },
    add_bug_label: { bug_id, label_name: "checkout" },
    remove_bug_label: { bug_id, label_name: "payment" },
    link_github_issue: { bug_id, repo_owner: "acme", repo_name: "shop", issue_number: 7 },
    unlink_github_issue: { bug_id },
    bulk_update_bugs: { bug_id: [bug_id], patch: { severity: "LOW" }, dry_run: true },
    merge_duplicate_bugs: { into_bug_id: bug_id, bug_id: [closed_key], dry_run: true },
  };
}

async function regressionCases(server: TestServer, { facts, keys }: McpWorld): Promise<Record<string, Args>> {
  const made = async (path: string, input: Args) =>
    (await rest(server, { path, input, headers: keys.member, schema: Made })).id ?? "";
  const suite_id = await made("regression.create_suite", { project_id: facts.project_id, name: "Checkout" });
  const case_id = await made("regression.create_case", { suite_id, title: "A coupon lowers the total" });
  const start = { path: "regression.create_run", input: { suite_id }, headers: keys.member, schema: Run };
  const { run } = await rest(server, start);
  return {
    list_regression_suites: { project_id: facts.project_id },
    get_regression_suite: { suite_id },
    create_regression_run: { suite_id, environment: "staging" },
    submit_test_result: { run_id: run.id, case_id, outcome: "PASSED" },
    get_run_summary: { run_id: run.id },
  };
}

async function agentCases(server: TestServer, { tenant, keys }: McpWorld): Promise<[string, ToolCase][]> {
  const held = async (title: string) => {
    await queueTask(tenant, title);
    const claim = { path: "task.claim", input: {}, headers: keys.agent, schema: Claimed };
    const { lease_token, task } = await rest(server, claim);
    return { task_id: task.id, lease_token };
  };
  const cases: Record<string, Args> = {
    heartbeat_agent_task: { ...(await held("To be worked on for long")), progress: 40 },
    update_agent_task: { ...(await held("To be reported on")), status: "RUNNING", summary: "Half way." },
    release_agent_task: { ...(await held("To be given back")), reason: "Needs another tool." },
    get_agent_tasks: { limit: 5 },
    claim_agent_task: {},
  };
  await queueTask(tenant, "To be claimed");
  return Object.entries(cases).map(([name, args]) => [name, { args, as: "agent" }]);
}
