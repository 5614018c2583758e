import { z } from "zod";
import { ReplayEvent } from "../capture/bundle.ts";
import { BugRef, idSchema } from "../ids.ts";

/** Most bytes of JSON in one chunk of a replay, unless a single event is larger. */
export const REPLAY_CHUNK_BYTES = 256 * 1024;

/** Names one chunk of a bug's replay, counted from 0. */
export const GetReplayEventsInput = z.object({ bug_id: BugRef, chunk: z.int().min(0).default(0) });
export type GetReplayEventsInput = z.infer<typeof GetReplayEventsInput>;

/** One chunk of the sanitised replay: rrweb events in order of time. */
export const ReplayEvents = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  chunk: z.int(),
  chunk_count: z.int(),
  epoch_ms: z.number().describe("Wall clock of replay time 0, ms since 1970"),
  events: z.array(ReplayEvent),
});
export type ReplayEvents = z.infer<typeof ReplayEvents>;

/** Most bytes of JSON that the raw replay is answered with: without being asked for more, and at all. */
export const RAW_REPLAY_LIMITS = { plain_bytes: 200 * 1024, acknowledged_bytes: 8 * 1024 * 1024 } as const;

/** Names the part of a replay to read, in ms since it began. */
export const GetReplayRawInput = z.object({
  bug_id: BugRef,
  from_ms: z.number().min(0).optional(),
  to_ms: z.number().min(0).optional(),
  acknowledge_size: z.boolean().default(false).describe("Take up to 8 MiB instead of 200 KiB"),
});
export type GetReplayRawInput = z.infer<typeof GetReplayRawInput>;

/** The sanitised replay itself, or the part of it that lies in a window: rrweb events in order of time. */
export const RawReplay = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  epoch_ms: z.number().describe("Wall clock of replay time 0, ms since 1970"),
  duration_ms: z.number().describe("Of the whole replay"),
  event_count: z.int().describe("Events in the window"),
  size_bytes: z.int().describe("Of these events as JSON"),
  has_snapshot: z.boolean().describe("True when the window can be played by itself"),
  download_url: z.string().describe("The whole replay as gzip, with the same credential"),
  events: z.array(ReplayEvent),
});
export type RawReplay = z.infer<typeof RawReplay>;
