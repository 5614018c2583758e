/** What the ring knows of a chunk without reading it. */
export interface RingChunk {
  at_ms: number;
  is_checkout: boolean;
  size_bytes: number;
}

/** What is known of a chunk by the browser's word. */
export interface SiteChunk {
  origin: string;
  /** Which showing of a document it belongs to. */
  visit: string;
}

/**
 * The chunks that a capture of a page of `origin` may hold: those since the tab came to that origin last. Visits stand
 * in the order in which they began, so that a chunk which arrives late stays with its own.
 */
export function chunksOfSite<Chunk extends SiteChunk>(chunks: readonly Chunk[], origin: string): Chunk[] {
  const visits = new Map(chunks.map((chunk) => [chunk.visit, chunk.origin]));
  const order = [...visits].toReversed();
  const end = order.findIndex(([, site]) => site !== origin);
  const kept = new Set((end < 0 ? order : order.slice(0, end)).map(([visit]) => visit));
  return chunks.filter(({ visit, origin: site }) => site === origin && kept.has(visit));
}

/** How much history to keep. */
export interface RingLimits {
  now_ms: number;
  window_ms: number;
  max_bytes: number;
}

/**
 * How many of the oldest chunks may go. Chunks form segments, each beginning at a checkout; a segment goes when the
 * next one still covers the whole window, or when all of it together is too large. Never cuts inside of a segment,
 * because what follows a full snapshot means nothing without it.
 */
export function ringDropCount(chunks: readonly RingChunk[], limits: RingLimits): number {
  const starts = segmentStarts(chunks);
  const cut_ms = limits.now_ms - limits.window_ms;
  let dropped = 0;
  for (const start of starts.slice(1))
    if ((chunks[start]?.at_ms ?? Number.POSITIVE_INFINITY) <= cut_ms) dropped = start;
  let kept_bytes = chunks.slice(dropped).reduce((sum, chunk) => sum + chunk.size_bytes, 0);
  for (const end of [...starts.filter((start) => start > dropped), chunks.length]) {
    if (kept_bytes <= limits.max_bytes) break;
    for (const chunk of chunks.slice(dropped, end)) kept_bytes -= chunk.size_bytes;
    dropped = end;
  }
  return dropped;
}

function segmentStarts(chunks: readonly RingChunk[]): number[] {
  const starts = [0];
  chunks.forEach((chunk, index) => {
    if (index > 0 && chunk.is_checkout) starts.push(index);
  });
  return starts;
}
