import { newId } from "@hawkmoth/domain/ids";
import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { users } from "./auth-tables.ts";
import { now, ownWorkspacePolicy, time, typeId, workspaceDirectoryPolicy } from "./columns.ts";

/** Directory of workspaces; the slug is unique across the installation. */
export const workspaces = pgTable(
  "workspace",
  {
    id: typeId("workspace")
      .primaryKey()
      .$defaultFn(() => newId("workspace")),
    slug: text().notNull().unique(),
    name: text().notNull(),
    created_at: time().notNull().default(now),
  },
  () => [ownWorkspacePolicy(), workspaceDirectoryPolicy()],
).enableRLS();

/** Directory of who belongs where, read before any workspace is chosen. */
export const userWorkspaces = pgTable(
  "user_workspace",
  {
    user_id: typeId("user")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    workspace_id: typeId("workspace")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    member_id: typeId("member").notNull(),
  },
  (t) => [primaryKey({ columns: [t.user_id, t.workspace_id] })],
);
