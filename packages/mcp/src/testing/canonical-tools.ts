import { TOOLSET_NAMES, type Toolset } from "../toolsets.ts";

/** One tool as the design of the registry lists it; what is served is compared with this, row by row. */
export interface CanonicalTool {
  name: string;
  toolset: Toolset;
  /** Reads or Writes, then D for destructive, I for idempotent, O for open world. */
  hints: string;
  /** Null when every credential may use it. */
  scope: string | null;
  budget_tokens: number;
}

type Row = [name: string, hints: string, scope: string | null, budget_tokens: number];

/** Every tool by toolset, in the order of the design. */
const ROWS: Readonly<Partial<Record<Toolset, readonly Row[]>>> = {
  orient: [
    ["get_capabilities", "RI", null, 900],
    ["list_workspaces", "RI", "projects:read", 500],
    ["list_projects", "RI", "projects:read", 1500],
    ["list_project_members", "RI", "projects:read", 1500],
  ],
  triage: [
    ["list_bugs", "RI", "bugs:read", 2000],
    ["search_bugs", "RI", "bugs:read", 2200],
    ["get_bug", "RI", "bugs:read", 2000],
    ["list_bug_comments", "RI", "bugs:read", 3000],
  ],
  evidence: [
    ["get_bug_context", "RI", "bugs:read", 6000],
    ["get_network_request", "RI", "bugs:read", 5000],
    ["get_bug_media", "RI", "bugs:read", 600],
    ["get_screenshot", "RI", "bugs:read", 200],
    ["get_replay_transcript", "RI", "bugs:read", 6000],
  ],
  resolve: [
    ["create_bug", "W", "bugs:write", 800],
    ["update_bug", "WDI", "bugs:write", 700],
    ["add_comment", "W", "bugs:write", 200],
    ["generate_fix_prompt", "RI", "bugs:read", 4000],
  ],
  agent_work: [
    ["get_agent_tasks", "RI", "tasks:run", 1500],
    ["claim_agent_task", "WI", "tasks:run", 2500],
    ["heartbeat_agent_task", "WI", "tasks:run", 120],
    ["update_agent_task", "WI", "tasks:run", 500],
    ["release_agent_task", "WI", "tasks:run", 200],
  ],
  regression: [
    ["list_regression_suites", "RI", "regression:read", 1200],
    ["get_regression_suite", "RI", "regression:read", 4000],
    ["create_regression_run", "W", "regression:write", 600],
    ["submit_test_result", "WI", "regression:write", 300],
    ["get_run_summary", "RI", "regression:read", 1500],
  ],
  labels: [
    ["list_labels", "RI", "labels:read", 800],
    ["create_label", "W", "labels:write", 100],
    ["update_label", "WDI", "labels:write", 100],
    ["delete_label", "WDI", "labels:write", 100],
    ["add_bug_label", "WI", "bugs:write", 200],
    ["remove_bug_label", "WDI", "bugs:write", 200],
  ],
  integrations: [
    ["link_github_issue", "WIO", "integrations:write", 200],
    ["unlink_github_issue", "WDIO", "integrations:write", 60],
  ],
  insights: [
    ["get_stats", "RI", "bugs:read", 700],
    ["find_similar_bugs", "RI", "bugs:read", 1200],
    ["list_activity", "RI", "bugs:read", 2000],
  ],
  housekeeping: [
    ["bulk_update_bugs", "WDI", "bugs:write", 2500],
    ["merge_duplicate_bugs", "WDI", "bugs:write", 600],
  ],
  setup: [
    ["verify_api_key", "RI", null, 100],
    ["detect_framework", "RI", null, 200],
    ["get_install_snippet", "RI", null, 600],
  ],
  sensitive: [
    ["get_bug_cookies", "RI", "sensitive:read", 1500],
    ["get_replay_raw", "RI", "sensitive:read", 8000],
  ],
  oversight: [
    ["query_audit_log", "RI", "audit:read", 3000],
    ["list_api_tokens", "RI", "keys:write", 1500],
    ["list_agents", "RI", "agents:read", 1200],
  ],
  app: [["get_replay_events", "RI", "bugs:read", 60]],
};

export const CANONICAL_TOOLS: readonly CanonicalTool[] = TOOLSET_NAMES.flatMap((toolset) =>
  (ROWS[toolset] ?? []).map(([name, hints, scope, budget_tokens]) => ({ name, toolset, hints, scope, budget_tokens })),
);

/** Tools that no operation of the API stands behind: the process on the user's machine answers them. */
export const LOCAL_TOOLS: ReadonlySet<string> = new Set(["detect_framework"]);
