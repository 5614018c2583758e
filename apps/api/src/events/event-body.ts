/** A reader this far behind is cut off; it resumes from its last event when it comes back. */
const MAX_WAITING_BYTES = 512 * 1024;
/** What was missed is read page by page, while no more than this waits for the reader. */
const ROOM_BYTES = 64 * 1024;
/** Handed over at once at most, so that little lies in the buffers behind this one. */
const MAX_CHUNK_BYTES = 64 * 1024;
/** What waits at the end is handed over within this time, or not at all. */
const END_MS = 5000;
/** A reader to whom nothing could be handed for this long is gone or stuck. */
const STALLED_MS = 30_000;

const encoder = new TextEncoder();

interface EventBodyOptions {
  /** Called once when the reader left or was cut off. */
  onOver(): void;
  /** Drops the connection of a reader that takes nothing; without it the stream fails. */
  drop?: (() => void) | undefined;
}

/** The body of one event stream: text is handed over as the reader takes it, and what waits is bounded. */
export class EventBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #options: EventBodyOptions;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #waiting: Uint8Array[] = [];
  #waiting_bytes = 0;
  #taken_at = performance.now();
  #is_ended = false;
  #is_over = false;
  /** Resolves what waits for text, and what waits for room. */
  #has_text = Promise.withResolvers<void>();
  #has_room = Promise.withResolvers<void>();

  constructor(options: EventBodyOptions) {
    this.#options = options;
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: (controller) => this.#hand(controller),
        cancel: () => this.#finish(),
      },
      { highWaterMark: 0 },
    );
  }

  /** True once nothing more will be read. */
  get is_over(): boolean {
    return this.#is_over;
  }

  /** Adds text. A reader that let too much wait is cut off. */
  push(text: string): void {
    if (this.#is_over || this.#is_ended) return;
    const bytes = encoder.encode(text);
    this.#waiting.push(bytes);
    this.#waiting_bytes += bytes.length;
    if (this.#waiting_bytes > MAX_WAITING_BYTES) return this.cut();
    this.#has_text.resolve();
  }

  /** Resolves when there is room for more, or the reader is gone. */
  async room(): Promise<void> {
    while (!this.#is_over && this.#waiting_bytes > ROOM_BYTES) await this.#has_room.promise;
  }

  /** Cuts the reader off when something waits for it and it took nothing for a while. */
  cutWhenStalled(now_ms: number = performance.now()): void {
    if (this.#waiting_bytes > 0 && now_ms - this.#taken_at > STALLED_MS) this.cut();
  }

  /** Ends after what still waits, if the reader takes that soon. */
  end(): void {
    if (this.#is_ended || this.#is_over) return;
    this.#is_ended = true;
    this.#has_text.resolve();
    setTimeout(() => this.cut(), END_MS).unref();
  }

  /** Drops the reader and what waits for it. */
  cut(): void {
    if (this.#is_over) return;
    this.#finish();
    if (this.#options.drop) return this.#options.drop();
    this.#controller?.error(Object.assign(new Error("the reader fell behind"), { code: "ERR_STREAM_PREMATURE_CLOSE" }));
  }

  async #hand(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    this.#taken_at = performance.now();
    while (this.#waiting.length === 0 && !this.#is_ended && !this.#is_over) {
      await this.#has_text.promise;
      this.#has_text = Promise.withResolvers<void>();
    }
    this.#taken_at = performance.now();
    if (this.#is_over) return;
    if (this.#waiting.length === 0) {
      controller.close();
      return this.#finish();
    }
    controller.enqueue(this.#nextChunk());
    this.#has_room.resolve();
    this.#has_room = Promise.withResolvers<void>();
  }

  #nextChunk(): Uint8Array {
    let [count, size] = [0, 0];
    for (const bytes of this.#waiting) {
      if (count > 0 && size + bytes.length > MAX_CHUNK_BYTES) break;
      count += 1;
      size += bytes.length;
    }
    this.#waiting_bytes -= size;
    return Buffer.concat(this.#waiting.splice(0, count));
  }

  #finish(): void {
    if (this.#is_over) return;
    this.#is_over = true;
    this.#waiting = [];
    this.#waiting_bytes = 0;
    this.#has_text.resolve();
    this.#has_room.resolve();
    this.#options.onOver();
  }
}
