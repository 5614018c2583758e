import { isRecord } from "./json-schema.ts";

const LABEL = ["labels.id", "labels.color"];
const TASK = ["project_id", "max_attempts", "client", "agent.id", "queued_at", "started_at"];

function under(prefix: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${prefix}.${path}`);
}

/** Rows of a list are for choosing a bug; get_bug has the rest. */
const BUG_ROW = under("bugs", [
  "project_id",
  "severity",
  "source",
  "evidence",
  "comment_count",
  "created_at",
  "assignee.id",
  ...LABEL,
]);
/** After a write: what a model decides by next, not the text it just sent nor what the write can't have changed. */
const BUG_ECHO = under("bug", [
  "number",
  "project_id",
  "description",
  "reporter",
  "created_by",
  "created_at",
  "evidence",
  "source",
  "comment_count",
  "url",
  "environment",
  "app_version",
  "triaged_at",
  "resolved_at",
  "reopen_count",
  "occurrence_count",
  ...LABEL,
]);

/** A similar bug is for deciding whether to open it. */
function similarRow(list: string): string[] {
  return under(list, ["id", "project_id", "created_at"]);
}

/**
 * What a model is spared of each operation's answer, by path; list elements carry no index.
 * Values are never renamed or reshaped: what stays is exactly what REST answers.
 */
const OMITTED: Readonly<Record<string, readonly string[]>> = {
  "project.list": under("projects", ["allowed_origins", "capture_policy", "is_locked_down", "created_at"]),
  "project.list_assignees": ["assignees.avatar_url"],
  "bug.list": BUG_ROW,
  "bug.search": BUG_ROW,
  "bug.get": [
    "number",
    "media_count",
    "has_screenshot",
    ...LABEL,
    ...under("links", ["provider", "repo_owner", "repo_name", "issue_number", "linked_by", "linked_at"]),
  ],
  "bug.create": [...BUG_ECHO, ...similarRow("possible_duplicates"), "changed"],
  "duplicate.find": similarRow("bugs"),
  "activity.list": ["activity.id"],
  "bug.update": BUG_ECHO,
  "agent.list": under("agents", [
    "slug",
    "description",
    "instructions",
    "projects.project_id",
    "projects.role",
    "owner.id",
    "created_at",
  ]),
  "audit.query": under("entries", ["request_id", "actor.name"]),
  "key.list_all": under("tokens", ["principal_id", "created_at"]),
  "comment.list": under("comments", ["bug_id", "client"]),
  "comment.create": ["body", "client"],
  "evidence.media": ["media.sha256"],
  "evidence.screenshot": ["data_base64"],
  "regression.list_suites": under("suites", ["project_id", "owner.id", "last_run.created_at", "created_at"]),
  "regression.get_suite": [
    "project_id",
    "owner.id",
    "last_run",
    "created_at",
    "open_runs.assignee.name",
    ...under("cases", ["suite_id", "bug.id", "archived_at", "has_spec", "created_at", "updated_at"]),
  ],
  "regression.create_run": under("run", ["project_id", "suite_name", "accountable_member", "created_by", "created_at"]),
  "regression.submit_result": [
    "run_id",
    "result.notes",
    "result.bug_id",
    "result.submitted_by",
    "result.submitted_at",
    "result.via",
    "bug.id",
    "bug.title",
  ],
  "regression.get_summary": ["suite_name", "started_at", ...under("linked_bugs", ["id"])],
  "task.list": under("tasks", TASK),
  "task.claim": under("task", [...TASK, "bug_title"]),
  "task.heartbeat": [],
  "task.update": under("task", TASK),
  "task.release": under("task", [
    ...TASK,
    "bug_title",
    "summary",
    "result",
    "question",
    "answer",
    "note",
    "error",
    "progress",
  ]),
};

/** Paths that the tool of an operation leaves out of the REST answer. */
export function omittedPaths(operation: string): ReadonlySet<string> {
  return new Set(OMITTED[operation]);
}

/**
 * The part of a REST answer that a tool shows: without omitted paths, and without nulls at any depth, but for the one
 * that says that a list has ended.
 */
export function viewOf(value: unknown, omit: ReadonlySet<string>, path = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => viewOf(item, omit, path));
  if (!isRecord(value)) return value;
  const view: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const here = path === "" ? key : `${path}.${key}`;
    if ((item === null && here !== "next_cursor") || item === undefined || omit.has(here)) continue;
    view[key] = viewOf(item, omit, here);
  }
  return view;
}
