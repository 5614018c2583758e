import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { REPLAY_CHUNK_BYTES, type GetReplayEventsInput, type ReplayEvents } from "@hawkmoth/domain/evidence/replay";
import type { ServiceContext } from "../context.ts";
import { loadReplay } from "./load-replay.ts";

/**
 * One piece of the sanitised replay, for players that take it piece by piece. The same chunk always holds the same
 * events. @throws NOT_FOUND without a replay, INVALID_INPUT past the last chunk
 */
export async function getReplayEvents(ctx: ServiceContext, input: GetReplayEventsInput): Promise<ReplayEvents> {
  const { bug, key, evidence, events } = await loadReplay(ctx, input.bug_id);
  const chunks = cut(events);
  const chunk = chunks[input.chunk];
  if (!chunk)
    throw new AppError("INVALID_INPUT", {
      message: `Invalid 'chunk': expected ${chunks.length - 1} or less`,
      field: "chunk",
    });
  return {
    bug_id: bug.id,
    key,
    chunk: input.chunk,
    chunk_count: chunks.length,
    epoch_ms: evidence?.meta.epoch_ms ?? events[0]?.timestamp ?? 0,
    events: chunk,
  };
}

/** Never splits an event: one that is larger than a chunk stands alone. */
function cut(events: readonly ReplayEvent[]): ReplayEvent[][] {
  const chunks: ReplayEvent[][] = [];
  let size_bytes = REPLAY_CHUNK_BYTES;
  for (const event of events) {
    const bytes = Buffer.byteLength(JSON.stringify(event)) + 1;
    if (size_bytes + bytes > REPLAY_CHUNK_BYTES) {
      chunks.push([]);
      size_bytes = 0;
    }
    chunks.at(-1)?.push(event);
    size_bytes += bytes;
  }
  return chunks;
}
