import { CAPTURE_LIMITS, ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { RAW_REPLAY_LIMITS, type GetReplayRawInput, type RawReplay } from "@hawkmoth/domain/evidence/replay";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef } from "../bug/resolve-bug.ts";
import { gunzipped } from "../capture/gunzip.ts";
import { jsonObjects } from "../capture/json-objects.ts";
import { artifactsOf, latestCapture, toArtifact } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { noReplay } from "./load-replay.ts";
import { inWorkspace } from "../transaction.ts";

/** Sanitising may lengthen a replay a little; it never doubles it. */
const MAX_BYTES = 2 * CAPTURE_LIMITS.replay_bytes;
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
  const { bug, artifact } = await inWorkspace(ctx, async (tx) => {
    const row = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", row.project_id);
    assertEvidenceShown(ctx, row);
    const capture = await latestCapture(tx, ctx, row.id);
    const stored = capture ? await artifactsOf(tx, capture) : [];
    return { bug: row, artifact: stored.find(({ kind }) => kind === "REPLAY_CLEAN") };
  });
  const key = bugKeyOf(bug);
  if (!artifact) throw noReplay(key);
  const bytes = gunzipped(await ctx.ports.blobs.get(artifact.blob_key), { name: "replay", max_bytes: MAX_BYTES });
  const max_bytes = input.acknowledge_size ? RAW_REPLAY_LIMITS.acknowledged_bytes : RAW_REPLAY_LIMITS.plain_bytes;
  const window = await readWindow(bytes, { ...input, max_bytes });
  if (window.size_bytes > max_bytes) throw tooLarge(input, window, max_bytes);
  return { bug_id: bug.id, key, ...window, download_url: toArtifact(ctx, artifact).url };
}

type Window = Omit<RawReplay, "bug_id" | "key" | "download_url">;

interface Wanted extends Pick<GetReplayRawInput, "from_ms" | "to_ms"> {
  max_bytes: number;
}

/** Counts all events of the window, and keeps them as long as they fit. */
async function readWindow(bytes: AsyncIterable<Uint8Array>, wanted: Wanted): Promise<Window> {
  const { from_ms = 0, to_ms = Infinity, max_bytes } = wanted;
  const window: Window = {
    epoch_ms: 0,
    duration_ms: 0,
    event_count: 0,
    size_bytes: 2,
    has_snapshot: false,
    events: [],
  };
  let is_first = true;
  for await (const text of jsonObjects(bytes)) {
    const event = ReplayEvent.parse(JSON.parse(text.toString("utf8")));
    if (is_first) window.epoch_ms = event.timestamp;
    is_first = false;
    const at_ms = event.timestamp - window.epoch_ms;
    window.duration_ms = Math.max(window.duration_ms, at_ms);
    if (at_ms < from_ms || at_ms > to_ms) continue;
    window.event_count += 1;
    window.size_bytes += text.length + 1;
    window.has_snapshot ||= event.type === FULL_SNAPSHOT;
    if (window.size_bytes <= max_bytes) window.events.push(event);
    else window.events = [];
  }
  return window;
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
