const [QUOTE, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = Buffer.from('"\\{}[]');

/** How deep a list lies that is a value of the outermost object. */
const LIST_DEPTH = 2;

/**
 * Cuts `{"…":[{…},{…}]}` into the texts of the listed objects while it is read, so that no more than one of them is held
 * at a time. UTF-8 needs no decoding for it: the bytes of the marks stand for nothing else. The text must be valid JSON.
 */
export async function* jsonObjects(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const marks = new MarkReader();
  let held: Uint8Array[] = [];
  for await (const piece of bytes) {
    let start = marks.isInside ? 0 : -1;
    for (let at = 0; at < piece.length; at += 1) {
      switch (marks.read(piece[at] ?? 0)) {
        case "begin":
          start = at;
          break;
        case "end":
          yield Buffer.concat([...held, piece.subarray(Math.max(start, 0), at + 1)]);
          held = [];
          start = -1;
          break;
        case null:
          break;
      }
    }
    if (start >= 0) held.push(piece.subarray(start));
  }
}

class MarkReader {
  #depth = 0;
  #isList = false;
  #isText = false;
  #isEscaped = false;
  /** True between the first and the last byte of an element. */
  isInside = false;

  read(byte: number): "begin" | "end" | null {
    if (this.#isText) {
      this.#readText(byte);
      return null;
    }
    if (byte === QUOTE) this.#isText = true;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#open(byte);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) return this.#close();
    return null;
  }

  #readText(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isText = false;
  }

  #open(byte: number): "begin" | null {
    this.#depth += 1;
    if (this.#depth === LIST_DEPTH) this.#isList = byte === OPEN_BRACKET;
    if (this.isInside || !this.#isList || byte !== OPEN_BRACE || this.#depth !== LIST_DEPTH + 1) return null;
    this.isInside = true;
    return "begin";
  }

  #close(): "end" | null {
    this.#depth -= 1;
    if (!this.isInside || this.#depth !== LIST_DEPTH) return null;
    this.isInside = false;
    return "end";
  }
}
