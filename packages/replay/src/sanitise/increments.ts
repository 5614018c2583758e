import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { sanitiseAttributes } from "./attributes.ts";
import { sanitiseCss } from "./css.ts";
import {
  collectFacts,
  isObject,
  isSheet,
  NODE,
  objectsOf,
  sanitiseNode,
  sanitiseText,
  type JsonObject,
  type NodeFacts,
  type SanitiseState,
} from "./nodes.ts";

/** Kinds of incremental data, as rrweb numbers them. */
const SOURCE = {
  MUTATION: 0,
  INPUT: 5,
  STYLE_SHEET_RULE: 8,
  CANVAS: 9,
  FONT: 10,
  LOG: 11,
  STYLE_DECLARATION: 13,
  ADOPTED_STYLE_SHEET: 15,
  CUSTOM_ELEMENT: 16,
} as const;

/** Notes what the additions of a mutation say about nodes. */
export function collectFromIncrement(data: JsonObject, facts: NodeFacts): void {
  if (data.source !== SOURCE.MUTATION) return;
  for (const add of objectsOf(data.adds)) {
    if (!isObject(add.node)) continue;
    collectFacts(add.node, facts);
    const { parentId } = add;
    const isInSheet = typeof parentId === "number" && isSheet(facts.tags.get(parentId));
    if (isInSheet && add.node.type === NODE.TEXT && typeof add.node.id === "number") facts.style_texts.add(add.node.id);
  }
}

/** One increment that can be replayed without running or fetching anything; null when nothing harmless is left. */
export function sanitiseIncrement(data: JsonObject, state: SanitiseState): JsonObject | null {
  const { removed } = state;
  const drop = (rule: string) => {
    removed[rule] = (removed[rule] ?? 0) + 1;
    return null;
  };
  switch (data.source) {
    case SOURCE.MUTATION:
      return sanitiseMutation(data, state);
    case SOURCE.INPUT:
      return { ...data, text: typeof data.text === "string" ? scrubText(data.text).text : "" };
    case SOURCE.STYLE_SHEET_RULE:
      return {
        ...data,
        ...(data.adds === undefined ? {} : { adds: rulesOf(data.adds) }),
        ...(typeof data.replace === "string" ? { replace: sanitiseCss(data.replace) } : {}),
        ...(typeof data.replaceSync === "string" ? { replaceSync: sanitiseCss(data.replaceSync) } : {}),
      };
    case SOURCE.STYLE_DECLARATION:
      return { ...data, ...(isObject(data.set) ? { set: declarationOf(data.set) } : {}) };
    case SOURCE.ADOPTED_STYLE_SHEET:
      return {
        ...data,
        ...(data.styles === undefined
          ? {}
          : { styles: objectsOf(data.styles).map((style) => ({ ...style, rules: rulesOf(style.rules) })) }),
      };
    case SOURCE.CANVAS:
      return drop("canvas command");
    case SOURCE.FONT:
      return data.buffer === true ? data : drop("remote resource");
    case SOURCE.LOG:
      return drop("log event");
    case SOURCE.CUSTOM_ELEMENT:
      return drop("custom element");
    default:
      return typeof data.source === "number" && data.source >= 0 && data.source <= 14 ? data : drop("unknown event");
  }
}

function sanitiseMutation(data: JsonObject, state: SanitiseState): JsonObject {
  const { facts, removed } = state;
  return {
    ...data,
    removes: objectsOf(data.removes),
    texts: objectsOf(data.texts).map((text) => ({
      ...text,
      value:
        text.value === null
          ? null
          : sanitiseText(text.value, typeof text.id === "number" && facts.style_texts.has(text.id)),
    })),
    attributes: objectsOf(data.attributes).map((mutation) => ({
      ...mutation,
      attributes: sanitiseAttributes(
        isObject(mutation.attributes) ? mutation.attributes : {},
        (typeof mutation.id === "number" && facts.tags.get(mutation.id)) || new Set<string>(),
        removed,
      ),
    })),
    adds: objectsOf(data.adds)
      .filter((add) => isObject(add.node))
      .map((add) => ({ ...add, node: isObject(add.node) ? sanitiseNode(add.node, state) : null })),
  };
}

function rulesOf(rules: unknown): JsonObject[] {
  return objectsOf(rules).map((each) => ({
    ...each,
    rule: typeof each.rule === "string" ? sanitiseCss(each.rule) : "",
  }));
}

function declarationOf(set: JsonObject): JsonObject {
  return { ...set, value: typeof set.value === "string" ? sanitiseCss(set.value) : set.value };
}
