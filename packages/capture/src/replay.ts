import { record } from "@rrweb/record";
import type { eventWithTime } from "@rrweb/types";
import type { ChunkBuffer } from "./buffer.ts";
import { quietly } from "./hooks/hook.ts";
import { Masker } from "./masking/masker.ts";
import type { Zones } from "./masking/zones.ts";
import type { RecorderPolicy } from "./policy.ts";

const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;
const CHECKOUT_MS = 30_000;
/** A full snapshot of a big page costs tens of milliseconds, so big pages take them half as often. */
const BIG_PAGE_CHECKOUT_MS = 60_000;
const BIG_PAGE_NODES = 10_000;

/** A running session replay. */
export interface ReplayRecording {
  zones: Zones;
  stop: () => void;
}

/**
 * Starts rrweb. Every event goes through the masking pass before it is buffered, and checkouts are taken only when
 * something happened since the last.
 */
export function recordReplay(policy: RecorderPolicy, buffer: ChunkBuffer): ReplayRecording {
  const masker = new Masker(policy, (id) => record.mirror.getNode(id), buffer.hits);
  let snapshot_ms = 0;
  let interval_ms = CHECKOUT_MS;
  const emit = (event: eventWithTime) => {
    const masked = quietly(() => masker.mask(event));
    if (masked) buffer.pushReplay(masked);
    if (event.type === FULL_SNAPSHOT) {
      snapshot_ms = event.timestamp;
      interval_ms = document.getElementsByTagName("*").length > BIG_PAGE_NODES ? BIG_PAGE_CHECKOUT_MS : CHECKOUT_MS;
    } else if (event.type === INCREMENTAL && snapshot_ms > 0 && event.timestamp - snapshot_ms > interval_ms) {
      snapshot_ms = event.timestamp;
      record.takeFullSnapshot(true);
    }
  };
  const stop = record({
    emit,
    blockSelector: masker.zones.blockSelector,
    slimDOMOptions: "all",
    recordAfter: "DOMContentLoaded",
    sampling: { mousemove: 50, scroll: 150 },
    errorHandler: () => true,
  });
  return { zones: masker.zones, stop: () => stop?.() };
}
