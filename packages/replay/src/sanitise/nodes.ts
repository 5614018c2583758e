import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { sanitiseAttributes, type Removed } from "./attributes.ts";
import { sanitiseStyleText } from "./css.ts";
import { isObject, MAX_DEPTH, NODE, objectsOf, tagOf, type JsonObject } from "./json-nodes.ts";
import type { RecordedNodes } from "./recorded-nodes.ts";

/** Elements that run code or hold foreign documents are rebuilt as these. */
const REPLACED: Readonly<Record<string, string>> = {
  script: "noscript",
  object: "div",
  embed: "div",
  applet: "div",
  portal: "div",
  fencedframe: "div",
  frame: "div",
  frameset: "div",
};
const TAG = /^[a-z][a-z0-9:._-]*$/;

/** What sanitising knows and counts, kept from one event to the next. */
export interface SanitiseState {
  nodes: RecordedNodes;
  removed: Removed;
}

/** A recorded tree that can be rebuilt without running or fetching anything; ids stay. Its nodes must be known. */
export function sanitiseNode(node: JsonObject, state: SanitiseState, depth = 0): JsonObject {
  const clean: JsonObject = { ...node };
  if (Array.isArray(node.childNodes))
    clean.childNodes =
      depth >= MAX_DEPTH ? [] : objectsOf(node.childNodes).map((child) => sanitiseNode(child, state, depth + 1));
  switch (node.type) {
    case NODE.DOCUMENT:
      return clean;
    case NODE.DOCTYPE:
      return { ...clean, name: "html", publicId: "", systemId: "" };
    case NODE.ELEMENT:
      return sanitiseElement(clean, state);
    case NODE.TEXT:
      return sanitiseTextNode(clean, state);
    default:
      // Comments and CDATA show nothing; an empty comment keeps their place and id.
      return { id: node.id, rootId: node.rootId, type: NODE.COMMENT, textContent: "" };
  }
}

/** The text of a text node: a style sheet or words. */
export function sanitiseText(text: unknown, isStyle: boolean): string {
  const given = typeof text === "string" ? text : "";
  return isStyle ? sanitiseStyleText(given) : scrubText(given).text;
}

function sanitiseTextNode({ isStyle: _given, ...node }: JsonObject, { nodes }: SanitiseState): JsonObject {
  const isStyle = nodes.get(node.id)?.isStyle ?? true;
  return { ...node, textContent: sanitiseText(node.textContent, isStyle), ...(isStyle ? { isStyle } : {}) };
}

function sanitiseElement(node: JsonObject, { removed }: SanitiseState): JsonObject {
  const tag = tagOf(node);
  const given = typeof node.tagName === "string" ? node.tagName.toLowerCase() : "";
  const replacement = TAG.test(given) ? (Object.hasOwn(REPLACED, tag) ? REPLACED[tag] : undefined) : "div";
  if (replacement || tag === "base") removed[tag || "element"] = (removed[tag || "element"] ?? 0) + 1;
  const attributes = isObject(node.attributes) ? node.attributes : {};
  const isScript = tag === "script";
  return {
    ...node,
    tagName: replacement ?? given,
    attributes: isScript || tag === "base" ? {} : sanitiseAttributes(attributes, tag, removed),
    childNodes: isScript ? withoutText(objectsOf(node.childNodes)) : objectsOf(node.childNodes),
    ...(replacement ? { isSVG: undefined, isCustom: undefined } : {}),
  };
}

function withoutText(nodes: readonly JsonObject[]): JsonObject[] {
  return nodes.map((node) => (node.type === NODE.TEXT ? { ...node, textContent: "" } : node));
}
