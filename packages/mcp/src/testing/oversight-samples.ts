import { installSnippet } from "@hawkmoth/domain/setup/snippets";
import { AT } from "./sample-shapes.ts";
import { IDS, type Say } from "./sample-words.ts";

/** Answers of the tools that oversee, set up, link and show what is sensitive. */
export function oversightSamples(say: Say): Record<string, unknown> {
  return { ...auditSamples(), ...keySamples(), ...agentSamples(), ...setupSamples(), ...sensitiveSamples(say) };
}

function auditSamples(): Record<string, unknown> {
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
  };
}

function keySamples(): Record<string, unknown> {
  return {
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
  };
}

function agentSamples(): Record<string, unknown> {
  return {
    "agent.list": {
      agents: [
        {
          id: IDS.agent,
          slug: "fixer",
          name: "Fixer",
          description: "Fixes what is assigned to it.",
          instructions: "Work on a branch, open a pull request.",
          kinds: ["FIX"],
          projects: [{ project_id: IDS.project, key: "SHOP", role: "MANAGER", unavailable_reason: null }],
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

/** A link to a GitHub issue as the API answers it. */
export function bugLink() {
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
