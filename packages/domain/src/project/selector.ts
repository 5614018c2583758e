import { type AstRule, type AstSelector, createParser } from "css-selector-parser";

// Open brackets are looked for here, and the strict mode also refuses names such as `--wide`, which are CSS.
const parse = createParser({ syntax: "latest", strict: false });

type Part = AstRule["items"][number];

/** Pseudo-classes that Chromium, Firefox and Safari all know and that can match an element of a page. */
const KNOWN_PSEUDO_CLASSES = new Set(
  (
    "root empty first-child last-child only-child first-of-type last-of-type only-of-type scope target defined link " +
    "visited any-link hover active focus focus-within focus-visible enabled disabled read-only read-write checked " +
    "indeterminate default required optional valid invalid in-range out-of-range user-valid user-invalid " +
    "placeholder-shown autofill fullscreen modal is where not has nth-child nth-last-child nth-of-type " +
    "nth-last-of-type lang dir"
  ).split(" "),
);
const MAX_NESTING = 20;

/**
 * Says what is wrong with a CSS selector, or null when every browser understands it and it can match an element of a
 * page. Refuses what browsers refuse or close by themselves (an open bracket or string), pseudo-elements, which are no
 * elements, and names that only some browsers know.
 */
export function selectorFault(text: string): string | null {
  if (text.trim() === "") return "it is empty";
  const open = openPart(text);
  if (open !== null) return open;
  try {
    return listFault(parse(text), { depth: 0, isInHas: false });
  } catch (error) {
    return `it can't be read from character ${positionOf(error) + 1} on`;
  }
}

/** Where in a selector something stands. */
interface Place {
  depth: number;
  isInHas: boolean;
}

function listFault({ rules }: AstSelector, place: Place): string | null {
  if (place.depth > MAX_NESTING) return "its brackets are nested too deeply";
  return firstFault(rules, (rule) => ruleFault(rule, place));
}

function ruleFault(first: AstRule, place: Place): string | null {
  for (let rule: AstRule | undefined = first; rule; rule = rule.nestedRule) {
    if (rule.combinator === "||") return "browsers do not know ||";
    const fault = firstFault(rule.items, (part) => partFault(part, place));
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(part: Part, place: Place): string | null {
  switch (part.type) {
    case "PseudoElement":
      return `::${part.name} is no element`;
    case "NestingSelector":
      return "& has nothing to stand for";
    case "TagName":
    case "WildcardTag":
    case "Attribute":
      return part.namespace?.type === "NamespaceName" ? `the namespace ${part.namespace.name} is not known` : null;
    case "PseudoClass":
      return pseudoClassFault(part, place);
    case "Id":
    case "ClassName":
      return null;
  }
}

function pseudoClassFault(part: Extract<Part, { type: "PseudoClass" }>, place: Place): string | null {
  const name = part.name.toLowerCase();
  if (!KNOWN_PSEUDO_CLASSES.has(name)) return `not every browser knows :${part.name}`;
  if (name === "has" && place.isInHas) return ":has can't stand within :has";
  const inner = { depth: place.depth + 1, isInHas: place.isInHas || name === "has" };
  switch (part.argument?.type) {
    case "Selector":
      return listFault(part.argument, inner);
    case "FormulaOfSelector":
      return ruleFault(part.argument.selector, inner);
    default:
      return null;
  }
}

function firstFault<Item>(items: readonly Item[], faultOf: (item: Item) => string | null): string | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault !== null) return fault;
  }
  return null;
}

function positionOf(error: unknown): number {
  const position: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "position") : undefined;
  return typeof position === "number" && position >= 0 ? position : 0;
}

/** What is left open at the end: it would swallow the selectors that the recorder adds behind it. */
function openPart(text: string): string | null {
  const closers: string[] = [];
  let quote: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "\\") at += 1;
    else if (quote !== null) quote = character === quote ? null : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "(") closers.push(")");
    else if (character === "[") closers.push("]");
    else if (character === ")" || character === "]") closers.pop();
  }
  if (quote !== null) return "a string in it is not closed";
  return closers.length > 0 ? `a ${closers.at(-1) ?? ""} is missing` : null;
}
