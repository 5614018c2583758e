/** One text of a kind, in any length. */
export interface AdversarialText {
  name: string;
  textOf: (length: number) => string;
}

/** What a rule by the square of a length repeats: openings that nothing closes, and halves of what it looks for. */
const UNITS = [
  [" ", "\n", "\t", "(", "[", "{", "<", '"', "'", "\\", "/", "&", ":", ".", ",", "-", "_", "@", "#", "*", "`", "|"],
  [
    "=",
    "%",
    "0",
    "a",
    "\u0000",
    "\u001b",
    "\u0300",
    "\u0300\u0316",
    "\u200d",
    "\u202e",
    "\ud83d",
    "\ufdfa",
    "क\u094d",
    "👩\u200d",
  ],
  ["-eyJ", "eyJ.", "a:1", "at (", "at a (", "](", "[](", "<!--", "]: <a", "]: ", '\\"', "\\u{", "\\u0061"],
  ["a-", "a.", "a@", "a@b:1", "a=b;", "a/", "//", "/*", "url(", 'url("', "@import ", "&lt;", "&amp;lt;!--", "&#"],
  ["https://", "https://a.b ", "?a=", "%41", "%2", "QUJD", "\u{e0041}", '{"a":', "[{", "<a ", '<a b="', "</a"],
  ["\r\n", " \n", "- ", "> ", "**a", "_a_", "~~", "`a", "| ", "token-", "sk_live_", "Bearer ", "-----BEGIN "],
  ["4111 ", "\u001b[", "\u001b]8;;", "10.0.0.1,", "::1 ", "A b. ", "漢", "ß"],
].flat();

/** Beginnings after which a rule waits for an end that never comes. */
const BEGINNINGS = [
  "",
  "[a",
  "](",
  "]:",
  "password",
  "at ",
  "https://a",
  '<a href="',
  '{"a":"',
  "url(",
  "/*",
  "Error: ",
  "a{b:",
  "-----BEGIN ",
];

/** One text of each kind, few enough to try on each function whenever the tests run. */
const FEW: readonly (readonly [beginning: string, unit: string])[] = [
  ...[" ", "\n", "(", "[", '"', "\\", "a", "\u0300\u0316", "\u202e", "\ud83d", "\ufdfa", "-eyJ", "a:1", "at ("].map(
    (unit) => ["", unit] as const,
  ),
  ...["](", "<!--", "]: <a", '\\"', "\\u{", "a-", "url(", "https://a.b ", "&amp;lt;!--", "%41", "QUJD", "<a "].map(
    (unit) => ["", unit] as const,
  ),
  ["url(", " "],
  ["](", " "],
  ["]:", " "],
  ["at ", "("],
  ["password", " "],
];

function repeated(beginning: string, unit: string): AdversarialText {
  return {
    name: JSON.stringify(beginning + unit),
    textOf: (length) => {
      const times = Math.max(1, Math.floor((length - beginning.length - 1) / unit.length));
      return `${beginning}${unit.repeat(times)}!`;
    },
  };
}

/** Texts that repeat these units. */
export function repeating(units: readonly string[]): AdversarialText[] {
  return units.map((unit) => repeated("", unit));
}

/** Texts that make a rule of quadratic cost show itself: one of each kind, or every beginning with every unit. */
export function adversarialTexts({ isDeep }: { isDeep: boolean }): AdversarialText[] {
  const pairs = isDeep ? BEGINNINGS.flatMap((beginning) => UNITS.map((unit) => [beginning, unit] as const)) : FEW;
  return pairs.map(([beginning, unit]) => repeated(beginning, unit));
}
