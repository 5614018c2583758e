import { by, call, rpc, type Attack, type Ground, type Shot } from "./attack.ts";

interface Wish {
  name: string;
  body: (ground: Ground) => unknown;
  code: string | number;
  key?: "key" | "reader";
  path?: (ground: Ground) => string;
  headers?: Record<string, string>;
}

function asked({ name, body, code, key = "key", path = () => "/mcp", headers = {} }: Wish): Attack {
  const shot = (ground: Ground): Shot => ({
    path: path(ground),
    headers: by(ground[key], headers),
    body: body(ground),
  });
  return { name, shot, status: 200, code };
}

/** Things a good key has no right to, asked for in every way there is. */
export const REACH_ATTACKS: readonly Attack[] = [
  asked({
    name: "a bug of another workspace",
    body: ({ foreign }) => call("get_bug", { bug_id: foreign.bug }),
    code: "NOT_FOUND",
  }),
  asked({
    name: "a bug filed in another workspace",
    body: ({ foreign }) => call("create_bug", { project_id: foreign.project, title: "Planted" }),
    code: "NOT_FOUND",
  }),
  asked({
    name: "a comment in another workspace",
    body: ({ foreign }) => call("add_comment", { bug_id: foreign.bug, body: "Planted" }),
    code: "NOT_FOUND",
  }),
  asked({
    name: "the workspace as an argument",
    body: ({ foreign, bug }) => call("get_bug", { bug_id: bug, workspace_id: foreign.workspace }),
    code: "INVALID_INPUT",
  }),
  asked({
    name: "the workspace in the query of the endpoint",
    path: ({ foreign }) => `/mcp?workspace=${foreign.workspace}`,
    body: ({ foreign }) => call("get_bug", { bug_id: foreign.bug }),
    code: "NOT_FOUND",
  }),
  asked({
    name: "the workspace in a header of ours",
    headers: { "x-hawkmoth-workspace": "other", "x-hawkmoth-project": "other" },
    body: ({ foreign }) => call("get_bug", { bug_id: foreign.bug }),
    code: "NOT_FOUND",
  }),
  ...[
    "../keys",
    "..%2fkeys",
    "..",
    ".",
    "%2e%2e",
    "x/../../keys",
    "xyz?workspace=1",
    "xyz#",
    "\\..\\keys",
    "x\u0000",
    "\ud800",
  ].map((id) =>
    asked({
      name: `a way out of the path: ${JSON.stringify(id)}`,
      body: () => call("get_bug", { bug_id: id }),
      code: /^\.{1,2}$|\ud800|\u0000/.test(id) ? "INVALID_INPUT" : "NOT_FOUND",
    }),
  ),
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"].map((name) =>
    asked({ name: `a tool that every object has: ${name}`, body: () => call(name), code: "NOT_FOUND" }),
  ),
  asked({
    name: "a prototype as an argument",
    body: () =>
      '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_bugs","arguments":{"__proto__":{"limit":100},"constructor":{"prototype":{"is_readonly":false}}}}}',
    code: "INVALID_INPUT",
  }),
  asked({
    name: "a second name for the tool, in a connection that only reads",
    path: () => "/mcp?readonly=1",
    body: ({ bug }) =>
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_bug","name":"update_bug","arguments":{"bug_id":"${bug}","title":"Taken over"}}}`,
    code: "FORBIDDEN",
  }),
  ...["update_bug", "resolve_bug", "mark_bug_spam", "repro_update_ticket"].map((name) =>
    asked({
      name: `a write in a connection that only reads: ${name}`,
      path: () => "/mcp?readonly=1",
      body: ({ bug }) =>
        call(name, name.startsWith("repro_") ? { ticketId: bug, title: "Taken over" } : { bug_id: bug }),
      code: "FORBIDDEN",
    }),
  ),
  ...["update_bug", "resolve_bug", "update_bug_status", "assign_bug_to_me"].map((name) =>
    asked({
      name: `an excluded tool by one of its names: ${name}`,
      path: () => "/mcp?exclude_tools=update_bug",
      body: ({ bug }) => call(name, { bug_id: bug, status: "CLOSED" }),
      code: "FORBIDDEN",
    }),
  ),
  asked({
    name: "a tool beside those that were named",
    path: () => "/mcp?tools=get_bug",
    body: ({ bug }) => call("update_bug", { bug_id: bug, title: "Taken over" }),
    code: "FORBIDDEN",
  }),
  asked({
    name: "a bug of another project than the connection's",
    path: ({ other_project }) => `/mcp/p/${other_project}`,
    body: ({ bug }) => call("get_bug", { bug_id: bug }),
    code: "NOT_FOUND",
  }),
  asked({
    name: "another project than the connection's, by argument",
    path: ({ other_project }) => `/mcp/p/${other_project}`,
    body: ({ project }) => call("list_bugs", { project_id: project }),
    code: "INVALID_INPUT",
  }),
  asked({
    name: "cookies without the scope for them",
    key: "reader",
    path: () => "/mcp?toolsets=sensitive",
    body: ({ bug }) => call("get_bug_cookies", { bug_id: bug, reason: "because" }),
    code: "INSUFFICIENT_SCOPE",
  }),
  asked({
    name: "cookies by the name of another tracker's tool",
    key: "reader",
    path: () => "/mcp?profile=repro&toolsets=sensitive",
    body: ({ bug }) => call("repro_get_ticket_cookies", { ticketId: bug }),
    code: "INSUFFICIENT_SCOPE",
  }),
  asked({
    name: "the audit log without the scope for it",
    key: "reader",
    path: () => "/mcp?toolsets=oversight",
    body: () => call("query_audit_log"),
    code: "INSUFFICIENT_SCOPE",
  }),
  asked({
    name: "a delete with a made-up confirmation",
    path: () => "/mcp?toolsets=labels",
    body: ({ label }) => call("delete_label", { label_id: label, confirm_token: "eyJvayI6dHJ1ZX0.c2lnbmVk" }),
    code: "INVALID_INPUT",
  }),
  asked({
    name: "a delete with the confirmation a model gives itself",
    path: () => "/mcp?toolsets=labels",
    body: ({ label }) => call("delete_label", { label_id: label, confirm: true }),
    code: "INVALID_INPUT",
  }),
  asked({
    name: "a delete without any confirmation",
    path: () => "/mcp?toolsets=labels",
    body: ({ label }) => call("delete_label", { label_id: label }),
    code: "INVALID_INPUT",
  }),
  {
    name: "the key of a finished write for another one",
    shot: ({ key, bug }) => [
      { headers: by(key), body: call("add_comment", { bug_id: bug, body: "First", idempotency_key: "attack-0001" }) },
      { headers: by(key), body: call("add_comment", { bug_id: bug, body: "Planted", idempotency_key: "attack-0001" }) },
    ],
    status: 200,
    code: "IDEMPOTENCY_KEY_REUSED",
  },
  asked({
    name: "a lease that was never given",
    body: ({ bug }) => call("add_comment", { bug_id: bug, body: "Planted", lease_token: `hm_lease_${"x".repeat(32)}` }),
    code: "LEASE_LOST",
  }),
  asked({
    name: "more rows than a list may have",
    body: () => call("list_bugs", { limit: 100_000 }),
    code: "INVALID_INPUT",
  }),
  asked({
    name: "a cursor that was never given",
    body: () => call("list_bugs", { cursor: "' or 1=1 --" }),
    code: "INVALID_INPUT",
  }),
  asked({ name: "a NUL in a search", body: () => call("search_bugs", { query: "a\u0000b" }), code: "INVALID_INPUT" }),
  ...[
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "hawkmoth:///bugs/../keys",
    "hawkmoth://evil.example/bugs/SHOP-1",
    "ui://hawkmoth/../../package.json",
  ].map((uri) =>
    asked({ name: `a resource that is none: ${uri}`, body: () => rpc("resources/read", { uri }), code: -32_002 }),
  ),
  asked({
    name: "a bug of another workspace as a resource",
    body: ({ foreign }) => rpc("resources/read", { uri: `hawkmoth:///bugs/${foreign.bug}` }),
    code: -32_002,
  }),
  asked({
    name: "a bug of another workspace in a prompt",
    body: ({ foreign }) => rpc("prompts/get", { name: "fix_bug", arguments: { bug_id: foreign.bug } }),
    code: "NOT_FOUND",
  }),
  asked({ name: "a method that is none", body: () => rpc("tools/delete", {}), code: -32_601 }),
];
