import { AGENT_KEY_SCOPES, MEMBER_KEY_SCOPES, type Scope } from "@hawkmoth/domain/access/schema";

/** What people want a key for. */
export const SCOPE_PRESETS = {
  read: {
    label: "Read only",
    scopes: ["bugs:read", "projects:read", "members:read", "labels:read", "regression:read"],
  },
  triage: { label: "Triage and fix", scopes: MEMBER_KEY_SCOPES },
  agent: { label: "Agent at work", scopes: AGENT_KEY_SCOPES },
  custom: { label: "Chosen by hand", scopes: MEMBER_KEY_SCOPES },
} as const satisfies Record<string, { label: string; scopes: readonly Scope[] }>;

export type ScopePreset = keyof typeof SCOPE_PRESETS;

/** What a scope lets its holder do, in the order of the form. */
export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  "bugs:read": "Read bugs and their evidence",
  "bugs:write": "File, change and comment bugs",
  "projects:read": "See projects",
  "projects:write": "Change projects",
  "members:read": "See people",
  "labels:read": "See labels",
  "labels:write": "Change labels",
  "regression:read": "Read regression suites and runs",
  "regression:write": "Run regression suites",
  "tasks:run": "Claim and finish agent tasks",
  "agents:read": "See agents",
  "agents:write": "Change agents",
  "integrations:write": "Link GitHub issues",
  "audit:read": "Read the audit log",
  "keys:write": "Make and revoke keys",
  "sensitive:read": "Read cookies and raw replays",
};
