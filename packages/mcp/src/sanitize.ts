import { withoutHtmlComments } from "@hawkmoth/domain/capture/html-comments";

/** Controls but tab and newline; terminal sequences begin with them. */
const CONTROLS = /[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}]/gu;

/** Inclusive ranges of characters that show nothing and can carry or reorder text. */
const INVISIBLE_RANGES: readonly (readonly [first: number, last: number, what: string])[] = [
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
const INVISIBLE = `[${INVISIBLE_RANGES.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join("")}]`;

/** Scripts whose spelling needs joiners between letters: Persian, Urdu, Hindi, Bengali, Tamil, Sinhala and kin. */
const JOINING = ["Arab", "Syrc", "Mong", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"]
  .map((script) => String.raw`\p{Script=${script}}`)
  .join("");
const EMOJI = String.raw`\p{Extended_Pictographic}(?:[\ufe0e\ufe0f]|\p{Emoji_Modifier})?`;
const TAGGED = ["gbeng", "gbsct", "gbwls"].map((code) =>
  Array.from(code, (letter) => codePoint(0xe0000 + letter.charCodeAt(0))).join(""),
);

/**
 * Where a character that shows nothing is part of what is seen (Unicode TR51 and the core specification, 23.2): emoji
 * with their selector and joined to each other, keycaps, the three flags of regions, one joiner between two letters.
 */
const SEEN = [
  `\\u{1f3f4}(?:${TAGGED.join("|")})\\u{e007f}`,
  String.raw`${EMOJI}(?:\u200d${EMOJI}){0,9}`,
  String.raw`[0-9#*]\ufe0f\u20e3`,
  `(?<=[${JOINING}]\\p{M}*)[\\u200c\\u200d](?=[${JOINING}])`,
].join("|");
const SEEN_OR_INVISIBLE = new RegExp(`(${SEEN})|${INVISIBLE}`, "gu");

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

/** Attributes that run, load, send, restyle or hide. */
const ACTIVE_ATTRIBUTE =
  "on[a-z]+|style|src|srcset|href|xlink:href|action|formaction|background|poster|data|code|codebase|srcdoc|ping|hidden";

/**
 * HTML that acts or hides as soon as it is drawn: elements that run, restyle or are never shown, elements that load or
 * send once they have an attribute, any element with an attribute that does, and what browsers take for a comment.
 * A bare `<img>` in a sentence about one stays, and so do `<!doctype` and `<?xml`, which parsers quote, and Java's `<?>`.
 */
const ACTIVE_TAG = new RegExp(
  [
    String.raw`<(?=\/?(?:script|style|svg|math|base|meta|body|html|template|portal|applet|frameset|title|xmp|plaintext|noembed|noframes|noscript|marquee)\b`,
    String.raw`(?:img|image|picture|source|video|audio|track|iframe|frame|object|embed|link|form|input|button|a)[\s/]+[^\s/>]`,
    String.raw`[a-z][^<>]{0,500}[\s/"'](?:${ACTIVE_ATTRIBUTE})\s*=`,
    String.raw`[a-z][a-z0-9]{0,20}\s+hidden\b`,
    String.raw`\?(?!xml\s+version=|php\s|[>,]|\s*(?:super|extends)\s)`,
    String.raw`!(?!doctype\b)[a-z[]`,
    String.raw`\/[^a-z<>\s/][^<>]{0,500}>)`,
  ].join("|"),
  "gi",
);

/** Where a Markdown link, image or reference definition turns into an address that leads out of the text. */
const LINK_TARGET = /\]\((?=\s*(?:<\s*)?(?:[a-z][a-z0-9+.-]{0,30}\\{0,8}:|[\\/]|www\.|%))/gi;
const DEFINITION = /\]:(?=\s*<?(?:[a-z][a-z0-9+.-]{0,30}\\{0,8}:|[\\/]{2}|www\.))/gi;
/** A definition of nothing with a title, `[//]: # (words)`, is how Markdown hides words from whoever reads it drawn. */
const HIDING_DEFINITION =
  /\]:(?=[ \t]*(?:\n[ \t]*)?(?:#\S{0,100}|<[^>\n]{0,100}>|[^\sA-Za-z0-9"'(]{1,20})[ \t\n]+["'(])/g;
const AUTOLINK = /<(?=[a-z][a-z0-9+.-]{1,30}:[^\s<>]{0,2000}>)/gi;
const SCRIPT_URL = /\b(javascript|vbscript)(?=:\S)|\b(data)(?=:[a-z]+\/[a-z])/gi;
/** Marks by which chat templates and agent programs tell roles and tool calls from text. */
const CHAT_MARK = new RegExp(
  [
    String.raw`<(?=\|[a-z_]{2,40}\|>|<\/?sys>>`,
    String.raw`\/?(?:system|assistant|system-reminder|thinking|function_calls?|tool_(?:call|use|result|response)s?|antml:[a-z_]+|invoke)\b[^<>]{0,200}>)`,
  ].join("|"),
  "gi",
);
const CHAT_TURN = /\[(\/?INST)\]/g;

/** Plain words: printable ASCII without a sign that any rule looks for. Most texts are, and need no further look. */
const PLAIN = /^[ !"#$%'()*+,\-./0-9:;=?@A-Z\\^_`a-z{|}~\n\t]*$/;

/** Printable ASCII, tab and newline: nothing in it is hidden but HTML comments. */
const VISIBLE = /^[\t\n -~]*$/;

const MAX_ROUNDS = 6;

/** Takes out everything a reader does not see: terminal codes, invisible characters and HTML comments. */
export function stripHidden(text: string): string {
  if (VISIBLE.test(text)) return untilStable(text, withoutHtmlComments);
  return untilStable(text, (round) =>
    withoutHtmlComments(
      round.replace(LINE_BREAKS, "\n").replace(SEEN_OR_INVISIBLE, "$1").replace(TERMINAL, "").replace(CONTROLS, ""),
    ),
  );
}

/** Puts characters in place of character references, also of references to references. */
export function decodeEntities(text: string): string {
  return untilStable(text, (round) => round.replace(ENTITY, characterOf));
}

/**
 * Makes Markdown, HTML and chat marks inert without losing a word: an image or link becomes its text beside its
 * address, elements that load, run or hide lose their angle bracket, script addresses their meaning. Addresses under
 * `own_origin` stay links.
 */
export function neutralise(text: string, own_origin: string | null = null): string {
  const isOwn = (at: number) => own_origin !== null && leadsTo(own_origin, text, at);
  return text
    .replace(LINK_TARGET, (match, at: number) => (isOwn(at + match.length) ? match : "] ("))
    .replace(DEFINITION, "] :")
    .replace(HIDING_DEFINITION, "] :")
    .replace(ACTIVE_TAG, "\u2039")
    .replace(AUTOLINK, "\u2039")
    .replace(CHAT_MARK, "\u2039")
    .replace(CHAT_TURN, "($1)")
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

const MARK = /<(?=\/?data-)/gi;

/**
 * A text in which nothing looks like the marks that stand around data: whoever reads need not compare nonces. Of a
 * text that has marks of its own those stay; their nonce is the first, which stands before anything captured.
 */
export function withoutMarks(text: string, own_marks_in: string | null = null): string {
  const nonce = own_marks_in && /<data-([0-9a-f]{12,64})\b/.exec(own_marks_in)?.[1];
  return text.replace(nonce ? new RegExp(`<(?=/?data-(?!${nonce}\\b))`, "gi") : MARK, "\u2039");
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
