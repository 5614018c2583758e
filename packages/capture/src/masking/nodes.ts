import { addHits, scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import type { serializedNodeWithId } from "@rrweb/types";
import { isElement } from "../dom.ts";
import { type AttributePlace, MASK, maskAttribute } from "./attributes.ts";
import { maskCss } from "./css.ts";
import { isValueMasked } from "./fields.ts";
import type { Zone, Zones } from "./zones.ts";

/** What masking needs to know: the mode, the regions, the live node behind an rrweb id, and where hits are counted. */
export interface MaskContext {
  mode: PrivacyMode;
  zones: Zones;
  nodeOf: (id: number) => Node | null;
  hits: Record<string, number>;
}

const NODE_ELEMENT = 2;
const NODE_TEXT = 3;
const NODE_COMMENT = 5;
/** Elements whose text is a value somebody chose or typed. */
const VALUE_TEXT = new Set(["textarea", "option", "datalist"]);

/** Masks a serialised node and everything below it, in place. */
export function maskTree(root: serializedNodeWithId, outer: Zone, context: MaskContext): void {
  const pending: { node: serializedNodeWithId; zone: Zone; parentTag: string }[] = [
    { node: root, zone: outer, parentTag: parentTagOf(context.nodeOf(root.id)) },
  ];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { node } = item;
    const zone = maskNode(node, item, context);
    if (!("childNodes" in node)) continue;
    const parentTag = "tagName" in node ? node.tagName : "";
    for (const child of node.childNodes) pending.push({ node: child, zone, parentTag });
  }
}

interface NodePlace {
  zone: Zone;
  parentTag: string;
}

function maskNode(node: serializedNodeWithId, place: NodePlace, context: MaskContext): Zone {
  if (node.type === NODE_ELEMENT && "attributes" in node) return maskElement(node, place.zone, context);
  if (node.type === NODE_TEXT && "textContent" in node)
    node.textContent = maskText(node.textContent, { ...place, isStyle: place.parentTag === "style" }, context);
  else if (node.type === NODE_COMMENT && "textContent" in node) node.textContent = "";
  return place.zone;
}

type SerializedElement = Extract<serializedNodeWithId, { attributes: unknown }>;

function maskElement(node: SerializedElement, outer: Zone, context: MaskContext): Zone {
  const live = context.nodeOf(node.id);
  const element = isElement(live) ? live : null;
  const zone = element ? context.zones.within(element, outer) : outer;
  const place = placeOf(element, { tag: node.tagName, zone, isSvg: node.isSVG === true }, context.mode);
  for (const [name, value] of Object.entries(node.attributes)) {
    if (typeof value !== "string") continue;
    const clean = maskAttribute(name, value, { place, hits: context.hits });
    if (clean === null) delete node.attributes[name];
    else if (clean !== value) node.attributes[name] = clean;
  }
  return zone;
}

/** Describes where an element's attributes stand. */
export function placeOf(
  element: Element | null,
  known: { tag: string; zone: Zone; isSvg: boolean },
  mode: PrivacyMode,
): AttributePlace {
  const isOption = known.tag === "option" && mode !== "MINIMAL";
  return {
    ...known,
    mode,
    isValueMasked: isOption || (element ? isValueMasked(element, known.zone, mode) : true),
    metaName: known.tag === "meta" && element ? element.getAttribute("name") : null,
  };
}

/** Masks the text of one text node. White space stays: it carries layout and nothing else. */
export function maskText(
  text: string,
  place: { zone: Zone; parentTag: string; isStyle: boolean },
  context: MaskContext,
): string {
  const { mode, hits } = context;
  if (place.isStyle) return maskCss(text, { mode, isHidden: place.zone.isHidden }, hits);
  if (!/\S/.test(text)) return text;
  if (isTextMasked(place, mode)) {
    if (text !== MASK) addHits(hits, { text: 1 });
    return MASK;
  }
  const scrubbed = scrubText(text);
  addHits(hits, scrubbed.hits);
  return scrubbed.text;
}

function isTextMasked(place: NodePlace, mode: PrivacyMode): boolean {
  if (place.zone.isHidden || mode === "STRICT") return true;
  return mode === "MODERATE" && (place.zone.isEditable || VALUE_TEXT.has(place.parentTag));
}

/** Tag of the element a node stands in, in lower case. */
export function parentTagOf(node: Node | null): string {
  return node?.parentElement?.localName ?? "";
}
