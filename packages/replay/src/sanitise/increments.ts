import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { sanitiseAttributes, textOf } from "./attributes.ts";
import { sanitiseCss } from "./css.ts";
import { isObject, NODE, objectsOf, type JsonObject } from "./json-nodes.ts";
import { sanitiseNode, sanitiseText, type SanitiseState } from "./nodes.ts";
import { isNodeId } from "./recorded-nodes.ts";

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

/** One increment that can be replayed without running or fetching anything; null when nothing harmless is left. */
export function sanitiseIncrement(data: JsonObject, state: SanitiseState): JsonObject | null {
  const { removed } = state;
  const drop = (rule: string) => {
    removed[rule] = (removed[rule] ?? 0) + 1;
    return null;
  };
  switch (data.source) {
    case SOURCE.MUTATION:
      return sanitiseMutation(data, state) ?? drop("node id");
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

function sanitiseMutation(data: JsonObject, state: SanitiseState): JsonObject | null {
  const { nodes, removed } = state;
  const changes = {
    removes: objectsOf(data.removes),
    texts: objectsOf(data.texts),
    attributes: objectsOf(data.attributes),
  };
  if (
    !Object.values(changes)
      .flat()
      .every(({ id }) => isNodeId(id))
  )
    return null;
  const adds = nodes.add(objectsOf(data.adds));
  if (!adds) return null;
  return {
    ...data,
    ...changes,
    texts: changes.texts.flatMap((text) => {
      const node = nodes.get(text.id);
      // Text put into an element would replace its children, a style sheet among them.
      if (node?.type !== NODE.TEXT) return [];
      return [{ ...text, value: text.value === null ? null : sanitiseText(text.value, node.isStyle) }];
    }),
    attributes: changes.attributes.map((mutation) => ({
      ...mutation,
      attributes: sanitiseAttributes(
        isObject(mutation.attributes) ? mutation.attributes : {},
        nodes.get(mutation.id)?.tag ?? null,
        removed,
      ),
    })),
    adds: adds.map((add) => ({ ...add, node: isObject(add.node) ? sanitiseNode(add.node, state) : null })),
  };
}

function rulesOf(rules: unknown): JsonObject[] {
  return objectsOf(rules).map((each) => ({
    ...each,
    rule: typeof each.rule === "string" ? sanitiseCss(each.rule) : "",
  }));
}

function declarationOf(set: JsonObject): JsonObject {
  return { ...set, value: sanitiseCss(textOf(set.value)) };
}
