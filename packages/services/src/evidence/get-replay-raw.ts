import { AppError } from "@hawkmoth/domain/errors";
import { RAW_REPLAY_LIMITS, type GetReplayRawInput, type RawReplay } from "@hawkmoth/domain/evidence/replay";
import { toArtifact } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { eventOf, headOf, openReplay } from "./open-replay.ts";

/** rrweb's number for a picture of the whole page, from which playing can begin. */
const FULL_SNAPSHOT = 2;

/**
 * The sanitised replay as rrweb events, or the part of it in a window. What the reporter's browser sent is never given
 * out. The file is read as a stream, and no more of it is held than may be answered.
 * @throws PAYLOAD_TOO_LARGE with the size and a window that fits, NOT_FOUND for a bug without a replay, FORBIDDEN while
 * lockdown hides it.
 */
export async function getReplayRaw(ctx: ServiceContext, input: GetReplayRawInput): Promise<RawReplay> {
  if (input.from_ms !== undefined && input.to_ms !== undefined && input.from_ms > input.to_ms)
    throw new AppError("INVALID_INPUT", { message: "Invalid 'to_ms': it comes before from_ms", field: "to_ms" });
  const { bug, key, artifact, texts } = await openReplay(ctx, input.bug_id, "sensitive.read");
  const max_bytes = input.acknowledge_size ? RAW_REPLAY_LIMITS.acknowledged_bytes : RAW_REPLAY_LIMITS.plain_bytes;
  const window = await readWindow(texts(), { ...input, max_bytes });
  if (window.size_bytes > max_bytes) throw tooLarge(input, window, max_bytes);
  return { bug_id: bug.id, key, ...window, download_url: toArtifact(ctx, artifact).url };
}

type Window = Omit<RawReplay, "bug_id" | "key" | "download_url">;

interface Wanted extends Pick<GetReplayRawInput, "from_ms" | "to_ms"> {
  max_bytes: number;
}

/** Counts all events of the window, and keeps them as long as they fit. */
async function readWindow(texts: AsyncIterable<Buffer>, wanted: Wanted): Promise<Window> {
  const { from_ms = 0, to_ms = Infinity, max_bytes } = wanted;
  const window: Window = {
    epoch_ms: 0,
    duration_ms: 0,
    event_count: 0,
    size_bytes: 2,
    has_snapshot: false,
    events: [],
  };
  let kept: Buffer[] = [];
  let is_first = true;
  for await (const text of texts) {
    const { type, timestamp } = headOf(text);
    if (is_first) window.epoch_ms = timestamp;
    is_first = false;
    const at_ms = timestamp - window.epoch_ms;
    window.duration_ms = Math.max(window.duration_ms, at_ms);
    if (at_ms < from_ms || at_ms > to_ms) continue;
    window.event_count += 1;
    window.size_bytes += text.length + 1;
    window.has_snapshot ||= type === FULL_SNAPSHOT;
    if (window.size_bytes <= max_bytes) kept.push(text);
    else kept = [];
  }
  return { ...window, events: kept.map((text) => eventOf(text)) };
}

function tooLarge(input: GetReplayRawInput, window: Window, max_bytes: number): AppError {
  const from_ms = input.from_ms ?? 0;
  const end_ms = Math.min(input.to_ms ?? window.duration_ms, window.duration_ms);
  const share = Math.max(1, Math.floor(((end_ms - from_ms) * max_bytes) / window.size_bytes / 2));
  const { size_bytes, event_count, duration_ms } = window;
  const { acknowledged_bytes } = RAW_REPLAY_LIMITS;
  const isTakeable = !input.acknowledge_size && size_bytes <= acknowledged_bytes;
  return new AppError("PAYLOAD_TOO_LARGE", {
    message: `These ${event_count} events are ${size_bytes} bytes of JSON; ${max_bytes} are answered at once.`,
    hint: isTakeable
      ? "Ask for a part with from_ms and to_ms, or for all of it with acknowledge_size: true."
      : "Ask for a part with from_ms and to_ms; the replay transcript tells what happened when.",
    details: {
      size_bytes,
      max_bytes,
      event_count,
      duration_ms,
      next: `Call again with from_ms: ${from_ms} and to_ms: ${from_ms + share}.`,
    },
  });
}
