import { isObject, MAX_DEPTH, NODE, objectsOf, tagOf, type JsonObject } from "./json-nodes.ts";

/** Elements whose text is a style sheet; the player rebuilds a link with a sheet as a style element. */
const SHEETS = new Set(["style", "link"]);

/** What stays the same of a node as long as its id means it. */
export interface RecordedNode {
  /** As rrweb numbers kinds of nodes; -1 for anything else. */
  type: number;
  /** Tag name in lower case without prefix; empty for what is no element. */
  tag: string;
  /** True for text that stands in the element of a style sheet. */
  isStyle: boolean;
}

/** A tree of an event below the node it is put into; null for the document itself. */
interface Planted {
  node: JsonObject;
  parent_id: number | null;
}

/**
 * The nodes of a recording as its player knows them. Keep one for all events of a recording, in the order in which they
 * are played. An id means one node until the next full snapshot: a tree that says otherwise is refused, because the
 * player may go on with the old node, whose text was cleaned for another place.
 */
export class RecordedNodes {
  #known = new Map<number, RecordedNode>();

  /** Forgets everything and learns the tree of a full snapshot; false when its ids are not unique positive integers. */
  restart(node: JsonObject): boolean {
    this.#known = new Map();
    return node.type === NODE.DOCUMENT && this.#learn([{ node, parent_id: null }]);
  }

  /**
   * Learns what a mutation adds, and returns the additions whose parent is known, in whatever order they come. Null when
   * an id is no unique positive integer or meant another node before: such an event must not be played.
   */
  add(adds: readonly JsonObject[]): JsonObject[] | null {
    if (!adds.every(hasNumbers)) return null;
    const placed = this.#placed(adds);
    const trees = placed.flatMap(({ node, parentId }) =>
      isObject(node) && isNodeId(parentId) ? [{ node, parent_id: parentId }] : [],
    );
    return this.#learn(trees) ? placed : null;
  }

  /** The node that an id means; null when it means none. */
  get(id: unknown): RecordedNode | null {
    return (isNodeId(id) && this.#known.get(id)) || null;
  }

  /** The additions below a known node, and below those. */
  #placed(adds: readonly JsonObject[]): JsonObject[] {
    const waiting = new Map<unknown, JsonObject[]>();
    const placed: JsonObject[] = [];
    for (const add of adds) {
      if (this.get(add.parentId)) placed.push(add);
      else
        waiting
          .set(add.parentId, waiting.get(add.parentId) ?? [])
          .get(add.parentId)
          ?.push(add);
    }
    for (const { node } of placed)
      for (const id of isObject(node) ? idsOf(node) : []) {
        placed.push(...(waiting.get(id) ?? []));
        waiting.delete(id);
      }
    const isPlaced = new Set(placed);
    return adds.filter((add) => isPlaced.has(add));
  }

  #learn(trees: readonly Planted[]): boolean {
    const found = new Map<number, RecordedNode>();
    for (const { node } of trees) if (!survey(node, { parent: null, depth: 0, found })) return false;
    for (const { node, parent_id } of trees) {
      const root = isNodeId(node.id) ? found.get(node.id) : undefined;
      const parent = parent_id === null ? null : (found.get(parent_id) ?? this.get(parent_id));
      if (!root || (parent && !mayStandIn(root, parent))) return false;
      root.isStyle = isStyleText(root, parent);
    }
    for (const [id, node] of found) if (!isSame(node, this.#known.get(id))) return false;
    for (const [id, node] of found) this.#known.set(id, node);
    return true;
  }
}

interface Place {
  parent: RecordedNode | null;
  depth: number;
  found: Map<number, RecordedNode>;
}

/** Notes every node of a tree that will be kept; false when an id is not its own. */
function survey(node: JsonObject, { parent, depth, found }: Place): boolean {
  const { id } = node;
  if (!isNodeId(id) || found.has(id) || !isNodeIdOrNone(node.rootId)) return false;
  if (node.type === NODE.DOCUMENT && depth > 0) return false;
  const type = typeof node.type === "number" ? node.type : -1;
  const known: RecordedNode = { type, tag: type === NODE.ELEMENT ? tagOf(node) : "", isStyle: false };
  known.isStyle = isStyleText(known, parent);
  found.set(id, known);
  if (depth >= MAX_DEPTH) return true;
  return objectsOf(node.childNodes).every((child) => survey(child, { parent: known, depth: depth + 1, found }));
}

/** The player opens a document anew wherever one is put, so that it may be put into frames only. */
function mayStandIn(node: RecordedNode, parent: RecordedNode): boolean {
  return node.type !== NODE.DOCUMENT || parent.tag === "iframe";
}

function isStyleText({ type }: RecordedNode, parent: RecordedNode | null): boolean {
  return type === NODE.TEXT && parent !== null && SHEETS.has(parent.tag);
}

function isSame(node: RecordedNode, before: RecordedNode | undefined): boolean {
  if (!before) return true;
  return before.type === node.type && before.tag === node.tag && before.isStyle === node.isStyle;
}

/** True when everything in an addition that names a node is a number for one. */
function hasNumbers({ node, parentId, nextId, previousId }: JsonObject): boolean {
  return isObject(node) && isNodeId(parentId) && isNodeIdOrNone(nextId) && isNodeIdOrNone(previousId);
}

function idsOf(node: JsonObject, into: unknown[] = [], depth = 0): unknown[] {
  into.push(node.id);
  if (depth < MAX_DEPTH) for (const child of objectsOf(node.childNodes)) idsOf(child, into, depth + 1);
  return into;
}

/** True for what rrweb numbers nodes with. */
export function isNodeId(id: unknown): id is number {
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0;
}

function isNodeIdOrNone(id: unknown): boolean {
  return id === null || id === undefined || isNodeId(id);
}
