import { AT } from "./sample-shapes.ts";
import { IDS, type Say } from "./sample-words.ts";

/** One valid answer of every tool that looks at bugs together or changes many. */
export function bugWorkSamples(say: Say): Record<string, unknown> {
  return {
    "duplicate.find": { bugs: [similarBug(say)] },
    "duplicate.merge": {
      into: { id: IDS.bug, key: "SHOP-412", title: say("title"), occurrence_count: 2 },
      merged: [{ id: IDS.bug, key: "SHOP-413", title: say("other_title"), from_status: "OPEN", is_new: true }],
      dry_run: true,
      confirm_token: "mi8x1k2z.Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE",
      confirm_expires_at: AT,
    },
    "bug.bulk_update": bulkOutcome,
    "stats.get": statistics,
    "activity.list": {
      activity: [
        {
          id: IDS.activity,
          kind: "FIELD_CHANGED",
          actor: { type: "REPORTER", id: null, name: say("reporter_name") },
          via: "MCP",
          client: "claude-code/2.1",
          field: "title",
          from: say("title_before"),
          to: say("title"),
          created_at: AT,
        },
      ],
      next_cursor: null,
    },
  };
}

/** A similar bug as the API answers it. */
export function similarBug(say: Say) {
  return {
    id: IDS.bug,
    key: "SHOP-412",
    project_id: IDS.project,
    title: say("title"),
    status: "OPEN",
    resolution: null,
    created_at: AT,
    duplicate_of: null,
    score: 0.89,
    why: [say("why")],
  };
}

const bulkOutcome = {
  outcomes: [
    {
      bug_id: IDS.bug,
      key: "SHOP-412",
      version: 4,
      changed: ["priority"],
      before: { priority: "NONE" },
      error: null,
    },
  ],
  updated: 1,
  unchanged: 0,
  failed: 0,
  dry_run: false,
};

const statistics = {
  teams: [{ id: IDS.workspace, slug: "acme", name: "Acme" }],
  window: "30d",
  since: AT,
  open_count: 7,
  by_severity: { CRITICAL: 1, HIGH: 2, MEDIUM: 4, LOW: 0 },
  by_status: { OPEN: 4, IN_PROGRESS: 2, IN_REVIEW: 1, RESOLVED: 9, CLOSED: 3, REOPENED: 0 },
  by_assignee_type: { MEMBER: 3, AGENT: 2, NONE: 2 },
  created_count: 5,
  resolved_count: 6,
  median_resolve_hours: 11.5,
};
