/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

/** Kinds of recorded nodes, as rrweb numbers them. */
export const NODE = { DOCUMENT: 0, DOCTYPE: 1, ELEMENT: 2, TEXT: 3, CDATA: 4, COMMENT: 5 } as const;

/** Browsers nest no deeper when they parse, and recursion has to end somewhere. */
export const MAX_DEPTH = 512;

/** True for a JSON object, which is all that is known of a recorded thing. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; anything else in it is left out. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Tag name without a namespace prefix, as the rules know it. */
export function tagOf(node: JsonObject): string {
  const name = typeof node.tagName === "string" ? node.tagName.toLowerCase() : "";
  return name.slice(name.lastIndexOf(":") + 1);
}
