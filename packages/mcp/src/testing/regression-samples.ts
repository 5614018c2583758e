import { AT } from "./sample-shapes.ts";
import { IDS, type Say } from "./sample-words.ts";

/** One valid answer of every regression tool. */
export function regressionSamples(say: Say): Record<string, unknown> {
  const suite = suiteShape(say);
  return {
    "regression.list_suites": { suites: [suite], next_cursor: null, total: 1 },
    "regression.get_suite": {
      ...suite,
      open_runs: [{ id: IDS.run, status: "RUNNING", created_at: AT, assignee: fixer, pending: 1 }],
      cases: [caseShape(say)],
      next_cursor: null,
    },
    "regression.create_run": {
      run: runShape(say),
      note: "No task was queued: tasks belong to bugs. Fixer finds the run in open_runs of the suite.",
      dry_run: false,
    },
    "regression.submit_result": submittedResult(say),
    "regression.get_summary": runSummary(say),
  };
}

const fixer = { type: "AGENT", id: IDS.agent, name: "Fixer" };
const counts = { total: 2, passed: 1, failed: 1, blocked: 0, skipped: 0, pending: 0, pass_rate: 0.5 };

function linkedBug(say: Say) {
  return {
    id: IDS.bug,
    key: "SHOP-412",
    title: say("title"),
    status: "REOPENED",
    resolution: null,
    verified_at: null,
  };
}

function suiteShape(say: Say) {
  return {
    id: IDS.suite,
    project_id: IDS.project,
    name: say("suite_name"),
    description: say("suite_description"),
    status: "ACTIVE",
    owner: fixer,
    case_count: 1,
    last_run: { id: IDS.run, status: "FAILED", created_at: AT },
    created_at: AT,
    updated_at: AT,
  };
}

function caseShape(say: Say) {
  return {
    id: IDS.case,
    suite_id: IDS.suite,
    position: 1,
    title: say("case_title"),
    steps: [say("case_step")],
    expected: say("expected"),
    bug: linkedBug(say),
    spec_ref: say("spec_ref"),
    has_spec: true,
    archived_at: null,
    created_at: AT,
    updated_at: AT,
  };
}

function runShape(say: Say) {
  return {
    id: IDS.run,
    suite_id: IDS.suite,
    suite_name: say("suite_name"),
    project_id: IDS.project,
    status: "QUEUED",
    environment: say("environment"),
    build: say("build"),
    commit: "0a1b2c3",
    assignee: fixer,
    accountable_member: { id: IDS.member, name: "Mara" },
    counts: { total: 2, passed: 0, failed: 0, blocked: 0, skipped: 0, pending: 2, pass_rate: null },
    created_by: { type: "MEMBER", id: IDS.member, name: "Mara" },
    created_at: AT,
    started_at: null,
    finished_at: null,
  };
}

function submittedResult(say: Say) {
  return {
    run_id: IDS.run,
    case_id: IDS.case,
    result: {
      outcome: "FAILED",
      notes: say("notes"),
      bug_id: IDS.bug,
      revision: 1,
      submitted_by: { type: "AGENT", id: IDS.agent, name: "Fixer" },
      via: "MCP",
      submitted_at: AT,
    },
    changed: true,
    bug_effect: "REOPENED",
    bug: linkedBug(say),
    note: "SHOP-412 was RESOLVED and is open again: its case failed.",
    tasks: [{ id: IDS.task, kind: "REGRESSION", status: "QUEUED" }],
    run: { status: "FAILED", counts },
  };
}

function runSummary(say: Say) {
  return {
    ...counts,
    run_id: IDS.run,
    suite_id: IDS.suite,
    suite_name: say("suite_name"),
    status: "FAILED",
    environment: say("environment"),
    build: say("build"),
    commit: "0a1b2c3",
    started_at: AT,
    finished_at: AT,
    failing_cases: [
      { case_id: IDS.case, title: say("case_title"), outcome: "FAILED", notes: say("notes"), bug_key: "SHOP-412" },
    ],
    blocked_cases: [],
    flaky: [{ case_id: IDS.case, title: say("case_title"), passes: 1, failures: 2, runs: 3 }],
    linked_bugs: [linkedBug(say)],
  };
}
