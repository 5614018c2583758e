import { ActionEntry, CaptureLogs, ConsoleEntry, ErrorEntry, NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { BUNDLE_VERSION, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { addHits } from "@hawkmoth/domain/capture/secret-shapes";
import { loosestMode } from "@hawkmoth/domain/project/privacy-order";
import type { z } from "zod";
import { type ChunkFrame, parseChunk } from "./chunk-schema.ts";
import { toReceipt } from "./entry.ts";
import type { PageFacts } from "./page.ts";
import { cutReplay, type TimedEvent } from "./replay-cut.ts";

/** What a capture is made of: the frozen ring of one tab and the page's own facts. */
export interface BundleInput {
  /** Chunks of the tab as JSON, oldest first. */
  chunks: readonly string[];
  page: PageFacts;
  now_ms: number;
  window_ms: number;
  recorder: { name: string; version: string };
}

/** A capture before it is compressed. Without a full snapshot in the ring there is no replay. */
export interface Bundle {
  logs: CaptureLogs;
  replay: { version: typeof BUNDLE_VERSION; events: TimedEvent[] } | null;
}

/** Facts of a document's first moments stand before its first snapshot; this much of them is kept. */
const LEAD_IN_MS = 10_000;
/** Clocks of pages are not believed further than this. */
const MAX_HISTORY_MS = 15 * 60_000;

/**
 * Makes a capture of a tab's ring: cuts the replay at the last full snapshot that covers the window, moves all times
 * to one clock that starts there, and keeps the logs from then on. Malformed chunks and entries are left out.
 */
export function bundleCapture(input: BundleInput): Bundle {
  const chunks = input.chunks.map((json) => parseChunk(json)).filter((chunk) => chunk !== null);
  const cut_ms = input.now_ms - input.window_ms;
  const events = cutReplay(chunks, { cut_ms, now_ms: input.now_ms, oldest_ms: input.now_ms - MAX_HISTORY_MS });
  const epoch_ms = events[0]?.timestamp ?? firstLogTime(chunks, cut_ms) ?? input.now_ms;
  const last_ms = Math.max(events.at(-1)?.timestamp ?? 0, input.now_ms);
  const entries = new LogReader(chunks, epoch_ms, input.now_ms);
  const logs = CaptureLogs.parse({
    meta: {
      ...input.page,
      version: BUNDLE_VERSION,
      epoch_ms,
      duration_ms: last_ms - epoch_ms,
      recorder: input.recorder,
      privacy_mode: loosestMode(
        [input.page, ...chunks.filter((chunk) => isUsed(chunk, epoch_ms))].map((part) => part.privacy_mode),
      ),
    },
    console: entries.read("console", ConsoleEntry).slice(-CAPTURE_LIMITS.max_console),
    network: lastById(entries.read("network", NetworkEntry)).slice(-CAPTURE_LIMITS.max_network),
    errors: entries.read("error", ErrorEntry).slice(-CAPTURE_LIMITS.max_console),
    actions: entries.read("action", ActionEntry).slice(-CAPTURE_LIMITS.max_actions),
    receipt: receiptOf(chunks, epoch_ms),
  });
  return { logs, replay: events.length > 0 ? { version: BUNDLE_VERSION, events } : null };
}

/** True when something of a chunk may be in a capture that starts at `epoch_ms`: a chunk covers what follows its start. */
function isUsed(chunk: ChunkFrame, epoch_ms: number): boolean {
  const last_ms = Math.max(
    chunk.at_ms,
    ...chunk.replay.slice(-1).map(({ timestamp }) => timestamp),
    ...chunk.logs.map(({ entry }) => entry.at_ms),
  );
  return last_ms >= epoch_ms - LEAD_IN_MS;
}

function firstLogTime(chunks: readonly ChunkFrame[], cut_ms: number): number | undefined {
  return chunks.flatMap((chunk) => chunk.logs.map((log) => log.entry.at_ms)).find((at_ms) => at_ms >= cut_ms);
}

class LogReader {
  readonly #chunks: readonly ChunkFrame[];
  readonly #epoch_ms: number;
  readonly #end_ms: number;

  constructor(chunks: readonly ChunkFrame[], epoch_ms: number, end_ms: number) {
    this.#chunks = chunks;
    this.#epoch_ms = epoch_ms;
    this.#end_ms = end_ms + 5000;
  }

  /** Entries of one kind that are well formed, on the capture's clock, in order of time. */
  read<Entry extends { at_ms: number }>(kind: ChunkFrame["logs"][number]["kind"], schema: z.ZodType<Entry>): Entry[] {
    const from_ms = this.#epoch_ms - LEAD_IN_MS;
    return this.#chunks
      .flatMap((chunk) => chunk.logs)
      .filter((log) => log.kind === kind && log.entry.at_ms >= from_ms && log.entry.at_ms <= this.#end_ms)
      .map((log) => schema.safeParse({ ...log.entry, at_ms: round(log.entry.at_ms - this.#epoch_ms) }).data)
      .filter((entry) => entry !== undefined)
      .toSorted((left, right) => left.at_ms - right.at_ms);
  }
}

/** A request is written when it is seen unfinished and again when it ends; the later one counts. */
function lastById(entries: readonly NetworkEntry[]): NetworkEntry[] {
  const byId = new Map<string, NetworkEntry>();
  for (const entry of entries) byId.set(entry.id, entry);
  return [...byId.values()];
}

function receiptOf(chunks: readonly ChunkFrame[], epoch_ms: number) {
  const hits: Record<string, number> = {};
  for (const chunk of chunks) if (chunk.at_ms >= epoch_ms - LEAD_IN_MS) addHits(hits, chunk.hits);
  return toReceipt(hits);
}

function round(at_ms: number): number {
  return Math.round(at_ms * 10) / 10;
}
