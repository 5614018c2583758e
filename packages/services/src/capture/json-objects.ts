import { CAPTURE_JSON_LIMITS, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { AppError } from "@hawkmoth/domain/errors";
import { z } from "zod";
import { JsonMeter, MARK, MarkFinder, tooMany } from "./json-marks.ts";

/** What stands beside the events, with a zero for each of them. */
const MAX_FRAME_BYTES = 1024 * 1024;
const Frame = z.union([z.array(z.literal(0)), z.object({ events: z.array(z.literal(0)) })]);
const Versioned = z.object({ version: z.literal(1).optional() });
const LIST_AHEAD = /"events"\s*:\s*$/;
const { event: EVENT, replay: REPLAY } = CAPTURE_JSON_LIMITS;

/**
 * Cuts a replay, `{"events":[{…},{…}]}` or the bare list, into the texts of its events while it is read, so that no
 * more than one of them has to become objects at a time. Their own JSON is not judged, the JSON around them is.
 * @throws PAYLOAD_TOO_LARGE when an event or all of them are larger, deeper or fuller than a capture may be,
 * INVALID_INPUT for what is no list of events.
 */
export async function* jsonObjects(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const cutter = new Cutter();
  for await (const piece of bytes) yield* cutter.cut(piece);
  cutter.end();
}

class Cutter {
  #finder = new MarkFinder();
  /** Of everything, and of the event that is being read; each counts from its own beginning. */
  #all = new JsonMeter("The replay", { ...EVENT, ...REPLAY });
  #event = new JsonMeter("An event of the replay", EVENT);
  /** The depth within the list of events; -1 while it is not read. */
  #list_depth = -1;
  #is_inside = false;
  #held: Uint8Array[] = [];
  #held_bytes = 0;
  #count = 0;
  /** Bytes as characters, so that no piece is kept for the few that stand beside events. */
  #frame = "";
  #frame_end = "";

  cut(piece: Uint8Array): Buffer[] {
    const found: Buffer[] = [];
    let start = 0;
    for (let at = this.#finder.next(piece, 0); at < piece.length; at = this.#finder.next(piece, at + 1)) {
      const byte = piece[at];
      if (this.#isBegin(byte)) {
        this.#keepFrame(piece.subarray(start, at));
        start = at;
        this.#is_inside = true;
        this.#event = new JsonMeter("An event of the replay", EVENT);
      } else if (!this.#is_inside && byte === MARK.OPEN_BRACKET) {
        this.#keepFrame(piece.subarray(start, at));
        start = at;
        if (this.#isList()) this.#list_depth = this.#all.depth + 1;
      }
      this.#all.read(byte);
      if (this.#is_inside) {
        this.#event.read(byte);
        if (this.#event.depth > 0) continue;
        found.push(this.#finish(piece.subarray(start, at + 1)));
        start = at + 1;
      } else if (this.#all.depth < this.#list_depth) this.#list_depth = -1;
    }
    const rest = piece.subarray(start);
    if (this.#is_inside) this.#hold(rest);
    else this.#keepFrame(rest);
    return found;
  }

  end(): void {
    let json: unknown;
    try {
      json = JSON.parse(Buffer.from(this.#frame, "latin1").toString("utf8"));
    } catch (cause) {
      throw new AppError("INVALID_INPUT", { message: "The replay is not valid JSON.", cause });
    }
    const frame = Frame.safeParse(json);
    const zeros = frame.success ? (Array.isArray(frame.data) ? frame.data : frame.data.events) : null;
    if (zeros?.length !== this.#count)
      throw new AppError("INVALID_INPUT", {
        message: "Invalid 'events': expected a list of rrweb events, or an object that holds it as 'events'",
      });
    if (!Array.isArray(json) && !Versioned.safeParse(json).success)
      throw new AppError("INVALID_INPUT", { message: "Invalid 'version': this replay is of another version" });
  }

  #isBegin(byte: number | undefined): boolean {
    return !this.#is_inside && byte === MARK.OPEN_BRACE && this.#all.depth === this.#list_depth;
  }

  /** True for the outermost list, and for the one under `events` of the outermost object. */
  #isList(): boolean {
    if (this.#all.depth === 0) return true;
    return this.#all.depth === 1 && LIST_AHEAD.test(this.#frame_end);
  }

  #finish(last: Uint8Array): Buffer {
    this.#hold(last);
    const text =
      this.#held.length === 1 ? Buffer.from(last.buffer, last.byteOffset, last.length) : Buffer.concat(this.#held);
    this.#held = [];
    this.#held_bytes = 0;
    this.#is_inside = false;
    this.#count += 1;
    if (this.#count > CAPTURE_LIMITS.max_replay_events)
      throw tooMany("The replay", CAPTURE_LIMITS.max_replay_events, "events");
    this.#keepFrame(Buffer.from("0"));
    return text;
  }

  #hold(part: Uint8Array): void {
    this.#held_bytes += part.length;
    if (this.#held_bytes > EVENT.max_bytes)
      throw new AppError("PAYLOAD_TOO_LARGE", {
        message: `An event of the replay is larger than ${EVENT.max_bytes / (1024 * 1024)} MiB.`,
      });
    this.#held.push(part);
  }

  #keepFrame(part: Uint8Array): void {
    if (part.length === 0) return;
    if (this.#frame.length + part.length > MAX_FRAME_BYTES)
      throw new AppError("PAYLOAD_TOO_LARGE", { message: "The replay holds too much beside its events." });
    const text = Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1");
    this.#frame += text;
    this.#frame_end = (this.#frame_end + text).slice(-64);
  }
}
