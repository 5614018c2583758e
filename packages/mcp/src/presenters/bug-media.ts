import type { ContentBlock } from "../content.ts";
import { isRecord } from "../json-schema.ts";
import type { Presenter } from "./presenter.ts";

/** Media of a bug: the list, and a link block for each file. */
export const bugMedia: Presenter = {
  blocks: (value) => (Array.isArray(value["media"]) ? value["media"].filter(isRecord).map(linkTo) : []),
};

function linkTo(media: Record<string, unknown>): ContentBlock {
  const kind = String(media["kind"] ?? "FILE");
  return {
    type: "resource_link",
    uri: String(media["url"]),
    name: String(media["file_name"] ?? `${kind.toLowerCase()} ${String(media["id"])}`),
    ...(typeof media["content_type"] === "string" ? { mimeType: media["content_type"] } : {}),
    description: kind,
  };
}
