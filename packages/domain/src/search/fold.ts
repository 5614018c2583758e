import { normalForm } from "../normal-form.ts";

/** Marks that people leave out when they type: accents, Hebrew points, Arabic vowels, variation selectors. */
const MARKS = /[\u0300-\u036F\u0591-\u05BD\u05BF-\u05C7\u0610-\u061A\u064B-\u065F\u0670\uFE00-\uFE0F]/gu;
/** Characters that are not seen, such as soft hyphens and spaces of no width. */
const INVISIBLE = /\p{Cf}/gu;
/** Letters that no normal form takes apart, as they are typed on a keyboard without them. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ł: "l",
  ŧ: "t",
  þ: "th",
  ς: "σ",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
const ASCII = /^[\0-\x7F]*$/;

/**
 * A text as search compares it: NFKC, without case (the dotted and the dotless i of Turkish are one), without accents
 * and without characters that are not seen.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = normalForm(normalForm(text, "NFKC").toLowerCase(), "NFD")
    .replaceAll(MARKS, "")
    .replaceAll(INVISIBLE, "");
  return normalForm(plain, "NFC").replaceAll(SPECIAL, (letter) => PLAIN[letter] ?? letter);
}

const folded = new Map<string, string>();
const MAX_KEPT = 5000;

function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const made = foldText(character);
  if (folded.size < MAX_KEPT) folded.set(character, made);
  return made;
}

/** Where in a text the first of some folded words begins, or -1. */
export function indexOfWord(text: string, words: readonly string[]): number {
  let plain = "";
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const letters = foldCharacter(character);
    for (let letter = 0; letter < letters.length; letter += 1) places.push(at);
    plain += letters;
    at += character.length;
  }
  const found = words.map((word) => plain.indexOf(word)).filter((place) => place >= 0);
  return found.length === 0 ? -1 : (places[Math.min(...found)] ?? -1);
}
