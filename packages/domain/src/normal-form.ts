/** Marks that join the letter before them: their order is sorted. The halfwidth voicing marks become such marks. */
const JOINS = String.raw`\p{M}\uff9e\uff9f`;
/** Vowels and consonants of a syllable, which join the letter before them too. */
const SYLLABLE = String.raw`\u1160-\u11ff\u{16d63}-\u{16d6a}`;
/** Sorting marks takes time by the square of their number; no script needs more than these on one letter. */
const TOO_MANY_MARKS = new RegExp(`([${JOINS}]{30})[${JOINS}]+`, "gu");
/** A stretch that no letter after it joins, short enough to be worked on in the cache of a processor. */
const PIECE = new RegExp(String.raw`[\s\S]{1,2048}[${JOINS}${SYLLABLE}]*`, "gu");
const ASCII = /^[\0-\x7F]*$/;

/**
 * A text in a normal form of Unicode, in time linear in its length. Of the marks on one letter the first 30 stay, as in
 * the Stream-Safe Text Format (UAX #15, section 13). A compatibility form can be 18 times as long as the text.
 */
export function normalForm(text: string, form: "NFC" | "NFD" | "NFKC" | "NFKD"): string {
  if (ASCII.test(text)) return text;
  const pieces = text.replaceAll(TOO_MANY_MARKS, "$1").match(PIECE) ?? [];
  return pieces.map((piece) => piece.normalize(form)).join("");
}
