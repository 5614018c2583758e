/** What exists in the world that the calls are made in. */
export interface WorldFacts {
  project_id: string;
  project_key: string;
  /** A bug with a capture, OPEN. */
  bug_key: string;
  bug_id: string;
  /** A bug that is CLOSED. */
  closed_key: string;
  member_id: string;
  agent_id: string;
  label_id: string;
}

/** A call that a model gets wrong, and that it must be able to put right from the error alone. */
export interface WrongCall {
  title: string;
  tool: string;
  args: (world: WorldFacts) => unknown;
  /** What the connection asked for; all toolsets unless said. */
  wish?: Readonly<Record<string, string>>;
  /** Who calls; a member unless said. */
  as?: "agent" | "reader";
  /** The tool that must have answered in the end. */
  ends_in: string;
}

const NO_TASK = "tsk_01kahz0v3ve008000000000007";

type Args = (world: WorldFacts) => Record<string, unknown>;

const none: Args = () => ({});
const aBug: Args = ({ bug_key }) => ({ bug_id: bug_key });

function misspelt(tool: string, meant: string, args: Args = none): WrongCall {
  return { title: `${tool} for ${meant}`, tool, args, ends_in: meant };
}

function wrong(title: string, tool: string, args: (world: WorldFacts) => unknown): WrongCall {
  return { title, tool, args, ends_in: tool };
}

const MISSPELT_TOOLS: readonly WrongCall[] = [
  misspelt("get_bugs", "get_bug", aBug),
  misspelt("getBug", "get_bug", aBug),
  misspelt("listbugs", "list_bugs"),
  misspelt("list_bug", "list_bugs"),
  misspelt("serach_bugs", "search_bugs", () => ({ query: "coupon" })),
  misspelt("add_coment", "add_comment", (world) => ({ ...aBug(world), body: "Seen again." })),
  misspelt("list_project", "list_projects"),
  misspelt("get_screenshots", "get_screenshot", aBug),
  misspelt("get_capability", "get_capabilities"),
];

const OTHER_TRACKERS: readonly WrongCall[] = [
  misspelt("jira_get_issue", "get_bug", ({ bug_key }) => ({ issue_key: bug_key })),
  misspelt("linear_list_issues", "list_bugs"),
  misspelt("list_tickets", "list_bugs"),
  misspelt("search_issues", "search_bugs", () => ({ q: "coupon" })),
  misspelt("create_issue", "create_bug", ({ project_id }) => ({ project_id, summary: "The total is wrong" })),
  misspelt("new_ticket", "create_bug", ({ project_id }) => ({ project_id, title: "The footer overlaps" })),
  misspelt("edit_issue", "update_bug", (world) => ({ ...aBug(world), priority: "LOW" })),
  misspelt("issue_write_comment", "add_comment", (world) => ({ ...aBug(world), text: "Seen on Firefox too." })),
  misspelt("get_console_logs", "get_bug_context", aBug),
  misspelt("whoami", "get_capabilities"),
  misspelt("list_repositories", "list_projects"),
  misspelt("get_recording_transcript", "get_replay_transcript", aBug),
];

const REST_NAMES: readonly WrongCall[] = [
  misspelt("GET /api/v1/bugs/{id}", "get_bug", ({ bug_key }) => ({ id: bug_key })),
  misspelt("bugs.search", "search_bugs", () => ({ query: "coupon" })),
  misspelt("POST /bugs/{id}/comments", "add_comment", (world) => ({ ...aBug(world), body: "From a script." })),
  misspelt("bug.list", "list_bugs"),
  misspelt("PATCH /bugs/{bug_id}", "update_bug", (world) => ({ ...aBug(world), severity: "LOW" })),
];

const WRONG_ARGUMENTS: readonly WrongCall[] = [
  wrong("camel case", "get_bug", ({ bug_key }) => ({ bugId: bug_key })),
  wrong("the word of another tracker for the bug", "get_bug", ({ bug_key }) => ({ issue: bug_key })),
  wrong("a plain id", "get_bug_media", ({ bug_id }) => ({ id: bug_id })),
  wrong("text for body", "add_comment", (world) => ({ ...aBug(world), text: "Happens in staging." })),
  wrong("comment for body", "add_comment", (world) => ({ ...aBug(world), comment: "Happens on a phone." })),
  wrong("summary for title", "create_bug", ({ project_id }) => ({ project_id, summary: "Cart forgets its items" })),
  wrong("per_page for limit", "list_bugs", () => ({ per_page: 5 })),
  wrong("q for query", "search_bugs", () => ({ q: "coupon" })),
  wrong("labels for label", "list_bugs", () => ({ labels: ["checkout"] })),
  wrong("tags for label_add", "update_bug", (world) => ({ ...aBug(world), tags: ["checkout"] })),
  wrong("assignee for assignee_id", "update_bug", (world) => ({ ...aBug(world), assignee: "me" })),
  wrong("order_by for sort", "list_bugs", () => ({ order_by: "created" })),
  wrong("a slip in an argument", "update_bug", (world) => ({ ...aBug(world), prioritty: "HIGH" })),
  wrong("two slips at once", "list_bugs", () => ({ statuses: ["open"] })),
];

const WRONG_VALUES: readonly WrongCall[] = [
  wrong("lower case", "update_bug", (world) => ({ ...aBug(world), priority: "high" })),
  wrong("words for an enum", "list_bugs", () => ({ status: ["in progress"] })),
  wrong("the state of another tracker", "update_bug", (world) => ({ ...aBug(world), status: "WIP" })),
  wrong("the priority of another tracker", "update_bug", (world) => ({ ...aBug(world), priority: "P1" })),
  wrong("an option that nothing resembles", "list_bugs", () => ({ priority: ["purple"] })),
  wrong("upper case where it is lower", "list_bugs", () => ({ state: "OPEN" })),
  wrong("a number in words", "list_bugs", () => ({ limit: "five" })),
  wrong("an object for a text", "list_projects", () => ({ query: { text: "shop" } })),
  wrong("more rows than there may be", "list_bugs", () => ({ limit: 500 })),
  wrong("no rows at all", "list_bugs", () => ({ limit: 0 })),
  wrong("a flag in words", "create_bug", ({ project_id }) => ({ project_id, title: "Preview me", dry_run: "perhaps" })),
  wrong("a list in another notation", "list_bugs", () => ({ label: "['checkout']" })),
  wrong("a day that is none", "list_bugs", () => ({ updated_after: "2026-02-30" })),
  wrong("a day in words", "list_bugs", () => ({ updated_after: "yesterday" })),
  wrong("too few tokens", "get_bug_context", (world) => ({ ...aBug(world), max_tokens: 10 })),
  wrong("a cursor that nobody gave", "list_bugs", () => ({ cursor: "page-2" })),
];

const patch =
  (change: Record<string, unknown>): Args =>
  ({ bug_key }) => ({ bug_id: [bug_key], patch: change });

const WRONG_INSIDE: readonly WrongCall[] = [
  wrong("lower case inside", "bulk_update_bugs", patch({ priority: "high" })),
  wrong("an option inside that nothing resembles", "bulk_update_bugs", patch({ priority: "purple" })),
  wrong("a slip inside", "bulk_update_bugs", patch({ prioritty: "HIGH" })),
  wrong("the word of another tracker inside", "bulk_update_bugs", patch({ tags: ["checkout"] })),
];

const MISSING: readonly WrongCall[] = [
  wrong("no bug", "get_bug", none),
  wrong("null for the bug", "get_bug", () => ({ bug_id: null })),
  wrong("no arguments at all", "get_bug_context", () => null),
  wrong("no project", "create_bug", () => ({ title: "The menu flickers" })),
  wrong("no project for its people", "list_project_members", none),
  wrong("no text", "add_comment", aBug),
  wrong("nothing to look for", "search_bugs", none),
  wrong("arguments in a list", "get_bug", ({ bug_key }) => [bug_key]),
];

const WRONG_THINGS: readonly WrongCall[] = [
  wrong("a bug that is not there", "get_bug", () => ({ bug_id: "NOPE-999999" })),
  wrong("the id of a project for a bug", "get_bug", ({ project_id }) => ({ bug_id: project_id })),
  wrong("the key of no project", "list_bugs", () => ({ project_id: "NOPE" })),
  wrong("the name of a project", "list_bugs", () => ({ project_id: "The web shop" })),
  wrong("the page of a bug of somebody else", "get_bug", () => ({ bug_id: "https://elsewhere.example/a/bugs/SHOP-1" })),
  wrong("the id of a bug for a project", "create_bug", ({ bug_id }) => ({ project_id: bug_id, title: "Wrong shelf" })),
  wrong("somebody who is not there", "update_bug", (world) => ({
    ...aBug(world),
    assignee_type: "MEMBER",
    assignee_id: world.member_id.replace(/.{4}$/, "0000"),
  })),
  wrong("a name for the id of a person", "update_bug", (world) => ({
    ...aBug(world),
    assignee_type: "MEMBER",
    assignee_id: "Mara",
  })),
  wrong("an agent as a member", "update_bug", (world) => ({
    ...aBug(world),
    assignee_type: "MEMBER",
    assignee_id: world.agent_id,
  })),
  wrong("a request that was not recorded", "get_network_request", (world) => ({ ...aBug(world), request_id: "n999" })),
  wrong("a picture that is not there", "get_screenshot", (world) => ({ ...aBug(world), media_id: "art_1" })),
  wrong("a label that is not there", "remove_bug_label", (world) => ({ ...aBug(world), label_name: "no-such-label" })),
  wrong("a label id that is not there", "add_bug_label", (world) => ({
    ...aBug(world),
    label_id: world.label_id.replace(/.{4}$/, "0000"),
  })),
  wrong("a bug that it would duplicate and is not there", "update_bug", ({ closed_key }) => ({
    bug_id: closed_key,
    duplicate_of: "NOPE-1",
  })),
];

const WRONG_MOMENTS: readonly WrongCall[] = [
  wrong("a step that the state does not allow", "update_bug", ({ closed_key }) => ({
    bug_id: closed_key,
    status: "IN_REVIEW",
  })),
  {
    ...wrong("an old version", "update_bug", (world) => ({ ...aBug(world), priority: "HIGH", if_version: 0 })),
    ends_in: "get_bug",
  },
  {
    ...wrong("the lease of another", "heartbeat_agent_task", () => ({ task_id: NO_TASK, lease_token: "x".repeat(30) })),
    as: "agent",
  },
  { ...wrong("a task that is not there", "claim_agent_task", () => ({ task_id: NO_TASK })), as: "agent" },
];

const OUT_OF_REACH: readonly WrongCall[] = [
  {
    ...wrong("a tool that the connection left out", "update_bug", (world) => ({ ...aBug(world), priority: "LOW" })),
    wish: { exclude_tools: "update_bug" },
    ends_in: "get_capabilities",
  },
  {
    ...wrong("a write on a connection that only reads", "add_comment", (world) => ({ ...aBug(world), body: "x" })),
    wish: { readonly: "1" },
    ends_in: "get_capabilities",
  },
  {
    ...wrong("a tool whose scope the key lacks", "update_bug", (world) => ({ ...aBug(world), priority: "LOW" })),
    as: "reader",
    ends_in: "get_capabilities",
  },
  {
    ...wrong("the project of a connection that is pinned", "list_bugs", ({ project_id }) => ({ project_id })),
    wish: { project: "{project}" },
  },
  {
    ...wrong("a slip under another tracker's name", "update_bug_status", (world) => ({
      ...aBug(world),
      status: "done",
    })),
    wish: { profile: "bugport" },
  },
  {
    ...wrong("our argument under another tracker's name", "repro_get_ticket", aBug),
    wish: { profile: "repro" },
  },
];

/** Every wrong call, by what is wrong with it. */
export const WRONG_CALLS: Readonly<Record<string, readonly WrongCall[]>> = {
  "a misspelt tool": MISSPELT_TOOLS,
  "a tool of another tracker": OTHER_TRACKERS,
  "a route of REST": REST_NAMES,
  "a wrong argument": WRONG_ARGUMENTS,
  "a wrong value": WRONG_VALUES,
  "something wrong inside an argument": WRONG_INSIDE,
  "something missing": MISSING,
  "a wrong thing": WRONG_THINGS,
  "the wrong moment": WRONG_MOMENTS,
  "something out of reach": OUT_OF_REACH,
};
