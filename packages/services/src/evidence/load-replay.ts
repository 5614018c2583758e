import { CAPTURE_LIMITS, CaptureReplay, type ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import { readGzipJson } from "../capture/gunzip.ts";
import type { ServiceContext } from "../context.ts";
import { loadEvidence, type LoadedEvidence } from "./load-evidence.ts";

/** A bug with its evidence and the sanitised events of its newest replay, in order of time. */
export interface LoadedReplay extends LoadedEvidence {
  events: ReplayEvent[];
}

/** Reads the sanitised replay of a bug for somebody who may see it. @throws NOT_FOUND for a bug without a replay */
export async function loadReplay(ctx: ServiceContext, bug_ref: string): Promise<LoadedReplay> {
  const loaded = await loadEvidence(ctx, bug_ref);
  const artifact = loaded.stored.find(({ kind }) => kind === "REPLAY_CLEAN");
  if (!artifact) throw noReplay(loaded.key);
  const json = await readGzipJson(await ctx.ports.blobs.get(artifact.blob_key), {
    name: "replay",
    max_bytes: 2 * CAPTURE_LIMITS.replay_bytes,
  });
  const parsed = CaptureReplay.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  return { ...loaded, events: parsed.data.events };
}

/** Says that there is nothing to play, which is no fault of who asked. */
export function noReplay(key: string): AppError {
  return new AppError("NOT_FOUND", {
    message: `${key} has no replay.`,
    details: { next: "Go on without the replay: none was recorded." },
  });
}
