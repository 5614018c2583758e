import { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { z } from "zod";

/** A chunk as it comes from a page: only its frame is checked here, its entries one by one when they are used. */
export const ChunkFrame = z.object({
  version: z.literal(1),
  document_id: z.string().max(100),
  at_ms: z.number(),
  is_checkout: z.boolean(),
  privacy_mode: PrivacyMode,
  replay: z.array(ReplayEvent).max(10_000),
  logs: z
    .array(
      z.object({
        kind: z.enum(["console", "network", "error", "action"]),
        entry: z.looseObject({ at_ms: z.number() }),
      }),
    )
    .max(10_000),
  hits: z.record(z.string().max(100), z.number().int().min(0).max(1_000_000)),
});
export type ChunkFrame = z.infer<typeof ChunkFrame>;

/** Reads a chunk. @returns null when it is none. */
export function parseChunk(json: string): ChunkFrame | null {
  try {
    return ChunkFrame.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
