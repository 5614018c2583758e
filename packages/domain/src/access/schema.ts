import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";

/** Roles inside a workspace. */
export const WorkspaceRole = z.enum(["OWNER", "ADMIN", "MEMBER"]);
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;

/** Roles inside a project, lowest first. */
export const ProjectRole = z.enum(["VIEWER", "MANAGER", "DEVELOPER", "OWNER"]);
export type ProjectRole = z.infer<typeof ProjectRole>;

/** What a credential may be used for. */
export const Scope = z.enum([
  "bugs:read",
  "bugs:write",
  "projects:read",
  "projects:write",
  "members:read",
  "labels:read",
  "labels:write",
  "regression:read",
  "regression:write",
  "tasks:run",
  "agents:read",
  "agents:write",
  "integrations:write",
  "audit:read",
  "keys:write",
  "sensitive:read",
]);
export type Scope = z.infer<typeof Scope>;

/** Scopes a new key gets unless others are chosen. */
export const MEMBER_KEY_SCOPES: readonly Scope[] = [
  "bugs:write",
  "projects:read",
  "members:read",
  "labels:write",
  "regression:write",
];
/** Scopes a new key of an agent gets unless others are chosen. */
export const AGENT_KEY_SCOPES: readonly Scope[] = [...MEMBER_KEY_SCOPES, "tasks:run", "agents:read"];
/** What the extension needs and no more. */
export const CAPTURE_KEY_SCOPES: readonly Scope[] = ["bugs:write", "projects:read"];

/** Reads a scope in either spelling (`bugs:read` or `read:bugs`); null when unknown. */
export function parseScope(text: string): Scope | null {
  const [left, right] = text.trim().toLowerCase().split(":");
  const candidates = [`${left}:${right}`, `${right}:${left}`];
  for (const candidate of candidates) {
    const parsed = Scope.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** SECRET keys act as a member or agent; PUBLISHABLE keys only file bugs into one project. */
export const KeyKind = z.enum(["SECRET", "PUBLISHABLE"]);
export type KeyKind = z.infer<typeof KeyKind>;

/** A key without its value: the value is shown once, at creation. */
export const ApiKey = z.object({
  id: idSchema("key"),
  kind: KeyKind,
  name: z.string(),
  prefix: z.string().describe("First characters, to recognise the key"),
  principal_type: z.enum(["MEMBER", "AGENT"]).nullable(),
  principal_id: z.string().nullable(),
  principal_name: z.string().nullable(),
  scopes: z.array(Scope),
  project_ids: z.array(idSchema("project")).nullable(),
  expires_at: Timestamp.nullable(),
  last_used_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
  created_at: Timestamp,
});
export type ApiKey = z.infer<typeof ApiKey>;

/** A new key; expires after 1 to 365 days. */
export const CreateKeyInput = z.object({
  kind: KeyKind.default("SECRET"),
  name: nameSchema(80),
  agent_id: idSchema("agent").optional().describe("Makes the key act as this agent instead of as you"),
  scopes: z.array(Scope).min(1).optional(),
  project_ids: z.array(idSchema("project")).min(1).optional(),
  expires_in_days: z.int().min(1).max(365).default(90),
});
export type CreateKeyInput = z.infer<typeof CreateKeyInput>;

/** A new key with its value, which is never shown again. */
export const CreatedKey = z.object({ key: ApiKey, value: z.string().describe("The key itself; shown once") });
export type CreatedKey = z.infer<typeof CreatedKey>;

/** Keys the caller may see. */
export const KeyList = z.object({ keys: z.array(ApiKey) });
/** A page of all keys of the workspace, newest first, those that ended included; never their values. */
export const ListTokensInput = PageInput;
export type ListTokensInput = z.infer<typeof ListTokensInput>;
/** Keys of everybody. */
export const TokenList = PageOutput.extend({ tokens: z.array(ApiKey) });
export type TokenList = z.infer<typeof TokenList>;
/** Names the key that ends at once. */
export const RevokeKeyInput = z.object({ key_id: idSchema("key") });

/** PENDING until a member approves, REDEEMED once the device has its key. */
export const PairingStatus = z.enum(["PENDING", "APPROVED", "REDEEMED", "EXPIRED"]);
export type PairingStatus = z.infer<typeof PairingStatus>;

/** Name of the program that wants a key, as the member will see it. */
export const StartPairingInput = z.object({ device_name: nameSchema(100) });
/** Answer to a program that wants to be paired (after RFC 8628, device authorization grant). */
export const StartedPairing = z.object({
  device_code: z.string().describe("Secret of the device; redeem with it"),
  user_code: z.string().describe("What the person compares and approves, e.g. KBQM-TXRD"),
  verification_url: z.string(),
  expires_in_s: z.int(),
  interval_s: z.int(),
});
export type StartedPairing = z.infer<typeof StartedPairing>;

/** The code a member compares. */
export const PairingCodeInput = z.object({ user_code: z.string().trim().min(8).max(12) });
/** A pairing as the approving member sees it. */
export const Pairing = z.object({
  id: idSchema("pairing"),
  user_code: z.string(),
  device_name: z.string(),
  status: PairingStatus,
  expires_at: Timestamp,
});
export type Pairing = z.infer<typeof Pairing>;

/** The device's secret of a pairing. */
export const RedeemPairingInput = z.object({ device_code: z.string().min(20).max(200) });
/** State of a pairing; holds the key exactly once, after approval. */
export const RedeemedPairing = z.object({
  status: PairingStatus,
  key: z.string().nullable().describe("hm_key_… once approved; given once"),
  workspace: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
  member_name: z.string().nullable(),
});
export type RedeemedPairing = z.infer<typeof RedeemedPairing>;
