import { PROJECT_ACTIONS, WORKSPACE_ACTIONS } from "@hawkmoth/domain/access/policy";
import { bugLink, oversightSamples } from "./oversight-samples.ts";
import { bugWorkSamples, similarBug } from "./bug-work-samples.ts";
import { regressionSamples } from "./regression-samples.ts";
import { AT, artifact, attachment, bug, comment, context, digest, request, summary, task } from "./sample-shapes.ts";
import { IDS, plainWords, type Say } from "./sample-words.ts";

/** One valid answer of every operation that is a tool, with `say` in every field that people or pages write. */
export function samples(say: Say = plainWords): Record<string, unknown> {
  return {
    ...orientSamples(),
    ...bugSamples(say),
    ...evidenceSamples(say),
    ...taskSamples(say),
    ...oversightSamples(say),
    ...labelSamples(say),
    ...bugWorkSamples(say),
    ...regressionSamples(say),
  };
}

const PAGE = { next_cursor: null, total: 1 };

const ASSIGNEE = {
  assignee_type: "AGENT",
  assignee_id: IDS.agent,
  name: "Fixer",
  avatar_url: null,
  role: "MANAGER",
  load: 2,
  unavailable_reason: null,
};

function orientSamples(): Record<string, unknown> {
  return {
    "me.get": {
      principal: { type: "MEMBER", id: IDS.member, name: "Mara", email: "mara@example.com" },
      user: { id: IDS.user, email: "mara@example.com", name: "Mara" },
      workspace: { id: IDS.workspace, slug: "acme", name: "Acme", role: "OWNER" },
      workspaces: [{ id: IDS.workspace, slug: "acme", name: "Acme" }],
      projects: [{ id: IDS.project, key: "SHOP", name: "Shop", role: "OWNER" }],
      scopes: ["bugs:write", "projects:read", "members:read", "labels:write", "tasks:run", "agents:read"],
      actions: [...Object.keys(PROJECT_ACTIONS), ...Object.keys(WORKSPACE_ACTIONS)],
      rate: { calls_per_minute: 600 },
    },
    "workspace.list": {
      workspaces: [{ id: IDS.workspace, slug: "acme", name: "Acme", role: "OWNER", created_at: AT }],
    },
    "project.list": {
      ...PAGE,
      projects: [
        {
          id: IDS.project,
          key: "SHOP",
          name: "Shop",
          role: "OWNER",
          open_count: 7,
          allowed_origins: ["https://shop.example"],
          capture_policy: {
            privacy_mode: "MODERATE",
            capture_bodies: false,
            cookies: "NONE",
            window_s: 30,
            mask_selectors: [],
            block_selectors: [],
          },
          is_locked_down: false,
          created_at: AT,
        },
      ],
    },
    "project.list_assignees": {
      assignees: [ASSIGNEE],
    },
  };
}

function bugSamples(say: Say): Record<string, unknown> {
  const written = { bug: bug(say), changed: ["status"], dry_run: false };
  return {
    "bug.list": { ...PAGE, bugs: [summary(say)] },
    "bug.search": { ...PAGE, bugs: [{ ...summary(say), snippet: say("snippet").slice(0, 200) }] },
    "bug.get": {
      ...bug(say),
      digest: digest(say),
      media_count: 2,
      has_screenshot: true,
      attachments: [attachment(say)],
      links: [bugLink()],
    },
    "bug.create": { ...written, changed: [], created: false, possible_duplicates: [similarBug(say)] },
    "bug.update": written,
    "comment.list": { ...PAGE, comments: [comment(say)] },
    "comment.create": comment(say),
  };
}

function evidenceSamples(say: Say): Record<string, unknown> {
  return {
    "evidence.context": context(say),
    "evidence.network_request": { bug_id: IDS.bug, key: "SHOP-412", request: request(say) },
    "evidence.media": { bug_id: IDS.bug, key: "SHOP-412", media: [artifact(say)] },
    "evidence.screenshot": {
      bug_id: IDS.bug,
      media_id: IDS.artifact,
      content_type: "image/png",
      width: 800,
      height: 600,
      data_base64: "iVBORw0KGgo=",
    },
    "evidence.transcript": {
      bug_id: IDS.bug,
      key: "SHOP-412",
      duration_ms: 9000,
      text: say("transcript"),
      truncated: false,
    },
    "evidence.replay_events": {
      bug_id: IDS.bug,
      key: "SHOP-412",
      chunk: 0,
      chunk_count: 1,
      epoch_ms: 0,
      events: [{ type: 4, data: { href: "https://shop.example/", width: 1280, height: 800 }, timestamp: 1 }],
    },
    "evidence.fix_prompt": { bug_id: IDS.bug, key: "SHOP-412", prompt: say("prompt"), truncated: false },
  };
}

function taskSamples(say: Say): Record<string, unknown> {
  return {
    "task.list": { ...PAGE, tasks: [task(say)] },
    "task.claim": {
      task: task(say),
      bug: {
        id: IDS.bug,
        key: "SHOP-412",
        title: say("title"),
        description: say("description"),
        status: "OPEN",
        severity: "HIGH",
        priority: "HIGH",
        url: say("url"),
        headline: say("headline"),
        last_steps: [say("step")],
        reopen_count: 1,
        people_comments: 2,
        earlier_attempts: 1,
        failing_requests: [say("network_error")],
      },
      instructions: "Work on a branch, open a pull request.",
      rules: "End: update_agent_task SUCCEEDED with summary.",
      lease_token: "hm_lease_abcdefghijklmnop",
      fencing_token: 1,
      lease_expires_at: AT,
    },
    "task.heartbeat": {
      lease_expires_at: AT,
      cancel_requested: false,
      reason: null,
      requested_by: null,
      prompts: [{ id: IDS.comment, author: "Mara", body: "Please keep the old API.", created_at: AT }],
    },
    "task.update": { task: task(say) },
    "task.release": { task: { ...task(say), status: "QUEUED" } },
  };
}

function labelSamples(say: Say): Record<string, unknown> {
  const label = { id: IDS.label, name: say("label_name"), color: "#aa3311" };
  const ofBug = { bug_id: IDS.bug, key: "SHOP-412", labels: [label], changed: true, version: 4 };
  return {
    "label.list": { labels: [label] },
    "label.create": label,
    "label.update": label,
    "label.delete": {
      deleted: label,
      detached_from: 3,
      dry_run: true,
      confirm_token: "confirm_abcdefghijklmnop",
      confirm_expires_at: AT,
    },
    "label.add_to_bug": ofBug,
    "label.remove_from_bug": { ...ofBug, labels: [] },
  };
}
