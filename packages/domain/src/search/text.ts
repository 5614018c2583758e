import { foldText } from "./fold.ts";

/** Code points of a word that are kept; longer words are cut. */
const MAX_WORD_LENGTH = 100;
/** Words and pairs of characters that one query looks for. */
const MAX_TERMS = 16;
const MAX_WORDS = 8;

/** Letters and digits of scripts that put no space between words. */
const UNSPACED = String.raw`[[\p{L}\p{M}\p{N}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Tale}\p{scx=Talu}\p{scx=Lana}\p{scx=Tavt}\p{scx=Java}\p{scx=Bali}\p{scx=Yiii}\p{scx=Tang}\p{scx=Nshu}]]`;
const HAS_UNSPACED = new RegExp(UNSPACED, "v");
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const PART = new RegExp(`${UNSPACED}+|[[\\p{L}\\p{M}\\p{N}_]--${UNSPACED}]+`, "gv");

/** A stretch of letters and digits: one word, or characters of a script in which nothing tells where words end. */
interface Run {
  text: string;
  is_unspaced: boolean;
}

function runsOf(text: string): Run[] {
  const words = foldText(text).match(WORD) ?? [];
  return words.flatMap((word) => {
    if (!HAS_UNSPACED.test(word)) return [{ text: word, is_unspaced: false }];
    return (word.match(PART) ?? []).map((part) => ({ text: part, is_unspaced: HAS_UNSPACED.test(part) }));
  });
}

function cut(word: string): string {
  return word.length <= MAX_WORD_LENGTH ? word : Array.from(word).slice(0, MAX_WORD_LENGTH).join("");
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.slice(1).map((character, index) => `${characters[index] ?? ""}${character}`);
}

/**
 * The words by which a text is found, each once: letters, digits and underscores, folded. Of a script without spaces
 * every two neighbouring characters are a word, and the last character of a run is one, so that any stretch of such a
 * text is found by its pairs and a single character by the beginning of a pair.
 */
export function indexWordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const run of runsOf(text)) {
    if (!run.is_unspaced) words.add(cut(run.text));
    else for (const word of [...pairsOf(run.text), lastOf(run.text)]) words.add(word);
  }
  return [...words];
}

function lastOf(run: string): string {
  return Array.from(run).at(-1) ?? "";
}

/** What is looked for of a run: a word, or the pairs of its characters. */
function soughtOf({ text, is_unspaced }: Run): string[] {
  if (!is_unspaced) return [cut(text)];
  const pairs = pairsOf(text);
  return pairs.length === 0 ? [text] : pairs;
}

/** The words of a text in their order, each once: as they are looked for, so without the single last characters. */
export function wordsOf(text: string): string[] {
  return [...new Set(runsOf(text).flatMap(soughtOf))];
}

/** Splits a query into what the words of a bug have to begin with: at most eight words and sixteen terms in all. */
export function searchTerms(text: string): string[] {
  const terms = new Set<string>();
  let words = 0;
  for (const run of runsOf(text)) {
    if (!run.is_unspaced && (words += 1) > MAX_WORDS) break;
    for (const term of soughtOf(run)) if (terms.size < MAX_TERMS) terms.add(term);
  }
  return [...terms];
}
