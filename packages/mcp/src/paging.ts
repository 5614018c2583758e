import { decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { AppError } from "@hawkmoth/domain/errors";
import { isRecord } from "./json-schema.ts";
import type { ToolOperation } from "./operations.ts";

/** A tool whose answer is one list. */
export interface Listing {
  /** Field of the answer that holds the rows. */
  rows: string;
  /** Field that names a row; null where nothing of ours does. */
  id: string | null;
  /** Who cuts the list into pages: the API, or this server where the API answers all rows at once. */
  pages: "api" | "here";
}

const byApi = (rows: string): Listing => ({ rows, id: "id", pages: "api" });
const here = (rows: string, id: string | null = "id"): Listing => ({ rows, id, pages: "here" });

const LISTINGS = new Map<string, Listing>([
  ["list_projects", byApi("projects")],
  ["list_bugs", byApi("bugs")],
  ["search_bugs", byApi("bugs")],
  ["list_bug_comments", byApi("comments")],
  ["list_activity", byApi("activity")],
  ["get_agent_tasks", byApi("tasks")],
  ["query_audit_log", byApi("entries")],
  ["list_api_tokens", byApi("tokens")],
  ["list_regression_suites", byApi("suites")],
  ["get_regression_suite", byApi("cases")],
  ["list_project_members", here("assignees", "assignee_id")],
  ["list_agents", here("agents")],
  ["list_labels", here("labels")],
  ["get_bug_media", here("media")],
  ["find_similar_bugs", here("bugs", "key")],
  ["get_bug_cookies", here("cookies", null)],
]);

/** What the tool of an operation lists; null when its answer is no list. */
export function listingOf({ mcp }: ToolOperation): Listing | null {
  return LISTINGS.get(mcp.tool) ?? null;
}

/**
 * How many rows stand before the page that a cursor of ours begins. Where the last row shown has gone, its place
 * counts, so that no other row is lost. @throws INVALID_INPUT for a cursor that was not made here.
 */
export function placeOf(cursor: unknown, rows: readonly unknown[], listing: Listing): number {
  if (typeof cursor !== "string") return 0;
  const [place, last] = decodeCursor(cursor, 2);
  if (typeof place !== "number" || !Number.isInteger(place) || place < 1)
    throw new AppError("INVALID_INPUT", { message: "Invalid 'cursor': start again without it", field: "cursor" });
  const found = listing.id === null ? -1 : rows.findIndex((row) => nameOf(row, listing) === last);
  return found < 0 ? Math.min(place, rows.length) : found + 1;
}

/** A cursor of ours behind the first `place` rows. */
export function cursorBehind(place: number, rows: readonly unknown[], listing: Listing): string {
  return encodeCursor([place, nameOf(rows[place - 1], listing)]);
}

function nameOf(row: unknown, { id }: Listing): string {
  return id !== null && isRecord(row) ? String(row[id] ?? "") : "";
}
