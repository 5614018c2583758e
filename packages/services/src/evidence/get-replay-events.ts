import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { REPLAY_CHUNK_BYTES, type GetReplayEventsInput, type ReplayEvents } from "@hawkmoth/domain/evidence/replay";
import type { ServiceContext } from "../context.ts";
import { loadEvidence } from "./load-evidence.ts";
import { eventOf, headOf, openReplay, type OpenReplay } from "./open-replay.ts";

/**
 * One piece of the sanitised replay, for players that take it piece by piece. The same chunk always holds the same
 * events. The file is read as a stream, and no other events than those of the chunk are held.
 * @throws NOT_FOUND without a replay, INVALID_INPUT past the last chunk
 */
export async function getReplayEvents(ctx: ServiceContext, input: GetReplayEventsInput): Promise<ReplayEvents> {
  const replay = await openReplay(ctx, input.bug_id);
  const { events, chunk_count, first_ms } = await readChunk(replay, input.chunk);
  if (!events)
    throw new AppError("INVALID_INPUT", {
      message: `Invalid 'chunk': expected ${chunk_count - 1} or less`,
      field: "chunk",
    });
  const { bug, key, capture } = replay;
  const epoch_ms = capture.epoch_ms ?? (await loadEvidence(ctx, bug.id)).evidence?.meta.epoch_ms ?? first_ms;
  return { bug_id: bug.id, key, chunk: input.chunk, chunk_count, epoch_ms, events };
}

interface Chunk {
  events: ReplayEvent[] | null;
  chunk_count: number;
  first_ms: number;
}

/** Never splits an event: one that is larger than a chunk stands alone. */
async function readChunk({ texts }: OpenReplay, wanted: number): Promise<Chunk> {
  const chunk: Chunk = { events: null, chunk_count: 0, first_ms: 0 };
  let size_bytes = REPLAY_CHUNK_BYTES;
  let is_first = true;
  for await (const text of texts()) {
    if (is_first) chunk.first_ms = headOf(text).timestamp;
    is_first = false;
    const bytes = text.length + 1;
    if (size_bytes + bytes > REPLAY_CHUNK_BYTES) {
      chunk.chunk_count += 1;
      size_bytes = 0;
    }
    size_bytes += bytes;
    if (chunk.chunk_count - 1 === wanted) (chunk.events ??= []).push(eventOf(text));
  }
  return chunk;
}
