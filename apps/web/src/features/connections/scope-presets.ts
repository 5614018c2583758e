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

/** The preset that these scopes are, or that they were chosen by hand. */
export function presetOf(scopes: readonly Scope[]): ScopePreset {
  const isSame = (preset: readonly Scope[]) =>
    preset.length === scopes.length && preset.every((one) => scopes.includes(one));
  return (["read", "triage", "agent"] as const).find((name) => isSame(SCOPE_PRESETS[name].scopes)) ?? "custom";
}
