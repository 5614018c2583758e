import type { FingerprintLayer, FingerprintPart } from "./schema.ts";

/** How much agreement in one layer says, from 0 to 1. */
const WEIGHTS: Readonly<Record<FingerprintLayer, number>> = {
  STACK: 0.9,
  ERROR: 0.6,
  REQUEST: 0.5,
  TARGET: 0.3,
  ROUTE: 0.1,
};

const WORDS: Readonly<Record<FingerprintLayer, string>> = {
  STACK: "same error in the same place",
  ERROR: "same error",
  REQUEST: "same failing request",
  TARGET: "same step",
  ROUTE: "same page",
};

/** Titles less similar than this say nothing. */
const MIN_TITLE_SIMILARITY = 0.4;
/** A bug that holds every word looked for is somewhat likely the one. */
const ALL_WORDS = 0.45;
/** What a bug gets that holds some of the words, and how much more the nearer these come to all that was said. */
const SOME_WORDS = { least: 0.1, more: 0.3 } as const;
/** Bugs of one trade share words: less than this share of what was said is no reason to look at one. */
export const MIN_WORDS_SHARE = 0.2;

/** What two bugs have in common. */
export interface Resemblance {
  shared: readonly FingerprintPart[];
  /** Share of equal trigrams in the titles, 0 to 1. */
  title_similarity: number;
  /** True when the titles differ in case, spaces and punctuation at most. */
  has_same_title: boolean;
  /** True when the other bug holds all words of the text looked for. */
  has_all_words: boolean;
  /** Words looked for that the other bug holds too, the rarest first. */
  shared_words: readonly string[];
  /** How much these say of all the words looked for, 0 to 1: rare words say more. */
  words_share: number;
}

/**
 * Rates how likely two bugs are one: each agreement leaves less doubt (1 minus the product of what each leaves open),
 * and says in plain words what agrees, strongest first.
 */
export function rate(found: Resemblance): { score: number; why: string[] } {
  const { shared, title_similarity } = found;
  const isSamePlace = shared.some(({ layer }) => layer === "STACK");
  const told = shared.filter(({ layer }) => !(isSamePlace && layer === "ERROR"));
  const reasons = [
    ...told.map(({ layer, text }) => ({ weight: WEIGHTS[layer], why: `${WORDS[layer]}: ${text}` })),
    ...stronger(titleReason(title_similarity), wordsReason(found)),
    ...(found.has_all_words ? [{ weight: ALL_WORDS, why: "all words found" }] : []),
  ].toSorted((left, right) => right.weight - left.weight);
  const doubt = reasons.reduce((left, { weight }) => left * (1 - weight), 1);
  return { score: Math.round((1 - doubt) * 100) / 100, why: reasons.map(({ why }) => why) };
}

interface Reason {
  weight: number;
  why: string;
}

function titleReason(similarity: number): Reason[] {
  if (similarity < MIN_TITLE_SIMILARITY) return [];
  const why = similarity === 1 ? "same title" : `similar title ${similarity.toFixed(2)}`;
  return [{ weight: Math.min(0.95, similarity ** 2), why }];
}

function wordsReason({ has_all_words, shared_words, words_share }: Resemblance): Reason[] {
  if (has_all_words || words_share < MIN_WORDS_SHARE) return [];
  const weight = SOME_WORDS.least + SOME_WORDS.more * words_share;
  return [{ weight, why: `shares words: ${shared_words.join(", ")}` }];
}

/** Similar titles share words: that is one agreement, not two. */
function stronger(left: Reason[], right: Reason[]): Reason[] {
  return (left[0]?.weight ?? 0) >= (right[0]?.weight ?? 0) ? left : right;
}

/**
 * True when filing another bug would most likely only repeat this one: the same error in the same place, the same
 * error with the same call, step or page, or the same title. A title that is only similar does not count: one other word
 * is another browser, or a "not".
 */
export function isLikelyDuplicate({ shared, has_same_title }: Resemblance): boolean {
  const layers = new Set(shared.map(({ layer }) => layer));
  if (layers.has("STACK")) return true;
  if (layers.has("ERROR") && layers.size > 1) return true;
  return has_same_title;
}
