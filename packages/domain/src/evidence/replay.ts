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
