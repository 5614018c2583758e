import { z } from "zod";
import { BugStatus, Severity } from "../bug/schema.ts";
import { idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";

/** How far back counts of a period look, in days. */
export const StatsWindow = z.enum(["7d", "30d", "90d"]);
export type StatsWindow = z.infer<typeof StatsWindow>;

/** Which project, all that are visible when left out, and which period. */
export const GetStatsInput = z.object({
  project_id: idSchema("project").optional(),
  window: StatsWindow.default("30d"),
});
export type GetStatsInput = z.infer<typeof GetStatsInput>;

/** Where the work stands now, and what came and went in the period. Spam counts nowhere. */
export const Stats = z.object({
  window: StatsWindow,
  since: Timestamp,
  teams: z
    .array(z.object({ id: idSchema("workspace"), slug: z.string(), name: z.string() }))
    .describe("Workspaces that are counted"),
  open_count: z.int(),
  by_severity: z.record(Severity, z.int()).describe("Open bugs"),
  by_status: z.record(BugStatus, z.int()).describe("All bugs"),
  by_assignee_type: z.object({ MEMBER: z.int(), AGENT: z.int(), NONE: z.int() }).describe("Open bugs"),
  created_count: z.int().describe("In the window"),
  resolved_count: z.int().describe("In the window, without duplicates"),
  median_resolve_hours: z.number().nullable().describe("Of those resolved in the window"),
});
export type Stats = z.infer<typeof Stats>;
