/** What the ring knows of a chunk without reading it. */
export interface RingChunk {
  at_ms: number;
  is_checkout: boolean;
  size_bytes: number;
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
