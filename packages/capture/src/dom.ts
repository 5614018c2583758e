/** Tells elements from other nodes, also across frames, where `instanceof` fails. */
export function isElement(node: unknown): node is Element {
  return typeof node === "object" && node !== null && "nodeType" in node && node.nodeType === 1;
}

/** Tells a shadow root from other roots. */
export function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === 11 && "host" in node;
}

/** Tells a document from other nodes. */
export function isDocument(node: Node): node is Document {
  return node.nodeType === 9;
}
