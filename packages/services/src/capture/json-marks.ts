import type { JsonLimits } from "@hawkmoth/domain/capture/limits";
import { AppError } from "@hawkmoth/domain/errors";

const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA] = Buffer.from('"\\{}[],');

/** The bytes that say how JSON is built; those within texts stand for nothing. */
export const MARK = { OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA } as const;

/**
 * Finds the marks of JSON in its bytes, piece by piece, without decoding: in UTF-8 these bytes stand for nothing else.
 */
export class MarkFinder {
  #is_text = false;
  #is_escaped = false;

  /** Where the next mark of the piece stands; its length when there is none. */
  next(piece: Uint8Array, from: number): number {
    let at = from;
    while (at < piece.length) {
      if (this.#is_text) at = this.#skipText(piece, at);
      else {
        const byte = piece[at];
        if (byte === QUOTE) this.#is_text = true;
        else if (isMark(byte)) return at;
        at += 1;
      }
    }
    return at;
  }

  #skipText(piece: Uint8Array, from: number): number {
    for (let at = from; at < piece.length; at += 1) {
      if (this.#is_escaped) this.#is_escaped = false;
      else if (piece[at] === BACKSLASH) this.#is_escaped = true;
      else if (piece[at] === QUOTE) {
        this.#is_text = false;
        return at + 1;
      }
    }
    return piece.length;
  }
}

function isMark(byte: number | undefined): boolean {
  return (
    byte === COMMA || byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === CLOSE_BRACE || byte === CLOSE_BRACKET
  );
}

/**
 * Counts what JSON holds, mark by mark, and gives up at its limits.
 * @throws PAYLOAD_TOO_LARGE naming the part.
 */
export class JsonMeter {
  depth = 0;
  #marks = 0;
  #limits: JsonLimits;
  #name: string;
  /** Commas of the containers that are open; -1 for lists, which may be long. */
  #commas: number[] = [];

  constructor(name: string, limits: JsonLimits) {
    this.#name = name;
    this.#limits = limits;
  }

  read(byte: number | undefined): void {
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.depth -= 1;
      this.#commas.pop();
      return;
    }
    this.#marks += 1;
    if (this.#marks > this.#limits.max_marks) throw tooMany(this.#name, this.#limits.max_marks);
    if (byte === COMMA) this.#readComma();
    else this.#open(byte === OPEN_BRACE);
  }

  #readComma(): void {
    const last = this.#commas.length - 1;
    const commas = this.#commas[last] ?? -1;
    if (commas < 0) return;
    if (commas + 1 >= this.#limits.max_keys) throw tooMany(this.#name, this.#limits.max_keys, "fields in one object");
    this.#commas[last] = commas + 1;
  }

  #open(is_object: boolean): void {
    this.depth += 1;
    this.#commas.push(is_object ? 0 : -1);
    if (this.depth <= this.#limits.max_depth) return;
    throw new AppError("PAYLOAD_TOO_LARGE", {
      message: `${this.#name} nests deeper than ${this.#limits.max_depth} levels.`,
    });
  }
}

/**
 * The same pieces, as long as the JSON in them stays within its limits.
 * @throws PAYLOAD_TOO_LARGE naming the part, before the text is parsed.
 */
export async function* withinLimits<T extends Uint8Array>(
  bytes: AsyncIterable<T>,
  limits: JsonLimits & { name: string },
): AsyncGenerator<T> {
  const finder = new MarkFinder();
  const meter = new JsonMeter(`The ${limits.name}`, limits);
  for await (const piece of bytes) {
    for (let at = finder.next(piece, 0); at < piece.length; at = finder.next(piece, at + 1)) meter.read(piece[at]);
    yield piece;
  }
}

/**
 * Stops a JSON text that holds more than it may, before it is parsed.
 * @throws PAYLOAD_TOO_LARGE naming the part.
 */
export function assertJsonLimits(text: Uint8Array, limits: JsonLimits & { name: string }): void {
  const finder = new MarkFinder();
  const meter = new JsonMeter(`The ${limits.name}`, limits);
  for (let at = finder.next(text, 0); at < text.length; at = finder.next(text, at + 1)) meter.read(text[at]);
}

/** Opening brackets and commas of a whole JSON text. */
export function countMarks(text: Uint8Array): number {
  const finder = new MarkFinder();
  let marks = 0;
  for (let at = finder.next(text, 0); at < text.length; at = finder.next(text, at + 1))
    if (text[at] !== CLOSE_BRACE && text[at] !== CLOSE_BRACKET) marks += 1;
  return marks;
}

/** What is thrown for JSON that holds more than it may. */
export function tooMany(name: string, max_count: number, what = "values"): AppError {
  return new AppError("PAYLOAD_TOO_LARGE", {
    message: `${name} holds more than ${max_count.toLocaleString("en-US")} ${what}.`,
  });
}
