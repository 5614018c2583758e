interface RecordedEvent {
  type: number;
  timestamp: number;
  data: unknown;
}

const FULL_SNAPSHOT = 2;
const INCREMENTAL = 3;
const MUTATION_SOURCE = 0;
/** A page is worth looking at once this many nodes stand in it. */
const ENOUGH_NODES = 12;
/** Room for the styles that arrive with the nodes. */
const SETTLE_MS = 150;

/**
 * The first moment, in ms after the start, at which there is something to see. Recording begins before a page has
 * drawn anything, so the very start is blank.
 */
export function openingOffset(events: readonly RecordedEvent[]): number {
  const start = events[0]?.timestamp ?? 0;
  const end = events.at(-1)?.timestamp ?? 0;
  let nodes = 0;
  for (const event of events) {
    nodes += nodesAdded(event);
    if (nodes >= ENOUGH_NODES)
      return event.timestamp === start ? 0 : Math.min(event.timestamp + SETTLE_MS, end) - start;
  }
  return 0;
}

function nodesAdded({ type, data }: RecordedEvent): number {
  if (typeof data !== "object" || data === null) return 0;
  if (type === FULL_SNAPSHOT && "node" in data) return countVisible(data.node);
  const isMutation = type === INCREMENTAL && "source" in data && data.source === MUTATION_SOURCE;
  return isMutation && "adds" in data && Array.isArray(data.adds) ? data.adds.length : 0;
}

/** Nodes of a serialised tree outside its head. */
function countVisible(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  if ("tagName" in node && (node.tagName === "head" || node.tagName === "script")) return 0;
  const children: unknown[] = "childNodes" in node && Array.isArray(node.childNodes) ? node.childNodes : [];
  return children.reduce<number>((sum, child) => sum + countVisible(child), 1);
}
