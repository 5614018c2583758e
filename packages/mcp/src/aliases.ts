import type { AliasRow } from "./alias.ts";
import type { Json, JsonSchema } from "./json-schema.ts";
import { refuseLargeScreenshot, ticketChanges } from "./repro-ticket.ts";

const PAGE = { cursor: "cursor", limit: { to: "limit", schema: { type: "integer", maximum: 50, default: 25 } } };
const NEXT = { next_cursor: "nextCursor" };
const TICKET = { ticketId: { to: "bug_id", schema: { type: "string", description: "bug_… id or key like SHOP-412" } } };
const PROJECT = { to: "project_id", schema: { type: "string", description: "From repro_list_projects" } };
const choice = (values: Readonly<Record<string, Json>>): JsonSchema => ({ type: "string", enum: Object.keys(values) });

const choices = (values: Readonly<Record<string, Json>>): JsonSchema => ({ type: "array", items: choice(values) });

const TICKET_STATUS = { open: "OPEN", in_progress: "IN_PROGRESS", resolved: "RESOLVED", closed: "CLOSED" };
const TICKET_PRIORITY = { low: "LOW", normal: "MEDIUM", high: "HIGH", urgent: "CRITICAL" };
/** Our states are finer, so that a filter by one of theirs means several of ours. */
const STATUS_FILTER = { ...TICKET_STATUS, open: ["OPEN", "REOPENED"], in_progress: ["IN_PROGRESS", "IN_REVIEW"] };
const PRIORITY_FILTER = { ...TICKET_PRIORITY, normal: ["MEDIUM", "NONE"] };

/** Every name of another tracker that calls may use, in listing order. */
export const ALIASES: readonly AliasRow[] = [
  {
    name: "app_update_bug",
    target: "update_bug",
    toolset: "app",
    title: "Update bug from its card",
    description: "Changes a bug. Use when a person presses a button of its card.",
    arguments: {
      bug_id: "bug_id",
      status: "status",
      resolution: "resolution",
      assignee_type: "assignee_type",
      assignee_id: "assignee_id",
    },
  },
  {
    name: "list_open_bugs",
    target: "list_bugs",
    title: "List open bugs",
    description: "Open bugs with short fields, latest change first. Use when you look for work that is left.",
    fixed: { state: "open" },
  },
  {
    name: "list_closed_bugs",
    target: "list_bugs",
    title: "List closed bugs",
    description: "Resolved and closed bugs, latest change first. Use when you look for how something was fixed.",
    fixed: { state: "closed" },
  },
  {
    name: "get_bug_details",
    target: "get_bug",
    title: "Get bug details",
    description:
      "One bug by id or key: fields, counts and a digest of its evidence. Use when beginning on a bug; get_bug_context has more.",
    fixed: { detail: "standard" },
  },
  {
    name: "create_bug_comment",
    target: "add_comment",
    title: "Comment on a bug",
    description: "Adds a Markdown comment. Use when reporting findings, progress or a question.",
    arguments: { bug_id: "bug_id", comment: "body" },
  },
  {
    name: "update_bug_status",
    target: "update_bug",
    title: "Update bug status",
    description: "Moves a bug to another status and echoes what was stored. Use when work starts, ends or comes back.",
    arguments: { bug_id: "bug_id", status: "status" },
    required: ["status"],
  },
  {
    name: "resolve_bug",
    target: "update_bug",
    title: "Resolve bug",
    description: "Marks a bug as resolved, as FIXED unless resolution says otherwise. Use when the fix is done.",
    arguments: { bug_id: "bug_id", resolution: "resolution", resolution_note: "resolution_note" },
    fixed: { status: "RESOLVED" },
    action: "bug.close",
  },
  {
    name: "mark_bug_spam",
    target: "update_bug",
    title: "Mark bug as spam",
    description: "Closes a bug as spam, which hides it from lists. Use when a report is no report.",
    arguments: { bug_id: "bug_id" },
    fixed: { status: "CLOSED", resolution: "SPAM" },
    action: "bug.close",
  },
  {
    name: "assign_bug_to_me",
    target: "update_bug",
    title: "Assign bug to me",
    description: "Makes you the assignee of a bug. Use when you take it on.",
    arguments: { bug_id: "bug_id" },
    fixed: { assignee_id: "me" },
  },
  {
    name: "list_honeycombs",
    target: "list_projects",
    title: "List honeycombs",
    description: "Projects you can see, with key, role and count of open bugs. Use when you need a project_id.",
  },
  {
    name: "repro_list_projects",
    target: "list_projects",
    title: "List projects",
    description: "Projects you can see, with key, role and count of open tickets. Use when you need a projectId.",
    arguments: PAGE,
    rename: NEXT,
  },
  {
    name: "repro_list_tickets",
    target: "list_bugs",
    title: "List tickets",
    description:
      "Tickets, newest first, with short fields. Use when filtering by project, status, priority, tag or words (query).",
    arguments: {
      projectId: PROJECT,
      status: { to: "status", schema: choices(STATUS_FILTER), values: STATUS_FILTER },
      priority: { to: "priority", schema: choices(PRIORITY_FILTER), values: PRIORITY_FILTER },
      tag: "label",
      query: { to: "query", schema: { type: "string" } },
      ...PAGE,
    },
    fixed: { state: "all", sort: "created" },
    rename: { bugs: "tickets", ...NEXT },
  },
  {
    name: "repro_get_ticket",
    target: "get_bug",
    title: "Get ticket",
    description:
      "One ticket with the evidence closest to its failure: errors, console, network. Cookies are never in it. Use when beginning on a ticket.",
    arguments: TICKET,
    also: { target: "get_bug_context", field: "context", fixed: { max_tokens: 4000 } },
  },
  {
    name: "repro_list_ticket_comments",
    target: "list_bug_comments",
    title: "List ticket comments",
    description: "Comments of a ticket, oldest first. Use when you need what people and agents said.",
    arguments: { ...TICKET, ...PAGE },
    rename: NEXT,
  },
  {
    name: "repro_get_screenshot",
    target: "get_screenshot",
    title: "Get screenshot",
    description:
      "What the reporter saw, as an image; one over 1 MB is refused. Use when layout, wording or visual state matters.",
    arguments: TICKET,
    fixed: { max_width: 4096 },
    prepare: refuseLargeScreenshot,
  },
  {
    name: "repro_get_replay_transcript",
    target: "get_replay_transcript",
    title: "Get replay transcript",
    description: "The session replay as text: steps, navigation, requests, errors. Use when reproducing the ticket.",
    arguments: { ...TICKET, verbosity: "verbosity" },
  },
  {
    name: "repro_get_replay_raw",
    target: "get_replay_raw",
    title: "Get raw replay",
    description:
      "Sanitised recorded events, as many as one answer holds, with a link to the next ones; over 200 KB needs acknowledgeSize. Use only to process them.",
    arguments: { ...TICKET, acknowledgeSize: "acknowledge_size", fromMs: "from_ms", toMs: "to_ms" },
  },
  {
    name: "repro_get_ticket_cookies",
    target: "get_bug_cookies",
    title: "Get ticket cookies",
    description: "Cookies of the page, masked unless the project shows them. Use only when session state is the cause.",
    arguments: { ...TICKET, cursor: "cursor" },
    fixed: { reason: "repro compat" },
    rename: NEXT,
  },
  {
    name: "repro_list_project_members",
    target: "list_project_members",
    title: "List project members",
    description: "People of a project with role and load. Use when you need whom to assign.",
    arguments: { projectId: PROJECT, cursor: "cursor" },
    fixed: { type: "MEMBER" },
    rename: { assignees: "members", ...NEXT },
  },
  {
    name: "repro_update_ticket",
    target: "update_bug",
    title: "Update ticket",
    description:
      "Changes status, priority, tags (replacing all) or the assignee, named by name or e-mail; [] unassigns. Use when triaging or resolving.",
    arguments: {
      ...TICKET,
      status: { to: "status", schema: choice(TICKET_STATUS), values: TICKET_STATUS },
      priority: { to: "priority", schema: choice(TICKET_PRIORITY), values: TICKET_PRIORITY },
      tags: { to: null, schema: { type: "array", items: { type: "string" } } },
      assignees: { to: null, schema: { type: "array", items: { type: "string" }, description: "At most one" } },
      title: "title",
    },
    prepare: ticketChanges,
  },
  {
    name: "repro_add_comment",
    target: "add_comment",
    title: "Add comment",
    description: "Adds a Markdown comment to a ticket. Use when reporting findings or a question.",
    arguments: { ...TICKET, body: "body" },
  },
  {
    name: "repro_link_github_issue",
    target: "link_github_issue",
    title: "Link GitHub issue",
    description: "Stores the GitHub issue a ticket belongs to. Use when the same defect is tracked there.",
    arguments: { ...TICKET, repoOwner: "repo_owner", repoName: "repo_name", issueNumber: "issue_number" },
  },
  {
    name: "repro_unlink_github_issue",
    target: "unlink_github_issue",
    title: "Unlink GitHub issue",
    description: "Takes the GitHub issue off a ticket; no error when there is none. Use when it was linked by mistake.",
    arguments: TICKET,
  },
];
