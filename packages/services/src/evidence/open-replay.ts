import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef, type BugRow } from "../bug/resolve-bug.ts";
import { gunzipped } from "../capture/gunzip.ts";
import { jsonObjects } from "../capture/json-objects.ts";
import { artifactsOf, latestCapture, type ArtifactRow, type CaptureRow } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/** Sanitising may lengthen a replay a little; it never doubles it. */
const MAX_BYTES = 2 * CAPTURE_LIMITS.replay_bytes;
const HEAD = /^\{"type":(\d+),/;
const TAIL = /,"timestamp":(-?[\d.e+]+)\}$/;

/** The sanitised replay of a bug, to be read as a stream. */
export interface OpenReplay {
  bug: BugRow;
  key: string;
  capture: CaptureRow;
  artifact: ArtifactRow;
  /** The JSON of each event, in order of time; opens the file when it is first asked for. */
  texts: () => AsyncGenerator<Buffer>;
}

/**
 * Finds the sanitised replay of a bug for somebody who may see it. What the reporter's browser sent is never given out.
 * @throws NOT_FOUND for a bug without a replay, FORBIDDEN while lockdown hides it or when the role is too low for `action`.
 */
export async function openReplay(
  ctx: ServiceContext,
  bug_ref: string,
  action: "bug.read" | "sensitive.read" = "bug.read",
): Promise<OpenReplay> {
  const { bug, capture, artifact } = await inWorkspace(ctx, async (tx) => {
    const row = await resolveBugRef(tx, ctx, bug_ref);
    authorize(ctx, action, row.project_id);
    assertEvidenceShown(ctx, row);
    const newest = await latestCapture(tx, ctx, row.id);
    const stored = newest ? await artifactsOf(tx, newest) : [];
    return { bug: row, capture: newest, artifact: stored.find(({ kind }) => kind === "REPLAY_CLEAN") };
  });
  const key = bugKeyOf(bug);
  if (!artifact || !capture) throw noReplay(key);
  return { bug, key, capture, artifact, texts: () => textsOf(ctx, artifact) };
}

/** Says that there is nothing to play, which is no fault of who asked. */
function noReplay(key: string): AppError {
  return new AppError("NOT_FOUND", {
    message: `${key} has no replay.`,
    details: { next: "Go on without the replay: none was recorded." },
  });
}

async function* textsOf({ ports }: ServiceContext, { blob_key }: ArtifactRow): AsyncGenerator<Buffer> {
  yield* jsonObjects(gunzipped(await ports.blobs.get(blob_key), { name: "replay", max_bytes: MAX_BYTES }));
}

/** Kind and time of an event, from the ends of its JSON: an event may be many megabytes of objects. */
export function headOf(text: Buffer): { type: number; timestamp: number } {
  const type = HEAD.exec(text.subarray(0, 32).toString("latin1"))?.[1];
  const timestamp = TAIL.exec(text.subarray(-64).toString("latin1"))?.[1];
  return type === undefined || timestamp === undefined
    ? eventOf(text)
    : { type: Number(type), timestamp: Number(timestamp) };
}

/** The event itself. */
export function eventOf(text: Buffer): ReplayEvent {
  return ReplayEvent.parse(JSON.parse(text.toString("utf8")));
}
