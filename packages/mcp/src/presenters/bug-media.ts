import type { ContentBlock } from "../content.ts";
import { isRecord } from "../json-schema.ts";
import { bugUri } from "../resources/uri.ts";
import type { Presenter } from "./presenter.ts";

/** Media of a bug: the list, and a link to each file that resources/read gives. */
export const bugMedia: Presenter = {
  blocks: (value) => {
    const { media, key } = value;
    return Array.isArray(media) ? media.filter(isRecord).map((file) => mediaLink(String(key), file)) : [];
  },
};

/** A link to one file of a bug; a replay is read as what happened in it. */
export function mediaLink(bug: string, media: Record<string, unknown>): ContentBlock {
  const kind = String(media["kind"] ?? "FILE");
  const name = String(media["file_name"] ?? `${kind.toLowerCase()} ${String(media["id"])}`);
  if (kind === "REPLAY_CLEAN")
    return {
      type: "resource_link",
      uri: bugUri(bug, "replay/transcript"),
      name,
      mimeType: "text/plain",
      description: kind,
    };
  return {
    type: "resource_link",
    uri: bugUri(bug, `media/${String(media["id"])}`),
    name,
    ...(typeof media["content_type"] === "string" ? { mimeType: media["content_type"] } : {}),
    description: kind,
  };
}
