import type { ContentBlock } from "../content.ts";
import { isRecord } from "../json-schema.ts";
import { bugUri } from "../resources/uri.ts";
import type { Presenter } from "./presenter.ts";

/** A bug, with links to the evidence that there is. */
export const bugLinks: Presenter = {
  blocks: (_value, { key, evidence, media_count, has_screenshot }) => {
    if (!isRecord(evidence)) return [];
    const bug = String(key);
    const { screenshots: _screenshots, files: _files, ...recorded } = evidence;
    const hasSteps = Number(recorded["actions"]) > 0 || Number(recorded["replay_events"]) > 0;
    return [
      ...(Object.values(recorded).some((count) => Number(count) > 0) ? [contextLink(bug)] : []),
      ...(has_screenshot === true ? [link(bug, "screenshot", "image/png")] : []),
      ...(Number(media_count) > 0 ? [link(bug, "media", "application/json")] : []),
      ...(hasSteps ? [link(bug, "replay/transcript", "text/plain")] : []),
    ];
  },
};

/** A link to everything that was recorded around the failure of a bug. */
export function contextLink(bug: string): ContentBlock {
  return link(bug, "context", "application/json");
}

function link(bug: string, part: string, mimeType: string): ContentBlock {
  return { type: "resource_link", uri: bugUri(bug, part), name: `${bug} ${part.split("/").at(-1) ?? part}`, mimeType };
}
