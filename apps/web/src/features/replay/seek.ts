import type { eventWithTime } from "@rrweb/types";
import type { Replayer } from "rrweb";

const META = 4;
const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const CUSTOM = 5;
const SCROLL = 3;

/** rrweb applies what happened before the target; a hundredth of a millisecond more takes in what happened at it. */
const INCLUSIVE_MS = 0.01;

/** Named to rrweb as the event shown last: it then builds the page anew instead of going on from what it shows. */
const AFTER_EVERYTHING: eventWithTime = {
  type: CUSTOM,
  timestamp: Number.MAX_SAFE_INTEGER,
  data: { tag: "seek", payload: null },
};

/**
 * The events in order of time. The head of a document whose snapshot never came marks a time and nothing more: rrweb would
 * begin there and show nothing.
 */
export function playableEvents(recorded: readonly eventWithTime[]): eventWithTime[] {
  const events = recorded.toSorted((one, other) => one.timestamp - other.timestamp);
  return events.map((event, index) => {
    if (event.type !== META) return event;
    const next = events.slice(index + 1).find(({ type }) => type === META || type === FULL_SNAPSHOT);
    if (next?.type === FULL_SNAPSHOT) return event;
    return { type: CUSTOM, timestamp: event.timestamp, data: { tag: "head without snapshot", payload: null } };
  });
}

/**
 * Where rrweb has to be sent, in ms after the first event, so that it shows what was on screen at `offset_ms`: all that
 * happened up to and at that time, and never the gap between the head of a document and its snapshot.
 */
export function seekTarget(events: readonly eventWithTime[], offset_ms: number): number {
  const start_ms = events[0]?.timestamp ?? 0;
  const at_ms = start_ms + Math.max(0, offset_ms) + INCLUSIVE_MS;
  const head = events.findLastIndex((event) => event.type === META && event.timestamp <= at_ms);
  const snapshot = events.find((event, index) => index > head && event.type === FULL_SNAPSHOT);
  const first_ms = snapshot ? snapshot.timestamp + INCLUSIVE_MS : at_ms;
  return Math.max(at_ms, first_ms) - start_ms;
}

interface Scroll {
  left: number;
  top: number;
}

/** How far the page itself was scrolled at a time, by the last snapshot and what happened since. */
export function scrollAt(events: readonly eventWithTime[], offset_ms: number): Scroll {
  const at_ms = (events[0]?.timestamp ?? 0) + seekTarget(events, offset_ms);
  let root: number | null = null;
  let scroll: Scroll = { left: 0, top: 0 };
  for (const event of events) {
    if (event.timestamp > at_ms) break;
    if (event.type === FULL_SNAPSHOT) {
      root = event.data.node.id;
      scroll = event.data.initialOffset;
    } else if (event.type === INCREMENT && event.data.source === SCROLL && event.data.id === root)
      scroll = { left: event.data.x, top: event.data.y };
  }
  return scroll;
}

/**
 * Shows the page as it was at a time, whatever was shown before: it is built from the last snapshot each time, since
 * rrweb skips or keeps events wrongly when it goes on from a frame that it reached in another way.
 */
export function showFrame(replayer: Replayer, events: readonly eventWithTime[], offset_ms: number): void {
  rewind(replayer);
  replayer.pause(seekTarget(events, offset_ms));
  const scroll = scrollAt(events, offset_ms);
  // A page that is built anew may keep the scroll of the one before it until it is laid out.
  replayer.iframe.contentWindow?.scrollTo({ ...scroll, behavior: "instant" });
}

/** As showFrame, and plays on from there. */
export function playFrom(replayer: Replayer, events: readonly eventWithTime[], offset_ms: number): void {
  rewind(replayer);
  replayer.play(seekTarget(events, offset_ms));
}

function rewind(replayer: Replayer): void {
  replayer.pause();
  replayer.service.send({ type: "CAST_EVENT", payload: { event: AFTER_EVERYTHING } });
  const mouse = replayer.wrapper.querySelector<HTMLElement>(".replayer-mouse");
  mouse?.removeAttribute("style");
  mouse?.classList.remove("active", "touch-active");
}
