import type { ActionTarget } from "@hawkmoth/domain/capture/bundle";
import { isObject, NODE, objectsOf, tagOf, type JsonObject } from "./sanitise/json-nodes.ts";

/** Nodes that are kept of a page; what comes later in it has no name. */
const MAX_NODES = 300_000;
const MAX_DEPTH = 512;
const NAME_LENGTH = 200;
/** How far above the node that was hit the control is looked for. */
const MAX_CLIMB = 6;
/** Nodes that are looked at for the words of a control. */
const MAX_WORDS = 60;

const IMPLICIT_ROLES: Readonly<Record<string, string>> = {
  a: "link",
  button: "button",
  select: "combobox",
  textarea: "textbox",
  summary: "button",
  option: "option",
};
const INPUT_ROLES: Readonly<Record<string, string>> = {
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  checkbox: "checkbox",
  radio: "radio",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
};
const CONTROLS = new Set(["a", "button", "input", "select", "textarea", "summary", "option", "label"]);

/** What of an element is kept: others may hold whole pictures. */
const KEPT = "type role aria-label title alt value placeholder data-testid id for".split(" ");

type Attributes = Readonly<Record<string, string>>;

interface KnownNode {
  tag: string;
  attributes: Attributes;
  text: string;
  parent_id: number | null;
  child_ids: number[];
}

/** The page of a recording as far as steps need it: what a node is called, and what it stands in. */
export class ReplayNodes {
  #nodes = new Map<number, KnownNode>();

  /** Begins anew with the tree of a full snapshot. */
  reset(node: JsonObject): void {
    this.#nodes.clear();
    this.add(node, null);
  }

  /** Notes a tree that was added below a node. */
  add(node: JsonObject, parent_id: number | null, depth = 0): void {
    if (typeof node.id !== "number" || depth > MAX_DEPTH || this.#nodes.size >= MAX_NODES) return;
    const isText = node.type === NODE.TEXT;
    this.#nodes.set(node.id, {
      tag: isText ? "#text" : tagOf(node),
      attributes: keptOf(node.attributes),
      text: isText ? textOf(node.textContent) : "",
      parent_id,
      child_ids: [],
    });
    if (parent_id !== null) this.#nodes.get(parent_id)?.child_ids.push(node.id);
    for (const child of objectsOf(node.childNodes)) this.add(child, node.id, depth + 1);
  }

  /** Notes a change of a text or of attributes. */
  change(id: unknown, change: { text?: string; attributes?: JsonObject }): void {
    const node = typeof id === "number" ? this.#nodes.get(id) : undefined;
    if (!node) return;
    if (change.text !== undefined) node.text = textOf(change.text);
    if (change.attributes) node.attributes = { ...node.attributes, ...keptOf(change.attributes) };
  }

  /** The first words of the page's title. */
  title(): string {
    for (const [id, node] of this.#nodes) if (node.tag === "title") return this.#words(id);
    return "";
  }

  /** The control that a node is or stands in, as steps name it; null for a node that is not known. */
  target(id: unknown): ActionTarget | null {
    const control_id = this.#controlOf(id);
    const node = control_id === null ? undefined : this.#nodes.get(control_id);
    if (!node || control_id === null) return null;
    const { tag, attributes } = node;
    const input_type = tag === "input" ? (attribute(attributes, "type")?.toLowerCase() ?? "text") : null;
    const isField = tag === "input" || tag === "select" || tag === "textarea";
    const value = input_type === "submit" || input_type === "button" ? attribute(attributes, "value") : null;
    const said = attribute(attributes, "aria-label") ?? value ?? attribute(attributes, "title");
    const words = isField ? null : this.#words(control_id) || attribute(attributes, "alt");
    return {
      tag: tag.slice(0, 50) || "element",
      role: (attribute(attributes, "role") ?? roleOf(tag, input_type))?.slice(0, 50) ?? null,
      name: said ?? words,
      test_id: attribute(attributes, "data-testid"),
      label: isField ? this.#labelOf(control_id, attributes) : null,
      placeholder: attribute(attributes, "placeholder"),
      css: null,
      input_type: input_type?.slice(0, 50) ?? null,
      index: 0,
      count: 1,
    };
  }

  #controlOf(id: unknown): number | null {
    if (typeof id !== "number" || !this.#nodes.has(id)) return null;
    let at: number | null = id;
    for (let climbed = 0; at !== null && climbed < MAX_CLIMB; climbed += 1) {
      const node: KnownNode | undefined = this.#nodes.get(at);
      if (!node) break;
      if (CONTROLS.has(node.tag) || attribute(node.attributes, "role") !== null) return at;
      at = node.parent_id;
    }
    const hit = this.#nodes.get(id);
    return hit?.tag === "#text" ? hit.parent_id : id;
  }

  #labelOf(id: number, attributes: Attributes): string | null {
    const own = attribute(attributes, "id");
    let at = this.#nodes.get(id)?.parent_id ?? null;
    for (let climbed = 0; at !== null && climbed < MAX_CLIMB; climbed += 1) {
      const node = this.#nodes.get(at);
      if (!node) return null;
      if (node.tag === "label") return this.#words(at) || null;
      for (const child_id of node.child_ids.slice(0, MAX_WORDS)) {
        const child = this.#nodes.get(child_id);
        const isOwn = own !== null && child?.tag === "label" && attribute(child.attributes, "for") === own;
        if (isOwn) return this.#words(child_id) || null;
      }
      at = node.parent_id;
    }
    return null;
  }

  #words(id: number): string {
    const found: string[] = [];
    const waiting = [id];
    for (let seen = 0; waiting.length > 0 && seen < MAX_WORDS; seen += 1) {
      const node = this.#nodes.get(waiting.pop() ?? -1);
      if (!node) continue;
      if (node.text !== "") found.push(node.text);
      waiting.push(...node.child_ids.slice(0, MAX_WORDS).toReversed());
    }
    return found.join(" ").slice(0, NAME_LENGTH);
  }
}

function keptOf(attributes: unknown): Attributes {
  const kept: Record<string, string> = {};
  if (!isObject(attributes)) return kept;
  for (const name of KEPT) {
    const value = attributes[name];
    if (typeof value === "string") kept[name] = value.slice(0, NAME_LENGTH);
  }
  return kept;
}

function textOf(text: unknown): string {
  return typeof text === "string"
    ? text
        .slice(0, 2 * NAME_LENGTH)
        .replace(/\s+/g, " ")
        .trim()
        .slice(0, NAME_LENGTH)
    : "";
}

function attribute(attributes: Attributes, name: string): string | null {
  const value = attributes[name]?.trim();
  return value === undefined || value === "" ? null : value;
}

function roleOf(tag: string, input_type: string | null): string | null {
  if (input_type !== null) return INPUT_ROLES[input_type] ?? "textbox";
  return IMPLICIT_ROLES[tag] ?? null;
}
