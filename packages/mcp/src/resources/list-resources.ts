import { AppError } from "@hawkmoth/domain/errors";
import type { Connection } from "../host.ts";
import { isRecord } from "../json-schema.ts";
import type { ListedResource, ResourcePage } from "../surface.ts";
import type { ToolReader } from "../tool-reader.ts";
import { TRUST_KEY } from "../trust.ts";
import { CAPABILITIES } from "./kinds.ts";
import type { StaticResource } from "./static-resources.ts";
import { bugUri } from "./uri.ts";

const PAGE_ROWS = 100;
const MAX_PAGES = 2;
const MAX_TITLE = 120;
const NO_BUGS: ReadonlySet<string> = new Set(["INSUFFICIENT_SCOPE", "FORBIDDEN", "NOT_FOUND"]);

/** What a listing is made of. */
export interface Listing {
  reader: ToolReader;
  statics: readonly StaticResource[];
}

/**
 * The newest open bugs, 100 a page and at most 200, behind what is there for everybody. A page costs one request.
 * @throws INVALID_INPUT for a cursor that is none of ours.
 */
export async function listResources(
  { reader, statics }: Listing,
  connection: Connection,
  cursor: string | null,
): Promise<ResourcePage> {
  const place = readCursor(cursor);
  const fixed = place.page === 1 ? [capabilities(), ...statics.map(listed)] : [];
  const { bugs, next_cursor } = await newestBugs(reader, connection, place.after);
  const isMore = typeof next_cursor === "string" && place.page < MAX_PAGES;
  return {
    resources: [...fixed, ...bugs.map(bugResource)],
    ...(isMore ? { nextCursor: `${place.page + 1}.${next_cursor}` } : {}),
    ...(bugs.length > 0 ? { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: ["resources.title"] } } } : {}),
  };
}

interface Place {
  page: number;
  after: string | null;
}

function readCursor(cursor: string | null): Place {
  if (cursor === null) return { page: 1, after: null };
  const [, page, after] = /^(\d)\.(.+)$/s.exec(cursor) ?? [];
  if (after === undefined || Number(page) < 2 || Number(page) > MAX_PAGES)
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'cursor': give the nextCursor of a page",
      field: "cursor",
    });
  return { page: Number(page), after };
}

interface BugRows {
  bugs: Record<string, unknown>[];
  next_cursor: unknown;
}

async function newestBugs(reader: ToolReader, connection: Connection, after: string | null): Promise<BugRows> {
  const args = { state: "open", sort: "created", limit: PAGE_ROWS, ...(after === null ? {} : { cursor: after }) };
  try {
    const { bugs, next_cursor } = await reader.value(connection, "list_bugs", args);
    return { bugs: Array.isArray(bugs) ? bugs.filter(isRecord) : [], next_cursor };
  } catch (error) {
    // Whoever may not read bugs, or does not want to, still gets the rest of the list.
    if (error instanceof AppError && NO_BUGS.has(error.code)) return { bugs: [], next_cursor: null };
    throw error;
  }
}

function bugResource({ key, title, status, priority, updated_at }: Record<string, unknown>): ListedResource {
  return {
    uri: bugUri(String(key)),
    name: String(key),
    title: Array.from(String(title)).slice(0, MAX_TITLE).join(""),
    description: `${String(status)}, priority ${String(priority)}`,
    mimeType: "application/json",
    ...(typeof updated_at === "string" ? { annotations: { lastModified: updated_at } } : {}),
  };
}

function capabilities(): ListedResource {
  const { template, name, title, description, mimeType } = CAPABILITIES;
  return { uri: template, name, title, description, mimeType };
}

function listed({ uri, name, title, description, mimeType }: StaticResource): ListedResource {
  return { uri, name, title, description, mimeType };
}
