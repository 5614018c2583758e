import { CAPTURE_JSON_LIMITS, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import type { RecordedEvent } from "@hawkmoth/replay/sanitise-replay";
import { z } from "zod";
import { unpacked } from "./gunzip.ts";
import { countMarks, tooMany } from "./json-marks.ts";
import { jsonObjects } from "./json-objects.ts";

const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
/** Increments that hold nodes or style sheets, as rrweb numbers them. */
const LARGE_SOURCES: readonly unknown[] = [0, 8, 15];
const Listed = z.object({ events: z.array(ReplayEvent) });
const { small_event: SMALL } = CAPTURE_JSON_LIMITS;

/** An event whose data stays JSON until it is looked at, because objects take many times the room of their text. */
export class PackedEvent implements RecordedEvent {
  readonly type: number;
  readonly timestamp: number;
  readonly #text: Buffer;

  constructor({ type, timestamp }: ReplayEvent, text: Buffer) {
    this.type = type;
    this.timestamp = timestamp;
    this.#text = text;
  }

  /** Parsed anew each time. */
  get data(): unknown {
    return parseEvent(this.#text).data;
  }
}

/**
 * Reads a recording of rrweb, gzipped or not: `{version, events}`, `{events}` or the bare list that rrweb's own tools
 * export. Each event is judged by itself; no two of them are objects at the same time.
 * @throws PAYLOAD_TOO_LARGE past a limit, INVALID_INPUT for anything else.
 */
export async function readPackedReplay(bytes: AsyncIterable<Uint8Array>): Promise<PackedEvent[]> {
  const events: PackedEvent[] = [];
  const part = { name: "replay", max_bytes: CAPTURE_LIMITS.replay_bytes };
  for await (const text of jsonObjects(unpacked(bytes, part))) {
    const event = parseEvent(text);
    const isSmall = text.length <= SMALL.max_marks || isLargeKind(event);
    if (!isSmall && countMarks(text) > SMALL.max_marks) throw tooMany("An event of the replay", SMALL.max_marks);
    events.push(new PackedEvent(event, text));
  }
  return events;
}

function parseEvent(text: Buffer): ReplayEvent {
  let json: unknown;
  try {
    json = JSON.parse(text.toString("utf8"));
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "The replay is not valid JSON.", cause });
  }
  const parsed = Listed.safeParse({ events: [json] });
  if (!parsed.success) throw invalidInput(parsed.error);
  const [event] = parsed.data.events;
  if (!event) throw new AppError("INTERNAL");
  return event;
}

function isLargeKind({ type, data }: ReplayEvent): boolean {
  if (type === FULL_SNAPSHOT) return true;
  if (type !== INCREMENT || typeof data !== "object" || data === null) return false;
  return "source" in data && LARGE_SOURCES.includes(data.source);
}
