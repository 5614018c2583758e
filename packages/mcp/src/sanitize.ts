/** Inclusive ranges of characters that show nothing and can carry or reorder text. */
const INVISIBLE_RANGES: readonly (readonly [first: number, last: number, what: string])[] = [
  [0x00, 0x08, "controls, without tab and newline"],
  [0x0b, 0x0c, "controls"],
  [0x0e, 0x1f, "controls"],
  [0x7f, 0x9f, "delete and 8-bit controls"],
  [0xad, 0xad, "soft hyphen"],
  [0x034f, 0x034f, "grapheme joiner"],
  [0x061c, 0x061c, "Arabic letter mark"],
  [0x115f, 0x1160, "Hangul fillers"],
  [0x17b4, 0x17b5, "Khmer inherent vowels"],
  [0x180b, 0x180f, "Mongolian selectors and separator"],
  [0x200b, 0x200f, "zero-width and direction marks"],
  [0x202a, 0x202e, "bidi embeddings and overrides"],
  [0x2060, 0x206f, "word joiner, invisible operators, bidi isolates"],
  [0x2800, 0x2800, "empty Braille pattern"],
  [0x3164, 0x3164, "Hangul filler"],
  [0xd800, 0xdfff, "halves of characters"],
  [0xfe00, 0xfe0f, "variation selectors"],
  [0xfeff, 0xfeff, "byte order mark"],
  [0xffa0, 0xffa0, "halfwidth Hangul filler"],
  [0xfff0, 0xfffb, "interlinear annotation"],
  [0x1d173, 0x1d17a, "musical formatting"],
  [0xe0000, 0xe0fff, "tag characters and more variation selectors"],
];

const codePoint = (code: number) => `\\u{${code.toString(16)}}`;
const INVISIBLE = new RegExp(
  `[${INVISIBLE_RANGES.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join("")}]`,
  "gu",
);

const ESC = "\u001b";
const BEL = "\u0007";
/** Terminal sequences (ECMA-48): CSI, then OSC and other strings, then two-character escapes; in 7 and 8 bits. */
const TERMINAL = new RegExp(
  [
    `(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${BEL}${ESC}\u009c]*(?:${BEL}|${ESC}\\\\|\u009c)?`,
    `${ESC}[ -/]*[0-~]?`,
  ].join("|"),
  "g",
);

const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const COMMENT = /<!--(?:[\s\S]*?--!?>|>|->)|<!--/g;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,31}));?/g;

/** Named references that stand for syntax or for something invisible (HTML Living Standard, section 13.5). */
const NAMED: Readonly<Record<string, string>> = {
  lt: "<",
  LT: "<",
  gt: ">",
  GT: ">",
  amp: "&",
  AMP: "&",
  quot: '"',
  QUOT: '"',
  apos: "'",
  excl: "!",
  lsqb: "[",
  lbrack: "[",
  rsqb: "]",
  rbrack: "]",
  lpar: "(",
  rpar: ")",
  colon: ":",
  sol: "/",
  hyphen: "-",
  dash: "-",
  Tab: "\t",
  NewLine: "\n",
  nbsp: " ",
  shy: "\u00ad",
  zwj: "\u200d",
  zwnj: "\u200c",
  ZeroWidthSpace: "\u200b",
  NegativeThinSpace: "\u200b",
  NegativeMediumSpace: "\u200b",
  NegativeThickSpace: "\u200b",
  NegativeVeryThinSpace: "\u200b",
  lrm: "\u200e",
  rlm: "\u200f",
  NoBreak: "\u2060",
  ApplyFunction: "\u2061",
  af: "\u2061",
  InvisibleTimes: "\u2062",
  it: "\u2062",
  InvisibleComma: "\u2063",
  ic: "\u2063",
};

/**
 * HTML that acts as soon as it is drawn: elements that run or restyle, elements that load or send once they have an
 * attribute, and any element with an event handler. A bare `<img>` in a sentence about one stays.
 */
const ACTIVE_TAG =
  /<(?=\/?(?:script|style|svg|math|base|meta|body|html|template|portal|applet|frameset)\b|(?:img|image|picture|source|video|audio|track|iframe|frame|object|embed|link|form|input|button|a)[\s/]+[^\s/>]|[a-z][^<>]{0,500}\son[a-z]+\s*=)/gi;

/** Where a Markdown link, image or reference definition turns into an address that leads out of the text. */
const LINK_TARGET = /\]\((?=\s*<?\s*(?:[a-z][a-z0-9+.-]{0,30}\\?:|[\\/]|www\.|%))/gi;
const DEFINITION = /\]:(?=\s*<?(?:[a-z][a-z0-9+.-]{0,30}\\?:|[\\/]{2}|www\.))/gi;
const AUTOLINK = /<(?=[a-z][a-z0-9+.-]{1,30}:[^\s<>]{0,2000}>)/gi;
const SCRIPT_URL = /\b(javascript|vbscript)(?=:\S)|\b(data)(?=:[a-z]+\/[a-z])/gi;

/** Plain words: printable ASCII without a sign that any rule looks for. Most texts are, and need no further look. */
const PLAIN = /^[ !"#$%'()*+,\-./0-9:;=?@A-Z\\^_`a-z{|}~\n\t]*$/;

const MAX_ROUNDS = 6;

/** Takes out everything a reader does not see: terminal codes, invisible characters and HTML comments. */
export function stripHidden(text: string): string {
  return untilStable(text, (round) =>
    round.replace(LINE_BREAKS, "\n").replace(TERMINAL, "").replace(INVISIBLE, "").replace(COMMENT, ""),
  );
}

/** Puts characters in place of character references, also of references to references. */
export function decodeEntities(text: string): string {
  return untilStable(text, (round) => round.replace(ENTITY, characterOf));
}

/**
 * Makes Markdown and HTML inert without losing a word: an image or link becomes its text beside its address, elements
 * that load or run lose their angle bracket, script addresses their meaning. Addresses under `own_origin` stay links.
 */
export function neutralise(text: string, own_origin: string | null = null): string {
  const isOwn = (at: number) => own_origin !== null && leadsTo(own_origin, text, at);
  return text
    .replace(LINK_TARGET, (match, at: number) => (isOwn(at + match.length) ? match : "] ("))
    .replace(DEFINITION, "] :")
    .replace(ACTIVE_TAG, "\u2039")
    .replace(AUTOLINK, "\u2039")
    .replace(SCRIPT_URL, "$1$2-url");
}

/**
 * A text from outside as it may go to a model: nothing hidden and nothing that acts, and the same once its character
 * references are decoded. Harmless text comes back unchanged; cleaning twice gives what cleaning once gives.
 */
export function cleanText(text: string, own_origin: string | null = null): string {
  if (PLAIN.test(text)) return text.replace(SCRIPT_URL, "$1$2-url");
  const clean = neutralise(stripHidden(text), own_origin);
  if (!clean.includes("&")) return clean;
  const decoded = decodeEntities(clean);
  const safe = neutralise(stripHidden(decoded), own_origin);
  return safe === decoded ? clean : safe;
}

function leadsTo(origin: string, text: string, at: number): boolean {
  return text.startsWith(origin, at) && /^(?:[/?#)\s]|$)/.test(text.slice(at + origin.length, at + origin.length + 1));
}

function characterOf(match: string, ...groups: (string | undefined)[]): string {
  const [decimal, hex, name] = groups;
  if (typeof name === "string") return NAMED[name] ?? match;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  // A reference to no character shows as a replacement mark in browsers; here it shows as nothing.
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
}

function untilStable(text: string, step: (text: string) => string): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = step(current);
    if (next === current) break;
    current = next;
  }
  return current;
}
