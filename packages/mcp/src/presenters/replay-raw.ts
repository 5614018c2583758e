import type { ContentBlock } from "../content.ts";
import { isRecord } from "../json-schema.ts";
import { bugUri } from "../resources/uri.ts";
import type { Presenter } from "./presenter.ts";

/** As many events of a window as one answer holds, and a link to those that come after them. */
export const replayRaw: Presenter = {
  rest: (fitted) => {
    const from_ms = nextMs(fitted);
    return from_ms === null
      ? null
      : `Call it again from ${from_ms} ms on for the events after these, or read the link.`;
  },
  blocks: (value) => [transcriptLink(value), ...restLink(value)],
};

/**
 * Replay time at which the events go on that an answer leaves out; null when it leaves out none. Events of the same
 * moment may come twice, so that none is lost.
 */
function nextMs({ events, epoch_ms, omitted }: Record<string, unknown>): number | null {
  if (!isRecord(omitted) || omitted["events"] === undefined || !Array.isArray(events)) return null;
  const [first, last] = [timeOf(events[0]), timeOf(events.at(-1))];
  return last - Number(epoch_ms) + (first === last ? 1 : 0);
}

function timeOf(event: unknown): number {
  return isRecord(event) ? Number(event["timestamp"]) : 0;
}

function restLink(value: Record<string, unknown>): ContentBlock[] {
  const from_ms = nextMs(value);
  if (from_ms === null) return [];
  const key = String(value["key"]);
  const uri = bugUri(key, `replay/raw/${from_ms}`);
  return [{ type: "resource_link", uri, name: `Replay of ${key} from ${from_ms} ms`, mimeType: "application/json" }];
}

function transcriptLink({ key }: Record<string, unknown>): ContentBlock {
  const bug = String(key);
  const uri = bugUri(bug, "replay/transcript");
  return { type: "resource_link", uri, name: `Replay of ${bug} as text`, mimeType: "text/plain" };
}
