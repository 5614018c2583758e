import type { NetworkEntry } from "@hawkmoth/domain/capture/bundle";

/** One bar of the waterfall; numbers are percent of the width. */
export interface WaterfallBar {
  left: number;
  /** Waiting for the first byte. */
  wait: number;
  /** Receiving. */
  receive: number;
}

/** Below this share of the width a bar could not be seen. */
const MIN_WIDTH = 0.8;

/** Places requests on one axis from the first start to the last end. */
export function layOutWaterfall(requests: readonly NetworkEntry[]): WaterfallBar[] {
  const start_ms = Math.min(...requests.map((request) => request.at_ms));
  const end_ms = Math.max(...requests.map((request) => request.at_ms + (request.duration_ms ?? 0)));
  const span_ms = Math.max(1, end_ms - start_ms);
  return requests.map((request) => {
    const duration_ms = request.duration_ms ?? 0;
    const width = Math.max(MIN_WIDTH, (duration_ms / span_ms) * 100);
    const left = Math.min(((request.at_ms - start_ms) / span_ms) * 100, 100 - width);
    const waitShare = duration_ms > 0 ? Math.min(1, (request.ttfb_ms ?? duration_ms) / duration_ms) : 1;
    const wait = width * waitShare;
    return { left, wait, receive: width - wait };
  });
}
