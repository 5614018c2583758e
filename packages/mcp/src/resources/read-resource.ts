import { AppError } from "@hawkmoth/domain/errors";
import type { ToolResult } from "../content.ts";
import type { Connection } from "../host.ts";
import { isRecord } from "../json-schema.ts";
import type { ReadResource, ResourceContents } from "../surface.ts";
import type { ToolReader } from "../tool-reader.ts";
import { CAPABILITIES, KINDS, type ResourceKind } from "./kinds.ts";
import type { Listing } from "./list-resources.ts";
import { readMedia } from "./read-media.ts";
import { STATIC_CACHE } from "./static-resources.ts";
import { matchUri } from "./uri.ts";

/**
 * Reads a resource by the tool behind it, under the caller's credential, so that it is clean, labelled and within the
 * same budget. @throws NOT_FOUND for what does not exist or is not visible; the same for both.
 */
export async function readResource(
  { reader, statics }: Listing,
  connection: Connection,
  uri: string,
): Promise<ReadResource> {
  const fixed = statics.find((resource) => resource.uri === uri);
  if (fixed) {
    const { mimeType, text, _meta } = fixed;
    return { contents: [{ uri, mimeType, text, ...(_meta ? { _meta } : {}) }], ...STATIC_CACHE };
  }
  for (const kind of [CAPABILITIES, ...KINDS]) {
    const found = matchUri(kind.template, uri);
    if (found) return { contents: [await readKind(reader, connection, { kind, found, uri })] };
  }
  throw new AppError("NOT_FOUND");
}

/** What has to be asked for by name can't be read around either. */
const RAW = "get_replay_raw";

interface Found {
  kind: ResourceKind;
  found: Record<string, string>;
  uri: string;
}

async function readKind(reader: ToolReader, connection: Connection, wish: Found): Promise<ResourceContents> {
  const { kind, found, uri } = wish;
  if (found["project_id"] !== undefined) return await readProject(reader, connection, wish);
  const { bug_id = "", media_id } = found;
  if (media_id !== undefined) return await readMedia(reader, connection, { bug_id, media_id, uri });
  if (kind.tool === RAW && !(await reader.listed(connection)).some(({ name }) => name === RAW))
    throw new AppError("NOT_FOUND");
  return contentsOf(await reader.present(connection, kind.tool, { ...kind.args, ...found }), uri, kind.mimeType);
}

/** The row of a project in the list of those that the caller sees. */
async function readProject(reader: ToolReader, connection: Connection, wish: Found): Promise<ResourceContents> {
  const { kind, found, uri } = wish;
  let cursor: unknown = null;
  do {
    const page = await reader.value(connection, kind.tool, { limit: 100, ...(cursor === null ? {} : { cursor }) });
    const rows = Array.isArray(page["projects"]) ? page["projects"].filter(isRecord) : [];
    const row = rows.find(({ id, key }) => id === found["project_id"] || key === found["project_id"]);
    if (row) return { uri, mimeType: kind.mimeType, text: JSON.stringify(row) };
    cursor = page["next_cursor"] ?? null;
  } while (cursor !== null);
  throw new AppError("NOT_FOUND");
}

function contentsOf(result: ToolResult, uri: string, mimeType: string): ResourceContents {
  const image = result.content.find((block) => block.type === "image");
  const meta = result._meta ? { _meta: { ...result._meta } } : {};
  if (image) return { uri, mimeType: image.mimeType, blob: image.data, ...meta };
  const [block] = result.content;
  return { uri, mimeType, text: block?.type === "text" ? block.text : "", ...meta };
}
