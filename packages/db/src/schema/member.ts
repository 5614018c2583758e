import { WorkspaceRole } from "@hawkmoth/domain/access/schema";
import { foreignKey, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { users } from "./auth-tables.ts";
import { now, oneOf, ownId, tenantPolicy, time, typeId, workspaceId, enumText } from "./columns.ts";
import { principals, principalType } from "./principal.ts";

/** A person in a workspace; the name stands in `principal`. */
export const members = pgTable(
  "member",
  {
    workspace_id: workspaceId(),
    id: ownId("member"),
    principal_type: principalType("MEMBER"),
    user_id: typeId("user").notNull(),
    email: text().notNull(),
    role: enumText(WorkspaceRole.options).notNull(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.id] }),
    unique("member_user").on(t.workspace_id, t.user_id),
    foreignKey({ name: "member_user_fk", columns: [t.user_id], foreignColumns: [users.id] }),
    foreignKey({
      name: "member_principal_fk",
      columns: [t.workspace_id, t.principal_type, t.id],
      foreignColumns: [principals.workspace_id, principals.type, principals.id],
    }),
    oneOf("member_role_check", t.role, WorkspaceRole.options),
    tenantPolicy("member"),
  ],
).enableRLS();
