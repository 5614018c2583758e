import type { ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import type { Removed } from "./sanitise/attributes.ts";
import { sanitiseIncrement } from "./sanitise/increments.ts";
import { isObject } from "./sanitise/json-nodes.ts";
import { sanitiseNode, type SanitiseState } from "./sanitise/nodes.ts";
import { RecordedNodes } from "./sanitise/recorded-nodes.ts";

/** Kinds of events, as rrweb numbers them. */
const EVENT = { LOADED: 0, LOAD: 1, FULL_SNAPSHOT: 2, INCREMENT: 3, META: 4, CUSTOM: 5 } as const;

/** An event as it was recorded. Reading `data` may cost a parse each time, so that not all of them are held at once. */
export interface RecordedEvent {
  readonly type: number;
  readonly data: unknown;
  readonly timestamp: number;
}

/** Events that are safe to play, in order of time, and what was taken out by rule. */
export interface SanitisedReplay {
  events: ReplayEvent[];
  removed: Removed;
}

/**
 * Makes a recording harmless that may have been made by anyone: no script, event handler, `javascript:` link, frame
 * source, meta refresh or base survives, and nothing of it fetches from anywhere; secrets by shape are hidden. Holds
 * for full snapshots, added nodes and later attribute, text and style changes. Node ids stay, so that the replay
 * stays whole; an event whose ids are not unique positive integers is left out. Running it twice changes nothing.
 */
export function sanitiseReplay(events: readonly RecordedEvent[]): SanitisedReplay {
  const removed: Removed = {};
  return { events: [...sanitisedEvents(events, removed)], removed };
}

/** The same, one event at a time; counts into `removed` what was taken out. */
export function* sanitisedEvents(events: readonly RecordedEvent[], removed: Removed): Generator<ReplayEvent> {
  const ordered = [...events].sort((left, right) => left.timestamp - right.timestamp);
  const state: SanitiseState = { nodes: new RecordedNodes(), removed };
  for (const event of ordered) {
    const data = sanitiseData(event, state);
    if (data !== null) yield { type: event.type, data, timestamp: event.timestamp };
  }
}

function sanitiseData(event: RecordedEvent, state: SanitiseState): unknown {
  const given = event.data;
  const data = isObject(given) ? given : {};
  switch (event.type) {
    case EVENT.LOADED:
    case EVENT.LOAD:
      return {};
    case EVENT.META:
      return { href: safeHref(data.href), width: sizeOf(data.width), height: sizeOf(data.height) };
    case EVENT.FULL_SNAPSHOT:
      if (!isObject(data.node) || !state.nodes.restart(data.node)) return dropped("node id", state.removed);
      return { node: sanitiseNode(data.node, state), initialOffset: offsetOf(data.initialOffset) };
    case EVENT.INCREMENT:
      return sanitiseIncrement(data, state);
    case EVENT.CUSTOM:
      return { tag: typeof data.tag === "string" ? data.tag.slice(0, 100) : "", payload: {} };
    default:
      return dropped("unknown event", state.removed);
  }
}

function dropped(rule: string, removed: Removed): null {
  removed[rule] = (removed[rule] ?? 0) + 1;
  return null;
}

function safeHref(href: unknown): string {
  return typeof href === "string" && /^https?:\/\//i.test(href) ? scrubUrl(href).text.slice(0, 4096) : "about:blank";
}

function sizeOf(size: unknown): number {
  return typeof size === "number" && size > 0 && size < 20_000 ? size : 1024;
}

function offsetOf(offset: unknown): { top: number; left: number } {
  const { top, left } = isObject(offset) ? offset : {};
  return { top: typeof top === "number" ? top : 0, left: typeof left === "number" ? left : 0 };
}
