import { IDS } from "./sample-words.ts";

/** A call that is written carelessly, and the exact one that it can only mean. */
export interface SloppyCall {
  title: string;
  tool: string;
  sent: unknown;
  meant: Readonly<Record<string, unknown>>;
  /** What the connection asked for; all toolsets unless said. */
  wish?: Readonly<Record<string, string>>;
}

type Args = Record<string, unknown>;

const bug_id = "SHOP-412";
const ticketId = bug_id;
const project_id = IDS.project;
const held = { task_id: IDS.task, lease_token: "hm_lease_x" };

function sloppy(tool: string, title: string, [sent, meant]: readonly [unknown, Args]): SloppyCall {
  return { title, tool, sent, meant };
}

const JSON_TEXT: readonly SloppyCall[] = [
  sloppy("update_bug", "a list", [
    { bug_id, label_add: '["ui"]' },
    { bug_id, label_add: ["ui"] },
  ]),
  sloppy("update_bug", "a list with spaces", [
    { bug_id, label_add: ' [ "ui" , "ux" ]' },
    { bug_id, label_add: ["ui", "ux"] },
  ]),
  sloppy("list_bugs", "a list of options", [{ status: '["OPEN","REOPENED"]' }, { status: ["OPEN", "REOPENED"] }]),
  sloppy("list_bugs", "options with commas", [{ status: "OPEN, REOPENED" }, { status: ["OPEN", "REOPENED"] }]),
  sloppy("list_bugs", "one option for a list", [{ priority: "HIGH" }, { priority: ["HIGH"] }]),
  sloppy("create_bug", "a list in a new bug", [
    { project_id, title: "x", label: '["ui"]', steps: '["Open it"]' },
    { project_id, title: "x", label: ["ui"], steps: ["Open it"] },
  ]),
  sloppy("bulk_update_bugs", "an object with a list in it", [
    { bug_id: `["${bug_id}"]`, patch: '{"priority":"HIGH","label_add":"[\\"ui\\"]"}' },
    { bug_id: [bug_id], patch: { priority: "HIGH", label_add: ["ui"] } },
  ]),
  sloppy("bulk_update_bugs", "a list in an object", [
    { bug_id: [bug_id], patch: { label_remove: '["ui"]' } },
    { bug_id: [bug_id], patch: { label_remove: ["ui"] } },
  ]),
  sloppy("update_agent_task", "an object", [
    { ...held, status: "SUCCEEDED", summary: "done", result: '{"commit":"abc1234","files":"[\\"a.ts\\"]"}' },
    { ...held, status: "SUCCEEDED", summary: "done", result: { commit: "abc1234", files: ["a.ts"] } },
  ]),
  sloppy("get_bug_context", "sections", [
    { bug_id, include: '["console"]' },
    { bug_id, include: ["console"] },
  ]),
  sloppy("repro_update_ticket", "tags of another tracker", [
    { ticketId, tags: '["checkout"]' },
    { ticketId, tags: ["checkout"] },
  ]),
  sloppy("get_bug", "all arguments", [`{"bug_id":"${bug_id}"}`, { bug_id }]),
  sloppy("get_bug", "a list of one for one", [{ bug_id: [bug_id] }, { bug_id }]),
];

const OTHER_TRACKERS: readonly SloppyCall[] = [
  sloppy("repro_list_tickets", "one status, priority and tag", [
    { status: "open", priority: "urgent", tag: "ui" },
    { status: ["open"], priority: ["urgent"], tag: ["ui"] },
  ]),
  sloppy("repro_list_tickets", "lists as JSON", [
    { status: '["open","closed"]', tag: '["ui","ux"]' },
    { status: ["open", "closed"], tag: ["ui", "ux"] },
  ]),
];

const NUMBERS_AND_SWITCHES: readonly SloppyCall[] = [
  sloppy("list_bugs", "a number in quotes", [{ limit: "3" }, { limit: 3 }]),
  sloppy("list_bugs", "a whole number with a fraction", [{ limit: "3.0" }, { limit: 3 }]),
  sloppy("repro_list_tickets", "a number of another tracker", [{ limit: " 3 " }, { limit: 3 }]),
  sloppy("get_bug_context", "tokens in quotes", [
    { bug_id, max_tokens: "900" },
    { bug_id, max_tokens: 900 },
  ]),
  sloppy("get_replay_raw", "a fraction in quotes", [
    { bug_id, from_ms: "1.5" },
    { bug_id, from_ms: 1.5 },
  ]),
  sloppy("bulk_update_bugs", "numbers in a list", [
    { bug_id: [bug_id], patch: { priority: "HIGH" }, if_version: ["3"] },
    { bug_id: [bug_id], patch: { priority: "HIGH" }, if_version: [3] },
  ]),
  sloppy("update_bug", "a switch in quotes", [
    { bug_id, priority: "LOW", dry_run: "true" },
    { bug_id, priority: "LOW", dry_run: true },
  ]),
  sloppy("update_bug", "a switch in capitals", [
    { bug_id, priority: "LOW", dry_run: "False" },
    { bug_id, priority: "LOW", dry_run: false },
  ]),
  sloppy("create_bug", "a switch as a number", [
    { project_id, title: "x", allow_duplicate: 1 },
    { project_id, title: "x", allow_duplicate: true },
  ]),
  sloppy("repro_get_replay_raw", "a switch of another tracker", [
    { ticketId, acknowledgeSize: "true" },
    { ticketId, acknowledgeSize: true },
  ]),
  sloppy("search_bugs", "a number for a text", [{ query: 500 }, { query: "500" }]),
  sloppy("add_comment", "a switch for a text", [
    { bug_id, body: false },
    { bug_id, body: "false" },
  ]),
  sloppy("repro_link_github_issue", "an issue number in quotes", [
    { ticketId, repoOwner: "acme", repoName: "shop", issueNumber: "7" },
    { ticketId, repoOwner: "acme", repoName: "shop", issueNumber: 7 },
  ]),
];

const NOTHING: readonly SloppyCall[] = [
  sloppy("list_bugs", "null for everything", [
    { project_id: null, status: null, assignee_id: null, cursor: null, limit: null, format: null, updated_after: null },
    {},
  ]),
  sloppy("list_bugs", "an empty text for everything", [
    { project_id: "", status: "", label: "", assignee_id: "", cursor: "", limit: "", sort: "", updated_after: "" },
    {},
  ]),
  sloppy("create_bug", "empty texts beside a new bug", [
    { project_id, title: "x", description: "", url: "", assignee_id: "", lease_token: "", idempotency_key: "" },
    { project_id, title: "x", description: "" },
  ]),
  sloppy("update_bug", "an empty lease", [
    { bug_id, priority: "LOW", lease_token: "", duplicate_of: "", resolution: "" },
    { bug_id, priority: "LOW" },
  ]),
  sloppy("bulk_update_bugs", "null in an object", [
    { bug_id: [bug_id], patch: { status: null, priority: "LOW", label_add: null, assignee_id: "" } },
    { bug_id: [bug_id], patch: { priority: "LOW" } },
  ]),
  sloppy("list_bugs", "null in a list", [{ status: ["OPEN", null, ""] }, { status: ["OPEN"] }]),
  sloppy("repro_list_tickets", "null of another tracker", [{ projectId: null, status: "", tag: null, cursor: "" }, {}]),
  sloppy("list_projects", "null for the arguments", [null, {}]),
  {
    ...sloppy("list_bugs", "an empty project on a connection that is about one", [{ project_id: "" }, {}]),
    wish: { toolsets: "all", project: "SHOP" },
  },
];

const TIMES: readonly SloppyCall[] = [
  sloppy("list_bugs", "a day", [{ updated_after: "2026-11-30" }, { updated_after: "2026-11-30T00:00:00Z" }]),
  sloppy("list_bugs", "a time without a zone", [
    { updated_after: "2026-11-30 10:30" },
    { updated_after: "2026-11-30T10:30:00Z" },
  ]),
  sloppy("query_audit_log", "a time in another zone", [
    { after: "2026-11-30T10:30:00+02:00", before: "2026-12-01" },
    { after: "2026-11-30T08:30:00.000Z", before: "2026-12-01T00:00:00Z" },
  ]),
];

const NAMES: readonly SloppyCall[] = [
  ...["SHOP", "shop", " Shop "].flatMap((key) => [
    sloppy("list_bugs", `the project ${key}`, [{ project_id: key }, { project_id }]),
    sloppy("create_bug", `the project ${key} for a new bug`, [
      { project_id: key, title: "x" },
      { project_id, title: "x" },
    ]),
    sloppy("repro_list_tickets", `the project ${key} of another tracker`, [
      { projectId: key },
      { projectId: project_id },
    ]),
    sloppy("list_project_members", `the project ${key} for its people`, [{ project_id: key }, { project_id }]),
  ]),
  ...[
    412,
    "412",
    "#412",
    " SHOP-412 ",
    "http://localhost:3000/acme/bugs/SHOP-412",
    "http://localhost:3000/acme/bugs/SHOP-412?tab=replay#t=3",
    "/acme/bugs/SHOP-412/",
    "hawkmoth:///bugs/SHOP-412/context",
  ].flatMap((name) => [
    sloppy("get_bug", `the bug ${name}`, [{ bug_id: name }, { bug_id }]),
    sloppy("update_bug", `${name} as the original`, [
      { bug_id: "SHOP-7", duplicate_of: name },
      { bug_id: "SHOP-7", duplicate_of: bug_id },
    ]),
    sloppy("merge_duplicate_bugs", `${name} to merge`, [
      { into_bug_id: "SHOP-7", bug_id: [name] },
      { into_bug_id: "SHOP-7", bug_id: [bug_id] },
    ]),
    sloppy("repro_get_ticket", `the ticket ${name}`, [{ ticketId: name }, { ticketId }]),
    sloppy("repro_update_ticket", `the ticket ${name} with tags`, [
      { ticketId: name, tags: ["checkout"] },
      { ticketId, tags: ["checkout"] },
    ]),
    sloppy("create_bug_comment", `a comment on ${name}`, [
      { bug_id: name, comment: "x" },
      { bug_id, comment: "x" },
    ]),
  ]),
];

/** Careless calls by what is careless about them. */
export const SLOPPY_CALLS: Readonly<Record<string, readonly SloppyCall[]>> = {
  "JSON in a text": JSON_TEXT,
  "lists of another tracker": OTHER_TRACKERS,
  "numbers and switches": NUMBERS_AND_SWITCHES,
  "nothing given": NOTHING,
  times: TIMES,
  "names of projects and bugs": NAMES,
};
