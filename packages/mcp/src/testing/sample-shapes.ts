import { IDS, type Say } from "./sample-words.ts";

/** The time of everything in the samples. */
export const AT = "2026-11-20T22:31:47.123Z";

/** A summary as the API answers it. */
export function summary(say: Say) {
  return {
    id: IDS.bug,
    key: "SHOP-412",
    project_id: IDS.project,
    title: say("title"),
    status: "OPEN",
    resolution: null,
    severity: "HIGH",
    priority: "HIGH",
    source: "EXTENSION",
    assignee: { type: "AGENT", id: IDS.agent, name: "Fixer" },
    labels: [{ id: IDS.label, name: say("label_name"), color: "#aa3311" }],
    comment_count: 2,
    evidence: {
      console: 12,
      console_errors: 2,
      network: 20,
      failed_requests: 1,
      errors: 1,
      actions: 6,
      replay_events: 300,
      screenshots: 1,
      files: 1,
    },
    created_at: AT,
    updated_at: AT,
  };
}

/** A bug as the API answers it. */
export function bug(say: Say) {
  return {
    ...summary(say),
    number: 412,
    description: say("description"),
    reporter: { name: say("reporter_name"), email: null, identifier: say("reporter_identifier") },
    created_by: { type: "REPORTER", id: null, name: say("reporter_name") },
    accountable_member: { id: IDS.member, name: "Mara" },
    url: say("url"),
    environment: say("environment"),
    app_version: say("app_version"),
    duplicate_of: null,
    triaged_at: null,
    resolved_at: null,
    verified_at: null,
    reopen_count: 0,
    occurrence_count: 1,
    version: 3,
    task: { id: IDS.task, kind: "FIX", status: "QUEUED" },
    web_url: "http://localhost:3000/acme/bugs/SHOP-412",
  };
}

/** A digest as the API answers it. */
export function digest(say: Say) {
  return {
    headline: say("headline"),
    first_error: { at_ms: 4100, message: say("error_message"), location: say("location") },
    failing_requests: [
      {
        id: say("request_id"),
        at_ms: 4000,
        method: say("method"),
        url: say("url"),
        status: 500,
        error: say("network_error"),
      },
    ],
    last_steps: [{ at_ms: 3900, text: say("step") }],
  };
}

/** A comment as the API answers it. */
export function comment(say: Say) {
  return {
    id: IDS.comment,
    bug_id: IDS.bug,
    author: { type: "MEMBER", id: IDS.member, name: say("author_name") },
    via: "DASHBOARD",
    client: null,
    body: say("comment"),
    reply_to: null,
    created_at: AT,
  };
}

/** A task as the API answers it. */
export function task(say: Say) {
  return {
    id: IDS.task,
    kind: "FIX",
    status: "RUNNING",
    bug_id: IDS.bug,
    bug_key: "SHOP-412",
    bug_title: say("title"),
    project_id: IDS.project,
    agent: { id: IDS.agent, name: "Fixer" },
    priority: 1,
    attempt: 1,
    max_attempts: 3,
    lease_expires_at: AT,
    progress: 20,
    note: say("note"),
    question: say("question"),
    answer: null,
    summary: say("summary"),
    result: { branch: say("branch"), files: [say("file")], verified_how: say("verified_how") },
    error: say("task_error"),
    client: "claude-code/2.0",
    queued_at: AT,
    started_at: AT,
    finished_at: null,
  };
}

/** A captured request as the API answers it. */
export function request(say: Say) {
  return {
    id: say("request_id"),
    at_ms: 4000,
    initiator: "fetch",
    method: say("method"),
    url: say("url"),
    status: 500,
    error: say("network_error"),
    ttfb_ms: 40,
    duration_ms: 55,
    request_size_bytes: 20,
    response_size_bytes: 90,
    request_headers: { "content-type": say("headers") },
    response_headers: { "x-note": say("headers") },
    request_body: { text: say("body"), size_bytes: 20, truncated: false, redacted: false, omitted: null },
    response_body: null,
  };
}

/** An artifact as the API answers it. */
export function artifact(say: Say) {
  return {
    id: IDS.artifact,
    kind: "SCREENSHOT",
    content_type: "image/png",
    file_name: say("file_name"),
    size_bytes: 2048,
    sha256: "0".repeat(64),
    url: `http://localhost:3000/api/v1/artifacts/${IDS.artifact}/content`,
  };
}

/** A context as the API answers it. */
export function context(say: Say) {
  return {
    bug_id: IDS.bug,
    key: "SHOP-412",
    focus_ms: 4100,
    page: { url: say("url"), title: say("page_title") },
    system: { user_agent: say("user_agent"), viewport: { width: 1280, height: 720 } },
    errors: [{ at_ms: 4100, message: say("error_message"), stack: say("stack") }],
    console: [{ at_ms: 4100, level: "error", text: say("console"), count: 3 }],
    network: [
      {
        id: say("request_id"),
        at_ms: 4000,
        method: say("method"),
        url: say("url"),
        status: 500,
        duration_ms: 55,
        error: say("network_error"),
      },
    ],
    timeline: [{ at_ms: 3900, text: say("step") }],
    omitted: { console: 4 },
    next_cursor: null,
  };
}

/** An attached file as the answer about its bug names it. */
export function attachment(say: Say) {
  return { id: IDS.artifact, file_name: say("file_name"), content_type: "text/markdown", size_bytes: 512 };
}
