/** One id of each kind that an operation may name. */
export interface ProbeIds {
  bug_id: string;
  project_id: string;
  agent_id: string;
  key_id: string;
  task_id: string;
  capture_id: string;
  artifact_id: string;
  comment_id: string;
  label_id: string;
  suite_id: string;
  case_id: string;
  run_id: string;
}

type Input = Record<string, unknown>;

/** Valid input for an operation that names something of `ids`; null when it names nothing. */
export type Probe = ((ids: ProbeIds) => Input) | null;

const lease_token = "lease_0000000000000000000000000000";
const bug = ({ bug_id }: ProbeIds): Input => ({ bug_id });
const suite = ({ suite_id }: ProbeIds): Input => ({ suite_id });
const testCase = ({ case_id }: ProbeIds): Input => ({ case_id });
const run = ({ run_id }: ProbeIds): Input => ({ run_id });
const heldTask = ({ task_id }: ProbeIds): Input => ({ task_id, lease_token });

/**
 * How to ask each operation for something of another workspace. An operation that is missing here fails the build of
 * the security tests.
 */
export const probes: Readonly<Record<string, Probe>> = {
  "me.get": null,
  "mcp.overview": null,
  "mcp_call.record": null,
  "account.sign_up": null,
  "workspace.list": null,
  "workspace.create": null,
  "member.list": null,
  "project.list": null,
  "project.create": null,
  "project.get": ({ project_id }) => ({ project_id }),
  "project.update": ({ project_id }) => ({ project_id, name: "Taken over" }),
  "project.list_assignees": ({ project_id }) => ({ project_id }),
  "agent.list": ({ project_id }) => ({ project_id }),
  "agent.create": ({ project_id }) => ({ name: "Spy", project_ids: [project_id] }),
  "agent.get": ({ agent_id }) => ({ agent_id }),
  "agent.update": ({ agent_id }) => ({ agent_id, is_disabled: true }),
  "key.list": null,
  "key.list_all": null,
  "key.create": ({ agent_id }) => ({ name: "Spy", agent_id }),
  "key.revoke": ({ key_id }) => ({ key_id }),
  "connected_app.list": null,
  "connected_app.disconnect": null,
  "pairing.start": null,
  "pairing.redeem": null,
  "pairing.get": null,
  "pairing.approve": null,
  "label.list": null,
  "label.create": null,
  "label.update": ({ label_id }) => ({ label_id, name: "Taken over" }),
  "label.delete": ({ label_id }) => ({ label_id, dry_run: true }),
  "label.add_to_bug": (ids) => ({ ...bug(ids), label_id: ids.label_id }),
  "label.remove_from_bug": (ids) => ({ ...bug(ids), label_id: ids.label_id }),
  "duplicate.find": bug,
  "duplicate.merge": ({ bug_id }) => ({ into_bug_id: bug_id, bug_id: [bug_id] }),
  "duplicate.unmerge": bug,
  "bug.list": null,
  "bug.search": null,
  "bug.get": bug,
  "bug.create": ({ project_id }) => ({ project_id, title: "Planted" }),
  "bug.update": (ids) => ({ ...bug(ids), title: "Taken over" }),
  "bug.bulk_update": null,
  "bug.assign": (ids) => ({ ...bug(ids), assignee_id: "me" }),
  "comment.list": bug,
  "comment.create": (ids) => ({ ...bug(ids), body: "Planted" }),
  "activity.list": bug,
  "stats.get": null,
  "audit.query": bug,
  "evidence.get": bug,
  "evidence.context": bug,
  "evidence.network_request": (ids) => ({ ...bug(ids), request_id: "n1" }),
  "evidence.media": bug,
  "evidence.replay_events": bug,
  "evidence.screenshot": bug,
  "evidence.transcript": bug,
  "evidence.fix_prompt": bug,
  "evidence.retry_capture": (ids) => ({ ...bug(ids), capture_id: ids.capture_id }),
  "task.list": null,
  "task.claim": ({ task_id }) => ({ task_id }),
  "task.heartbeat": heldTask,
  "task.update": (ids) => ({ ...heldTask(ids), status: "RUNNING" }),
  "task.release": heldTask,
  "task.cancel": ({ task_id }) => ({ task_id }),
  "task.answer": ({ task_id }) => ({ task_id, answer: "Yes" }),
  "integration.link_github": (ids) => ({ ...bug(ids), repo_owner: "octo", repo_name: "shop", issue_number: 1 }),
  "integration.unlink_github": bug,
  "sensitive.cookies": (ids) => ({ ...bug(ids), reason: "Looking into it" }),
  "sensitive.replay_raw": bug,
  "setup.snippet": null,
  "setup.verify_key": null,
  "regression.list_suites": null,
  "regression.get_suite": suite,
  "regression.create_suite": ({ project_id }) => ({ project_id, name: "Planted" }),
  "regression.update_suite": (ids) => ({ ...suite(ids), name: "Taken over" }),
  "regression.get_case": testCase,
  "regression.create_case": (ids) => ({ ...suite(ids), title: "Planted" }),
  "regression.update_case": (ids) => ({ ...testCase(ids), title: "Taken over" }),
  "regression.archive_case": testCase,
  "regression.restore_case": testCase,
  "regression.list_runs": suite,
  "regression.create_run": suite,
  "regression.get_run": run,
  "regression.assign_run": (ids) => ({ ...run(ids), assignee_id: "me" }),
  "regression.cancel_run": run,
  "regression.submit_result": (ids) => ({ ...run(ids), ...testCase(ids), outcome: "PASSED" }),
  "regression.get_summary": run,
  "ingest.create": ({ project_id }) => ({ project_id, title: "Planted" }),
  "ingest.complete": ({ capture_id }) => ({ capture_id }),
  "ingest.upload": null,
  "artifact.download": ({ artifact_id }) => ({ artifact_id }),
  "event.stream": null,
};

/** Fields of a call that name something beside what stands in the path, with a call that is otherwise in order: refused, or nothing found. */
export const references: readonly { path: string; input: (own: ProbeIds, foreign: ProbeIds) => Input }[] = [
  { path: "bug.update", input: (own, foreign) => ({ bug_id: own.bug_id, duplicate_of: foreign.bug_id }) },
  {
    path: "bug.assign",
    input: (own, foreign) => ({ bug_id: own.bug_id, assignee_type: "AGENT", assignee_id: foreign.agent_id }),
  },
  {
    path: "bug.create",
    input: (own, foreign) => ({
      project_id: own.project_id,
      title: "Mine",
      assignee_type: "AGENT",
      assignee_id: foreign.agent_id,
    }),
  },
  {
    path: "comment.create",
    input: (own, foreign) => ({ bug_id: own.bug_id, body: "Mine", reply_to: foreign.comment_id }),
  },
  {
    path: "agent.create",
    input: (own, foreign) => ({ name: "Mine", project_ids: [own.project_id, foreign.project_id] }),
  },
  { path: "key.create", input: (_own, foreign) => ({ name: "Mine", project_ids: [foreign.project_id] }) },
  {
    path: "duplicate.merge",
    input: (own, foreign) => ({ into_bug_id: own.bug_id, bug_id: [foreign.bug_id] }),
  },
  { path: "stats.get", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "duplicate.find", input: (_own, foreign) => ({ text: "broken", project_id: foreign.project_id }) },
  { path: "label.list", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "bug.list", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "bug.search", input: (_own, foreign) => ({ query: "broken", project_id: foreign.project_id }) },
  { path: "task.list", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "task.list", input: (_own, foreign) => ({ bug_id: foreign.bug_id }) },
  { path: "task.list", input: (_own, foreign) => ({ agent_id: foreign.agent_id }) },
  { path: "bug.list", input: (_own, foreign) => ({ assignee_type: "AGENT", assignee_id: foreign.agent_id }) },
  { path: "regression.list_suites", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "regression.list_runs", input: (_own, foreign) => ({ project_id: foreign.project_id }) },
  { path: "regression.list_runs", input: (_own, foreign) => ({ assignee_id: foreign.agent_id }) },
  {
    path: "regression.create_suite",
    input: (own, foreign) => ({ project_id: own.project_id, name: "Mine", owner_id: foreign.agent_id }),
  },
  {
    path: "regression.create_case",
    input: (own, foreign) => ({ suite_id: own.suite_id, title: "Mine", bug_id: foreign.bug_id }),
  },
  {
    path: "regression.update_case",
    input: (own, foreign) => ({ case_id: own.case_id, bug_id: foreign.bug_id }),
  },
  {
    path: "regression.create_run",
    input: (own, foreign) => ({ suite_id: own.suite_id, assignee_id: foreign.agent_id }),
  },
  {
    path: "regression.assign_run",
    input: (own, foreign) => ({ run_id: own.run_id, assignee_id: foreign.agent_id }),
  },
  {
    path: "regression.submit_result",
    input: (own, foreign) => ({ run_id: own.run_id, case_id: foreign.case_id, outcome: "PASSED" }),
  },
  {
    path: "regression.submit_result",
    input: (own, foreign) => ({
      run_id: own.run_id,
      case_id: own.case_id,
      outcome: "FAILED",
      bug_id: foreign.bug_id,
    }),
  },
];
