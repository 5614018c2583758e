import type { Scope } from "@hawkmoth/domain/access/schema";
import { index, foreignKey, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { now, ownId, tenantPolicy, time, typeId, typeIds, workspaceId } from "./columns.ts";
import { members } from "./member.ts";
import { workspaces } from "./workspace.ts";

/**
 * What the OAuth server remembers: clients, codes, tokens, sign-ins under way. A program registers and a code is asked
 * for before any workspace is chosen, so these rows belong to none; what a person granted stands in `oauth_grant`.
 * Ids are SHA-256 and payloads are sealed: nothing here can be used by whoever reads the table.
 */
export const oauthArtefacts = pgTable(
  "oauth_artefact",
  {
    model: text().notNull(),
    id_hash: text().notNull(),
    sealed_payload: text().notNull(),
    /** Set where the artefact ends with its grant. */
    grant_id: typeId("grant"),
    /** Second name of a sign-in session, hashed. */
    uid_hash: text(),
    /** Set when a code or a refresh token was used up. */
    consumed_at: time(),
    expires_at: time(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.model, t.id_hash] }),
    index("oauth_artefact_grant").on(t.grant_id),
    index("oauth_artefact_uid").on(t.model, t.uid_hash),
    index("oauth_artefact_expiry").on(t.expires_at),
  ],
);

/** Keys that the server makes for itself once and that all its processes share, sealed with AUTH_SECRET. */
export const serverKeys = pgTable("server_key", {
  name: text().primaryKey(),
  sealed_value: text().notNull(),
  created_at: time().notNull().default(now),
});

/** A program that a member let in over OAuth: what it may do, where, and until when. Its end ends every token of it. */
export const oauthGrants = pgTable(
  "oauth_grant",
  {
    workspace_id: workspaceId(),
    id: ownId("grant"),
    member_id: typeId("member").notNull(),
    client_id: text().notNull(),
    /** As the program calls itself; nobody checked it. */
    client_name: text().notNull(),
    /** Host that vouches for the program: of its metadata document, else of where it is sent back to. */
    client_host: text().notNull(),
    /** Resource indicator (RFC 8707) that its tokens are for. */
    resource: text().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    /** Restriction; null means every project of the member. */
    project_ids: typeIds("project"),
    /** When the last token of it lapses unless it is refreshed. */
    expires_at: time().notNull(),
    last_used_at: time(),
    revoked_at: time(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    index("oauth_grant_member").on(t.workspace_id, t.member_id, t.created_at),
    foreignKey({ name: "oauth_grant_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    foreignKey({
      name: "oauth_grant_member_fk",
      columns: [t.workspace_id, t.member_id],
      foreignColumns: [members.workspace_id, members.id],
    }),
    tenantPolicy("oauth_grant"),
  ],
).enableRLS();
