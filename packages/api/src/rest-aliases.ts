import type { HttpMethod } from "./meta.ts";

/** A path of another tracker's API that answers as an operation of ours does. */
export interface RestAlias {
  method: HttpMethod;
  /** Parameters in braces are fields of the operation; `{team_id}` is the workspace of the credential. */
  path: `/mcp/${string}`;
  /** Router path of the operation, such as `bug.update`. */
  operation: string;
  /** Fields that the path says already. */
  fixed?: Readonly<Record<string, string>>;
}

/** Every such path. They take `X-MCP-Token` like every other, and lower case where ours is upper. */
export const REST_ALIASES: readonly RestAlias[] = [
  { method: "GET", path: "/mcp/bugs", operation: "bug.list" },
  { method: "GET", path: "/mcp/bugs/{bug_id}", operation: "bug.get" },
  { method: "PATCH", path: "/mcp/bugs/{bug_id}", operation: "bug.update" },
  {
    method: "POST",
    path: "/mcp/bugs/{bug_id}/resolve",
    operation: "bug.update",
    fixed: { status: "RESOLVED" },
  },
  {
    method: "POST",
    path: "/mcp/bugs/{bug_id}/spam",
    operation: "bug.update",
    fixed: { status: "CLOSED", resolution: "SPAM" },
  },
  { method: "POST", path: "/mcp/bugs/{bug_id}/assign-me", operation: "bug.update", fixed: { assignee_id: "me" } },
  { method: "GET", path: "/mcp/bugs/{bug_id}/comments", operation: "comment.list" },
  { method: "POST", path: "/mcp/bugs/{bug_id}/comments", operation: "comment.create" },
  { method: "POST", path: "/mcp/bugs/{bug_id}/labels", operation: "label.add_to_bug" },
  { method: "DELETE", path: "/mcp/bugs/{bug_id}/labels", operation: "label.remove_from_bug" },
  { method: "GET", path: "/mcp/bugs/{bug_id}/context", operation: "evidence.context" },
  { method: "GET", path: "/mcp/bugs/{bug_id}/prompt", operation: "evidence.fix_prompt" },
  { method: "GET", path: "/mcp/honeycombs", operation: "project.list" },
  { method: "GET", path: "/mcp/stats", operation: "stats.get" },
  { method: "GET", path: "/mcp/teams/{team_id}/labels", operation: "label.list" },
  { method: "POST", path: "/mcp/teams/{team_id}/labels", operation: "label.create" },
  { method: "PATCH", path: "/mcp/labels/{label_id}", operation: "label.update" },
  { method: "DELETE", path: "/mcp/labels/{label_id}", operation: "label.delete" },
];

/** The parameter that names the workspace, which no operation takes: the credential says it. */
export const TEAM_PARAMETER = "team_id";
