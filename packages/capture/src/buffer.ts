import { addHits } from "@hawkmoth/domain/capture/secret-shapes";
import type { Chunk, LogEntry, ReplayEventData } from "./entry.ts";
import { natives } from "./natives.ts";
import type { PolicyHolder } from "./policy.ts";

const META = 4;
const FULL_SNAPSHOT = 2;
const MAX_ITEMS = 2000;

/** A chunk as text, with what the ring must know of it without parsing it. */
export interface EncodedChunk {
  at_ms: number;
  is_checkout: boolean;
  json: string;
}

/** Gathers what the recorder emits and hands it on in chunks; each checkout of the replay begins a new chunk. */
export class ChunkBuffer {
  readonly #document_id: string;
  readonly #policy: PolicyHolder;
  readonly #onChunk: (chunk: EncodedChunk) => void;
  /** Counted hits of the chunk being gathered; always the same object, emptied at each flush. */
  readonly hits: Record<string, number> = {};
  #replay: ReplayEventData[] = [];
  #logs: LogEntry[] = [];

  constructor(options: { document_id: string; policy: PolicyHolder; onChunk: (chunk: EncodedChunk) => void }) {
    this.#document_id = options.document_id;
    this.#policy = options.policy;
    this.#onChunk = options.onChunk;
  }

  pushReplay(event: ReplayEventData): void {
    if (event.type === META || this.#isFull()) this.flush();
    this.#replay.push(event);
  }

  pushLog(log: LogEntry): void {
    if (this.#isFull()) this.flush();
    this.#logs.push(log);
  }

  addHits(hits: Readonly<Record<string, number>>): void {
    addHits(this.hits, hits);
  }

  flush(): void {
    if (this.#replay.length + this.#logs.length === 0) return;
    const first_ms = this.#replay[0]?.timestamp ?? this.#logs[0]?.entry.at_ms ?? natives.now();
    const chunk: Chunk = {
      version: 1,
      document_id: this.#document_id,
      at_ms: first_ms,
      is_checkout: this.#replay[0]?.type === META && this.#replay[1]?.type === FULL_SNAPSHOT,
      privacy_mode: this.#policy.current.privacy_mode,
      replay: this.#replay,
      logs: this.#logs,
      hits: { ...this.hits },
    };
    this.#replay = [];
    this.#logs = [];
    for (const rule of Object.keys(this.hits)) delete this.hits[rule];
    this.#onChunk({ at_ms: chunk.at_ms, is_checkout: chunk.is_checkout, json: natives.stringify(chunk) });
  }

  /** Never true between Meta and its FullSnapshot: those two stay in one chunk. */
  #isFull(): boolean {
    const isHalfCheckout = this.#replay.length === 1 && this.#replay[0]?.type === META;
    return this.#replay.length + this.#logs.length >= MAX_ITEMS && !isHalfCheckout;
  }
}
