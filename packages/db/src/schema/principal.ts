import { AssigneeType } from "@hawkmoth/domain/assignee";
import { sql } from "drizzle-orm";
import { foreignKey, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { now, oneOf, pairId, tenantPolicy, time, workspaceId, enumText } from "./columns.ts";
import { workspaces } from "./workspace.ts";

/** Everyone who can own work, person or agent. Pairs (…_type, …_id) point here, so none can dangle or cross workspaces. */
export const principals = pgTable(
  "principal",
  {
    workspace_id: workspaceId(),
    type: enumText(AssigneeType.options).notNull(),
    id: pairId().notNull(),
    name: text().notNull(),
    avatar_url: text(),
    disabled_at: time(),
    created_at: time().notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.workspace_id, t.type, t.id] }),
    foreignKey({ name: "principal_workspace_fk", columns: [t.workspace_id], foreignColumns: [workspaces.id] }),
    oneOf("principal_type_check", t.type, AssigneeType.options),
    tenantPolicy("principal"),
  ],
).enableRLS();

/** The constant half of the pair in a table whose rows are all of one type. */
export function principalType(type: AssigneeType) {
  return text()
    .$type<AssigneeType>()
    .generatedAlwaysAs(sql.raw(`'${type}'::text`));
}
