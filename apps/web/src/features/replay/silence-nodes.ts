import type { attributes, eventWithTime, serializedNodeWithId } from "@rrweb/types";

const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const MUTATION = 0;
const FRAMES: readonly string[] = ["iframe", "frame"];

/**
 * Takes from a recording, in place, what a content policy does not stop: a browser prefetches a link, and opens a
 * connection for a frame before it looks whether the frame is allowed. A replay needs neither: the sheets and frames it
 * shows lie in the recording itself.
 */
export function silenceNodes(events: readonly eventWithTime[]): void {
  const frames = new Set<number>();
  for (const event of events) {
    if (event.type === FULL_SNAPSHOT) silence(event.data.node, frames);
    if (event.type !== INCREMENT || event.data.source !== MUTATION) continue;
    for (const { node } of event.data.adds) silence(node, frames);
    for (const { id, attributes } of event.data.attributes) silenceAttributes(attributes, frames.has(id));
  }
}

function silence(root: serializedNodeWithId, frames: Set<number>): void {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ("tagName" in node) {
      const isFrame = FRAMES.includes(String(node.tagName).toLowerCase());
      if (isFrame) frames.add(node.id);
      silenceAttributes(node.attributes, isFrame);
    }
    if ("childNodes" in node) for (const child of node.childNodes) waiting.push(child);
  }
}

/** The player sets them on elements of HTML, where their names are the same in capitals. */
function silenceAttributes(given: attributes | Record<string, unknown>, isFrame: boolean): void {
  for (const name of Object.keys(given)) {
    const written = name.toLowerCase();
    if (written === "rel" || (isFrame && (written === "src" || written === "srcdoc"))) delete given[name];
  }
}
