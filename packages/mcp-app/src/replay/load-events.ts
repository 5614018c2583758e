import type { eventWithTime } from "@rrweb/types";
import { type Bridge, isRecord } from "../bridge.ts";
import { callTool } from "../call-tool.ts";

/** A whole recording. */
export interface Recording {
  events: eventWithTime[];
  /** Epoch time of 0 ms in every other answer about this bug. */
  epoch_ms: number;
}

/** Fetches a recording piece by piece. `onProgress` gets the part that is there, 0 to 1. @throws Error when there is none. */
export async function loadEvents(
  bridge: Bridge,
  bug_id: string,
  onProgress: (part: number) => void,
): Promise<Recording> {
  const events: eventWithTime[] = [];
  let epoch_ms = 0;
  let chunk_count = 1;
  for (let chunk = 0; chunk < chunk_count; chunk += 1) {
    const { structured } = await callTool(bridge, "get_replay_events", { bug_id, chunk });
    chunk_count = Number(structured["chunk_count"] ?? 1);
    epoch_ms = Number(structured["epoch_ms"] ?? 0);
    const list = structured["events"];
    for (const event of Array.isArray(list) ? list : []) if (isEvent(event)) events.push(event);
    onProgress((chunk + 1) / chunk_count);
  }
  if (events.length < 2) throw new Error("The recording is empty.");
  return { events, epoch_ms: epoch_ms || (events[0]?.timestamp ?? 0) };
}

function isEvent(event: unknown): event is eventWithTime {
  return isRecord(event) && typeof event["type"] === "number" && typeof event["timestamp"] === "number";
}
