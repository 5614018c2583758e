const PIECE = /[A-Za-z]+|\d+|[^\S\n]+|\n+|[\u0080-\u{10ffff}]|[^\sA-Za-z\d\u0080-\u{10ffff}]/gu;

/**
 * Estimates how many tokens a language model reads in a text, from above: on captures it lies up to a half over what
 * o200k counts, so that a budget kept by this number is kept in practice. A tokenizer would cost 2 MB in the browser.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(PIECE)) tokens += weightOf(piece);
  return Math.ceil(tokens);
}

function weightOf(piece: string): number {
  const code = piece.charCodeAt(0);
  if (code === 10) return 1;
  if (code === 32 || code === 9) return piece.length > 1 ? 1 : 0.1;
  if (code >= 48 && code <= 57) return Math.ceil(piece.length / 3) + 0.1;
  if (code >= 0xd800 && code < 0xe000) return 2.2;
  if (code >= 128) return code >= 0x370 && code < 0x530 ? 0.6 : 1;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter ? weightOfWord(piece) : 0.8;
}

function weightOfWord(word: string): number {
  // Base64 changes case all the time, and a tokenizer knows hardly any of its pieces.
  const case_changes = word.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0;
  return Math.max(1, case_changes >= 4 ? word.length / 1.6 : word.length / 4.5);
}
