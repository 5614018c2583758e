import { z } from "zod";

/** Scripts whose spelling needs joiners between letters: Persian, Urdu, Hindi, Bengali, Tamil, Sinhala and kin. */
const JOINING = ["Arab", "Syrc", "Mong", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"]
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");
const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?`;

/** Where a character that shows nothing is part of what is seen: emoji joined to each other, keycaps, joined letters. */
const SEEN = [
  String.raw`${EMOJI}(?:\u200d${EMOJI}){0,9}`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  String.raw`(?<=[${JOINING}]\p{M}{0,4})[\u200c\u200d](?=[${JOINING}])`,
].join("|");

/**
 * Controls, separators of lines, private and unassigned characters, halves of characters, and everything that shows
 * nothing and can hide, reorder or join text: zero-width, bidi, fillers, selectors, annotation and tag characters.
 */
const HIDDEN = [
  String.raw`\p{C}\p{Zl}\p{Zp}`,
  String.raw`\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0`,
  String.raw`\ufe00-\ufe0f\u{e0000}-\u{e0fff}`,
].join("");

const ESC = "\u001b";
const STRING_END = "\u0007\u009c";
/** Escape sequences of terminals (ECMA-48), CSI and then OSC, DCS and the other strings, also split by what can't be seen. */
const TERMINAL = new RegExp(
  [
    String.raw`(?:${ESC}\p{Cf}*\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`(?:${ESC}\p{Cf}*[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${STRING_END}${ESC}]*(?:[${STRING_END}]|${ESC}\\)?`,
  ].join("|"),
  "gu",
);

const SEEN_OR_HIDDEN = new RegExp(`(${SEEN})|[${HIDDEN}]`, "gu");

/**
 * A name as people are shown it, on one line and without what could hide, forge or reorder the text around it. What a
 * person sees of the name stays, emoji and joined scripts included.
 */
export function shownName(name: string): string {
  return name
    .replaceAll(TERMINAL, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(SEEN_OR_HIDDEN, (_hidden, seen: string | undefined) => seen ?? "")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

/** A name that people are shown: cleaned by `shownName`, then 1 to `max_characters` long. */
export function nameSchema(max_characters: number, message?: string) {
  return z.string().overwrite(shownName).min(1, message).max(max_characters);
}
