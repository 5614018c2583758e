import { installSnippet } from "@hawkmoth/domain/setup/snippets";
import { bugWorkSamples, similarBug } from "./bug-work-samples.ts";
import { regressionSamples } from "./regression-samples.ts";
import { AT, artifact, bug, comment, context, digest, request, summary, task } from "./sample-shapes.ts";
import { IDS, plainWords, type Say } from "./sample-words.ts";

/** One valid answer of every operation that is a tool, with `say` in every field that people or pages write. */
export function samples(say: Say = plainWords): Record<string, unknown> {
  return {
    ...orientSamples(),
    ...bugSamples(say),
    ...evidenceSamples(say),
    ...taskSamples(say),
    ...oversightSamples(),
    ...setupSamples(),
    ...sensitiveSamples(say),
    ...labelSamples(say),
    ...bugWorkSamples(say),
    ...regressionSamples(say),
  };
}

const PAGE = { next_cursor: null, total: 1 };

function orientSamples(): Record<string, unknown> {
  return {
    "me.get": {
      principal: { type: "MEMBER", id: IDS.member, name: "Mara", email: "mara@example.com" },
      user: { id: IDS.user, email: "mara@example.com", name: "Mara" },
      workspace: { id: IDS.workspace, slug: "acme", name: "Acme", role: "OWNER" },
      workspaces: [{ id: IDS.workspace, slug: "acme", name: "Acme" }],
      projects: [{ id: IDS.project, key: "SHOP", name: "Shop", role: "OWNER" }],
      scopes: ["bugs:write", "projects:read", "members:read", "labels:write", "tasks:run", "agents:read"],
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
      assignees: [
        { assignee_type: "AGENT", assignee_id: IDS.agent, name: "Fixer", avatar_url: null, role: "MANAGER", load: 2 },
      ],
    },
  };
}

function bugSamples(say: Say): Record<string, unknown> {
  const written = { bug: bug(say), changed: ["status"], dry_run: false };
  return {
    "bug.list": { ...PAGE, bugs: [summary(say)] },
    "bug.search": { ...PAGE, bugs: [{ ...summary(say), snippet: say("snippet").slice(0, 200) }] },
    "bug.get": { ...bug(say), digest: digest(say), media_count: 1, links: [bugLink()] },
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
        failing_requests: [say("network_error")],
      },
      instructions: "Work on a branch, open a pull request.",
      lease_token: "hm_lease_abcdefghijklmnop",
      fencing_token: 1,
      lease_expires_at: AT,
    },
    "task.heartbeat": {
      lease_expires_at: AT,
      cancel_requested: false,
      prompts: [{ id: IDS.comment, author: "Mara", body: "Please keep the old API.", created_at: AT }],
    },
    "task.update": { task: task(say) },
    "task.release": { task: { ...task(say), status: "QUEUED" } },
  };
}

function oversightSamples(): Record<string, unknown> {
  return {
    "audit.query": {
      entries: [
        {
          id: IDS.audit,
          actor: { type: "AGENT", id: IDS.agent, name: "Fixer" },
          key_id: IDS.key,
          via: "MCP",
          client: "claude-code/2.1",
          operation: "bug.update",
          tool: "update_bug",
          bug_ids: [IDS.bug],
          arguments: { bug_id: "SHOP-412", status: "RESOLVED" },
          result_code: "OK",
          duration_ms: 12,
          request_id: "req_12345678",
          created_at: AT,
        },
      ],
      next_cursor: null,
    },
    "key.list_all": {
      tokens: [
        {
          id: IDS.key,
          kind: "SECRET",
          name: "laptop",
          prefix: "hm_key_Ab3dE",
          principal_type: "AGENT",
          principal_id: IDS.agent,
          principal_name: "Fixer",
          scopes: ["bugs:write", "tasks:run"],
          project_ids: [IDS.project],
          expires_at: AT,
          last_used_at: AT,
          revoked_at: null,
          created_at: AT,
        },
      ],
      next_cursor: null,
    },
    "agent.list": {
      agents: [
        {
          id: IDS.agent,
          slug: "fixer",
          name: "Fixer",
          description: "Fixes what is assigned to it.",
          instructions: "Work on a branch, open a pull request.",
          kinds: ["FIX"],
          projects: [{ project_id: IDS.project, key: "SHOP", role: "MANAGER" }],
          owner: { id: IDS.member, name: "Mara" },
          is_disabled: false,
          active_leases: 1,
          queued_tasks: 2,
          success_rate: 0.83,
          last_seen_at: AT,
          created_at: AT,
        },
      ],
    },
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

function bugLink() {
  return {
    provider: "GITHUB",
    repo_owner: "octo-org",
    repo_name: "shop",
    issue_number: 412,
    url: "https://github.com/octo-org/shop/issues/412",
    sync: "not_configured",
    linked_by: { type: "MEMBER", id: IDS.member, name: "Mara" },
    linked_at: AT,
  };
}

function setupSamples(): Record<string, unknown> {
  return {
    "integration.link_github": { linked: true, url: bugLink().url, sync: "not_configured" },
    "integration.unlink_github": { unlinked: true },
    "setup.snippet": installSnippet({ framework: "next" }, "http://localhost:3000"),
    "setup.verify_key": {
      valid: true,
      project: { id: IDS.project, key: "SHOP", name: "Shop" },
      allowed_origins: ["https://shop.example"],
    },
  };
}

function sensitiveSamples(say: Say): Record<string, unknown> {
  return {
    "sensitive.cookies": {
      bug_id: IDS.bug,
      key: "SHOP-412",
      policy: "VALUES",
      captured_at: AT,
      cookies: [
        { name: say("cookie_name"), value: say("cookie_value") },
        { name: "sid", value: null },
      ],
    },
    "sensitive.replay_raw": {
      bug_id: IDS.bug,
      key: "SHOP-412",
      epoch_ms: 1_795_213_907_123,
      duration_ms: 9000,
      event_count: 1,
      size_bytes: 120,
      has_snapshot: false,
      download_url: `http://localhost:3000/api/v1/artifacts/${IDS.artifact}/content`,
      events: [{ type: 3, data: { source: 5, text: say("replay_text"), id: 7 }, timestamp: 1_795_213_908_000 }],
    },
  };
}
