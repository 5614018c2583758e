/** A time of the recording as people read it: `0:07.4`. */
export function formatClock(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100));
  const seconds = Math.floor(tenths / 10);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}.${tenths % 10}`;
}

/** Index of the last row at or before a time, or -1. Rows are in order of time. */
export function indexAt(rows: readonly { at_ms: number }[], at_ms: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.at_ms ?? 0) <= at_ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Seconds of a `?t=` parameter, or null when it holds none. */
export function parseLinkTime(text: string | null): number | null {
  if (text === null || !/^\d+(\.\d+)?$/.test(text)) return null;
  return Number(text) * 1000;
}

/** The value of `?t=` for a time after the start of the recording. */
export function formatLinkTime(offset_ms: number): string {
  return (Math.max(0, Math.round(offset_ms / 100)) / 10).toString();
}
