import { ActorType } from "@hawkmoth/domain/actor";
import { FingerprintLayer, type MergedState } from "@hawkmoth/domain/duplicate/schema";
import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bugs } from "./bug.ts";
import { actedBy, enumText, now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId } from "./columns.ts";
import { principals } from "./principal.ts";

/** Comparable facts, and the bands by which similar titles meet. */
const LAYERS = [...FingerprintLayer.options, "TITLE"] as const;

/** What of a bug can be the same in another one. Equal facts of equal layers have equal hashes. */
export const bugFingerprints = pgTable(
  "bug_fingerprint",
  {
    workspace_id: workspaceId(),
    bug_id: typeId("bug").notNull(),
    layer: enumText(LAYERS).notNull(),
    /** Of layer and text. */
    hash: text().notNull(),
    text: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.bug_id, t.hash] }),
    // Ids are in order of time, so that the newest bugs with a hash stand at the end.
    index("bug_fingerprint_match").on(t.workspace_id, t.hash, t.bug_id),
    foreignKey({
      name: "bug_fingerprint_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    oneOf("bug_fingerprint_layer_check", t.layer, LAYERS),
    tenantPolicy("bug_fingerprint"),
  ],
).enableRLS();

/** A bug that was merged into another, and what it was before. The actor columns name who merged. */
export const bugMerges = pgTable(
  "bug_merge",
  {
    workspace_id: workspaceId(),
    id: ownId("merge"),
    bug_id: typeId("bug").notNull(),
    into_bug_id: typeId("bug").notNull(),
    before: jsonb().$type<MergedState>().notNull(),
    /** Version of the merged bug right after: a greater one says that somebody changed it since. */
    version: integer().notNull(),
    /** How much of the other bug's occurrence_count came from here. */
    occurrence_count: integer().notNull(),
    ...actedBy(),
    created_at: time().notNull().default(now),
    undone_at: time(),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    uniqueIndex("bug_merge_current")
      .on(t.workspace_id, t.bug_id)
      .where(sql`${t.undone_at} is null`),
    index("bug_merge_into").on(t.workspace_id, t.into_bug_id),
    foreignKey({
      name: "bug_merge_bug_fk",
      columns: [t.workspace_id, t.bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "bug_merge_into_fk",
      columns: [t.workspace_id, t.into_bug_id],
      foreignColumns: [bugs.workspace_id, bugs.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "bug_merge_actor_fk",
      columns: [t.workspace_id, t.actor_type, t.actor_id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    oneOf("bug_merge_actor_type_check", t.actor_type, ActorType.options),
    tenantPolicy("bug_merge"),
  ],
).enableRLS();
