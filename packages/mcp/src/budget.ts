import { estimateTokens } from "./estimate-tokens.ts";
import { isRecord } from "./json-schema.ts";

/** No result is longer than this, whatever was asked for. */
export const HARD_CAP_TOKENS = 8000;

/** How a value is measured and what to tell about what had to go. */
export interface FitOptions {
  budget_tokens: number;
  /** The text a model will read for a value. */
  render: (value: Record<string, unknown>) => string;
  /** What to call for the rest. */
  advise: (cut: Cut) => string;
  /** Field of the rows of a list that goes on in another page; room for the cursor of that page is kept. */
  rows?: string | undefined;
}

/** A value within its budget, and what had to go for it. */
export interface Fitted {
  value: Record<string, unknown>;
  cut: Cut;
}

/** What was left out: how many elements of which lists, and how many characters of which texts. */
export interface Cut {
  elements: Record<string, number>;
  characters: Record<string, number>;
  /** Elements that stay, of the lists that were cut. */
  kept: Record<string, number>;
}

interface Part {
  path: readonly (string | number)[];
  tokens: number;
  size: number;
  kind: "list" | "text";
}

const SHORTEST_TEXT = 160;
/** As long as the longest cursor of a list, and as dear. */
const CURSOR_ROOM = "aB3".repeat(40);
const MAX_ROUNDS = 60;

/**
 * The value within its budget: the largest list loses elements from its end, the largest text its tail, until the
 * rendered text fits. What went is counted under `omitted`, and `next` names the call that brings it. A cursor that would
 * skip rows that went is not in it.
 */
export function fitToBudget(value: Record<string, unknown>, options: FitOptions): Fitted {
  const budget = Math.min(options.budget_tokens, HARD_CAP_TOKENS);
  const cut: Cut = { elements: {}, characters: {}, kept: {} };
  let current = value;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const text = options.render(current);
    // A token is at least one byte, which settles most results without counting.
    if (Buffer.byteLength(text) <= budget) break;
    const excess = estimateTokens(text) - budget;
    const part = excess > 0 ? largestPart(current) : null;
    if (!part) break;
    current = withNotes(shortened(current, part, { excess, cut }), value, { ...options, cut });
  }
  return { value: isPageCut(cut) ? withoutCursor(current) : current, cut };
}

/** True when a list at the root lost rows. */
export function isPageCut({ elements }: Cut): boolean {
  return Object.keys(elements).some((name) => !name.includes("."));
}

function withoutCursor({ next_cursor: _cursor, ...value }: Record<string, unknown>): Record<string, unknown> {
  return value;
}

function largestPart(value: unknown): Part | null {
  let largest: Part | null = null;
  for (const part of partsOf(value, [])) if (!largest || part.tokens > largest.tokens) largest = part;
  return largest;
}

function* partsOf(value: unknown, path: readonly (string | number)[]): Generator<Part> {
  if (typeof value === "string" && value.length > SHORTEST_TEXT)
    yield { path, tokens: estimateTokens(value), size: value.length, kind: "text" };
  if (Array.isArray(value)) {
    // A single element is shortened inside rather than dropped, so that something remains to be read.
    if (value.length > 1)
      yield { path, tokens: estimateTokens(JSON.stringify(value)), size: value.length, kind: "list" };
    for (const [index, item] of value.entries()) yield* partsOf(item, [...path, index]);
  }
  if (isRecord(value))
    for (const [key, item] of Object.entries(value)) if (key !== "omitted") yield* partsOf(item, [...path, key]);
}

interface Shortening {
  excess: number;
  cut: Cut;
}

function shortened(value: Record<string, unknown>, part: Part, { excess, cut }: Shortening): Record<string, unknown> {
  const name = part.path.filter((step) => typeof step === "string").join(".");
  const share = Math.min(0.95, (excess + 8) / Math.max(1, part.tokens));
  const result = replaceAt(value, part.path, (old) => {
    if (Array.isArray(old)) {
      const drop = Math.min(old.length - 1, Math.max(1, Math.floor(old.length * share)));
      cut.elements[name] = (cut.elements[name] ?? 0) + drop;
      cut.kept[name] = old.length - drop;
      return old.slice(0, old.length - drop);
    }
    const text = String(old);
    const end = wholeCharacters(text, Math.max(SHORTEST_TEXT / 2, Math.floor(text.length * (1 - share)) - 1));
    cut.characters[name] = (cut.characters[name] ?? 0) + text.length - end;
    return `${text.slice(0, end)}…`;
  });
  return isRecord(result) ? result : value;
}

function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}

function replaceAt(value: unknown, path: readonly (string | number)[], change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaceAt(item, rest, change) : item));
  if (!isRecord(value)) return value;
  return { ...value, [step]: replaceAt(value[step], rest, change) };
}

interface Notes extends Pick<FitOptions, "advise" | "rows"> {
  cut: Cut;
}

function withNotes(
  value: Record<string, unknown>,
  original: Record<string, unknown>,
  notes: Notes,
): Record<string, unknown> {
  const before = isRecord(original["omitted"]) ? original["omitted"] : {};
  const omitted: Record<string, unknown> = { ...before };
  for (const [name, count] of Object.entries(notes.cut.elements)) omitted[name] = count + Number(before[name] ?? 0);
  for (const [name, count] of Object.entries(notes.cut.characters)) omitted[`${name} characters`] = count;
  const isOnePage = notes.rows !== undefined && notes.cut.elements[notes.rows] !== undefined;
  const room = isOnePage ? { next_cursor: CURSOR_ROOM } : {};
  return { ...value, ...room, omitted, next: notes.advise(notes.cut) };
}
