import { CAPTURE_JSON_LIMITS, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import { parseLogs } from "@hawkmoth/replay/parse-logs";
import { ReplaySession } from "@hawkmoth/replay/replay-session";
import { sanitisedEvents } from "@hawkmoth/replay/sanitise-replay";
import { scrubLogs } from "@hawkmoth/replay/scrub-logs";
import type { BlobStore } from "../ports.ts";
import {
  NOTHING_RECORDED,
  type CaptureOutcome,
  type DerivedBlob,
  type DerivedCapture,
  type RecordedFiles,
} from "./capture-outcome.ts";
import { deriveEvidence } from "./derive-evidence.ts";
import { readJson } from "./gunzip.ts";
import { readPackedReplay, type PackedEvent } from "./packed-replay.ts";
import { storeDerived } from "./store-derived.ts";

/** rrweb's numbers for the two events a replay begins with. */
const META = 4;
const FULL_SNAPSHOT = 2;

/**
 * Judges and cleans what was recorded and stores what people and agents read of it. Replay and logs may each be
 * missing. What can't be read leaves nothing in the store.
 * @throws what the store throws, and nothing that is the fault of the capture.
 */
export async function deriveCapture(blobs: BlobStore, files: RecordedFiles): Promise<CaptureOutcome> {
  const made: DerivedBlob[] = [];
  try {
    return { derived: await derive(blobs, files, made) };
  } catch (error) {
    for (const { blob_key } of made) await blobs.delete(blob_key);
    if (error instanceof AppError && error.message === UNREADABLE)
      return { reason: UNREADABLE, is_final: false, cause: String(error.cause) };
    if (error instanceof AppError && error.code !== "INTERNAL" && error.code !== "NOT_FOUND")
      return { reason: error.message, is_final: true };
    throw error;
  }
}

async function derive(blobs: BlobStore, files: RecordedFiles, made: DerivedBlob[]): Promise<DerivedCapture> {
  const json = files.logs === null ? undefined : await readLogs(blobs, files.logs);
  const logs = json === undefined ? null : judged(() => scrubLogs(parseLogs(json)));
  const session = logs || files.replay === null ? null : new ReplaySession();
  const replay = { count: 0, session };
  if (files.replay !== null) {
    const packed = await readPackedReplay(await blobs.get(files.replay));
    made.push(await storeDerived(blobs, "REPLAY_CLEAN", replayTexts(packed, replay)));
  }
  const known = logs ?? (session && judged(() => scrubLogs(session.logs())));
  if (!known) return { made, ...NOTHING_RECORDED };
  const { evidence, ...rest } = judged(() => deriveEvidence(known, replay.count));
  made.push(await storeDerived(blobs, "EVIDENCE", [JSON.stringify(evidence)]));
  const { duration_ms, epoch_ms } = known.meta;
  return { made, duration_ms, epoch_ms, digest: evidence.digest, ...rest };
}

async function readLogs(blobs: BlobStore, blob_key: string): Promise<unknown> {
  const part = { name: "log part", max_bytes: CAPTURE_LIMITS.logs_bytes, ...CAPTURE_JSON_LIMITS.logs };
  return await readJson(await blobs.get(blob_key), part);
}

interface ReplayFacts {
  count: number;
  /** Set when no logs tell of the session. */
  session: ReplaySession | null;
}

/** The JSON of the sanitised replay, an event at a time. Fails at its end when nothing of it can be played. */
function* replayTexts(packed: readonly PackedEvent[], facts: ReplayFacts): Generator<string> {
  const events = playable(sanitisedEvents(packed, {}));
  yield '{"version":1,"events":[';
  for (let next = judged(() => events.next()); !next.done; next = judged(() => events.next())) {
    const { value } = next;
    judged(() => facts.session?.read(value));
    yield (facts.count === 0 ? "" : ",") + judged(() => JSON.stringify(value));
    facts.count += 1;
  }
  yield "]}";
}

/** Players need the size of the page and a whole picture before any change to it. */
function* playable(events: Iterable<ReplayEvent>): Generator<ReplayEvent, void> {
  let has_size = false;
  let has_picture = false;
  for (const event of events) {
    has_size ||= event.type === META;
    has_picture ||= has_size && event.type === FULL_SNAPSHOT;
    if (has_size) yield event;
  }
  if (!has_picture) throw new AppError("INVALID_INPUT", { message: "The replay holds no full picture of the page." });
}

/** Says of a capture that broke no rule that it could not be read: a fault of ours that no retry by the queue mends. */
const UNREADABLE = "This capture could not be read.";

function judged<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("INVALID_INPUT", { message: UNREADABLE, cause });
  }
}
