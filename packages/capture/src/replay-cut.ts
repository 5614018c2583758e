import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import type { ChunkFrame } from "./chunk-schema.ts";

const META = 4;
const FULL_SNAPSHOT = 2;

/** A replay event, as the domain sees it. */
export type TimedEvent = ReplayEvent;

/** Which part of the history a replay may show. Times are wall-clock ms. */
export interface ReplayRange {
  cut_ms: number;
  now_ms: number;
  oldest_ms: number;
}

/**
 * The replay events of a ring, from the last checkout at or before `cut_ms` (or the first one there is) to its end.
 * Events of a document that come before its first full snapshot are left out: a player could not place them.
 */
export function cutReplay(chunks: readonly ChunkFrame[], range: ReplayRange): TimedEvent[] {
  const shown = new Set<string>();
  const events: TimedEvent[] = [];
  const checkouts: number[] = [];
  for (const { chunk, event, next } of eventsInOrder(chunks, range)) {
    const isCheckout = event.type === META && next?.type === FULL_SNAPSHOT;
    if (isCheckout) {
      shown.add(chunk.document_id);
      checkouts.push(events.length);
    }
    if (shown.has(chunk.document_id)) events.push(event);
  }
  const start = checkouts.findLast((index) => (events[index]?.timestamp ?? 0) <= range.cut_ms) ?? checkouts[0];
  return start === undefined ? [] : events.slice(start);
}

/** A later start: the events from the second checkout on, or none when there is only one. */
export function dropFirstSegment(events: readonly TimedEvent[]): TimedEvent[] {
  const next = events.findIndex(
    (event, index) => index > 0 && event.type === META && events[index + 1]?.type === FULL_SNAPSHOT,
  );
  return next < 0 ? [] : events.slice(next);
}

interface PlacedEvent {
  chunk: ChunkFrame;
  event: TimedEvent;
  next: TimedEvent | undefined;
}

function eventsInOrder(chunks: readonly ChunkFrame[], range: ReplayRange): PlacedEvent[] {
  return chunks
    .flatMap((chunk) => chunk.replay.map((event, index) => ({ chunk, event, next: chunk.replay[index + 1] })))
    .filter(({ event }) => event.timestamp >= range.oldest_ms && event.timestamp <= range.now_ms + 5000)
    .toSorted((left, right) => left.event.timestamp - right.event.timestamp);
}
