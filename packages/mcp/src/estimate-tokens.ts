const RUN = /\n\s*|[^\S\n]+|\p{Script=Han}|[^\s!-~]+/uy;
const HUMP = /[A-Z]?[a-z]+|[A-Z]+/g;

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const SIGN = 3;
/** Every result is counted, and nearly all of it is ASCII: a table takes a fifth of the time that patterns take. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return /[!-~]/.test(character) ? SIGN : OTHER;
});
const JSON_SIGNS = Uint8Array.from({ length: 128 }, (_, code) =>
  Number('[]{}":,.\\/_=-'.includes(String.fromCharCode(code))),
);

/**
 * Tokens (o200k) of a text, estimated from its runs of letters, digits and signs without a vocabulary. Meant to be
 * a little high, never low: budgets are promises. Measured against the real encoding in estimate-tokens.test.ts.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let end = 0;
  for (let start = 0; start < text.length; start = end) {
    const kind = kindAt(text, start);
    end = endOfRun(text, start, kind);
    if (kind === LETTER) tokens += lettersCost(text, start, end);
    else if (kind === DIGIT) tokens += Math.ceil((end - start) / 3);
    else if (kind === SIGN) tokens += signsCost(text, start, end);
    else tokens += otherCost(text.slice(start, end));
  }
  return Math.ceil(tokens);
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (KINDS[code] ?? OTHER) : OTHER;
}

function endOfRun(text: string, start: number, kind: number): number {
  if (kind === OTHER) {
    RUN.lastIndex = start;
    return RUN.test(text) ? RUN.lastIndex : start + 1;
  }
  let end = start + 1;
  while (kindAt(text, end) === kind) end += 1;
  return end;
}

function lettersCost(text: string, start: number, end: number): number {
  const size = end - start;
  const isCode = kindAt(text, start - 1) === DIGIT || kindAt(text, end) === DIGIT;
  if (isCode) return Math.max(1.2, size / 1.4);
  if (isLowerCase(text, start + 1, end)) return Math.max(1.05, size / 7);
  let cost = 0;
  for (const [hump] of text.slice(start, end).matchAll(HUMP))
    cost += /^[A-Z]{3,}$/.test(hump) ? hump.length / 2.5 : Math.max(1.05, hump.length / 7);
  return cost;
}

function isLowerCase(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) < 97) return false;
  return true;
}

function signsCost(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1)
    if (JSON_SIGNS[text.charCodeAt(at)] === 0) return Math.max(1, (end - start) / 1.2);
  return Math.max(1, (end - start) / 2.6);
}

function otherCost(run: string): number {
  if (run.startsWith("\n")) return 1;
  if (/^\s/.test(run)) return run.length > 1 ? 1 : 0.1;
  return run.charCodeAt(0) < 128 ? Math.max(1, run.length / 1.2) : foreignCost(run);
}

function foreignCost(run: string): number {
  let cost = 0.7;
  for (const character of run) {
    const code = character.codePointAt(0) ?? 0;
    cost += code > 0xffff || (code >= 0x2000 && code < 0x2e80) ? 2.2 : code > 0x2e7f ? 0.9 : 0.35;
  }
  return cost;
}
