const ESC = "\u001b";
const STRING_END = "\u0007\u001b\u009c";
/** Escape sequences of terminals (ECMA-48): CSI, then OSC, DCS and the other strings, in 7 and 8 bits. */
const ANSI = new RegExp(
  [
    `(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^${STRING_END}]*(?:[\u0007\u009c]|${ESC}\\\\)?`,
  ].join("|"),
  "gu",
);
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** Zero-width, bidi, variation and tag characters. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Captured text without anything a reader can't see: controls, ANSI, zero-width, bidi and tag characters. */
export function plainText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(INVISIBLE, "")
    .replace(ANSI, "")
    .replace(CONTROL, "")
    .replace(LONE_SURROGATE, "\ufffd");
}

/** Cuts a text at a number of characters, with an ellipsis where something was lost. */
export function clip(text: string, max_length: number): string {
  if (text.length <= max_length) return text;
  return `${text.slice(0, max_length - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** How much of a text is read for each character that is shown: the rest may be spaces or can't be seen. */
const READ_AHEAD = { times: 8, more: 1000 } as const;

/** What is read of a captured text before it is cleaned, so that cleaning costs no more than what is shown is worth. */
export function readAhead(text: string, max_length: number): string {
  return clip(text, max_length * READ_AHEAD.times + READ_AHEAD.more);
}

/** Captured text without anything a reader can't see, of at most that many characters; may span lines. */
export function excerpt(text: string, max_length: number): string {
  return clip(plainText(readAhead(text, max_length)), max_length);
}

/** Captured text as one line of at most that many characters. */
export function oneLine(text: string, max_length: number): string {
  return clip(plainText(readAhead(text, max_length)).replace(/\s+/g, " ").trim(), max_length);
}

/** Captured text as a quoted one-line string, in which it can't end its own quotes. */
export function quote(text: string, max_length: number): string {
  return JSON.stringify(oneLine(text, max_length));
}

/** Replay time as people read it: `+12.3s`. */
export function seconds(at_ms: number): string {
  return `${at_ms <= -50 ? "-" : "+"}${(Math.abs(at_ms) / 1000).toFixed(1)}s`;
}

/** A URL as short as it stays clear on its page: without the page's own origin, one line. */
export function shortUrl(url: string, page_url: string, max_length = 200): string {
  const origin = originOf(page_url);
  const isOwn = origin !== null && (url === origin || url.startsWith(`${origin}/`));
  return oneLine(isOwn ? url.slice(origin.length) || "/" : url, max_length);
}

/** Scheme, host and port of an absolute http URL; null for anything else. */
export function originOf(url: string): string | null {
  return /^(https?:\/\/[^/?#\s]+)/i.exec(url)?.[1] ?? null;
}
