const RUN = /[A-Za-z]+|\d+|\n\s*|[^\S\n]+|[!-/:-@[-`{-~]+|\p{Script=Han}|[^\s!-~]+/gu;
const HUMP = /[A-Z]?[a-z]+|[A-Z]+/g;
const JSON_SIGNS = /^[[\]{}":,.\\/_=-]+$/;

/**
 * Tokens (o200k) of a text, estimated from its runs of letters, digits and signs without a vocabulary. Meant to be
 * a little high, never low: budgets are promises. Measured against the real encoding in estimate-tokens.test.ts.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    tokens += isLetter(run.charCodeAt(0)) ? lettersCost(run, isBesideDigit(text, match)) : costOf(run);
  }
  return Math.ceil(tokens);
}

function isBesideDigit(text: string, { index, 0: run }: RegExpExecArray): boolean {
  return isDigit(text.charCodeAt(index - 1)) || isDigit(text.charCodeAt(index + run.length));
}

function lettersCost(run: string, isCode: boolean): number {
  if (isCode) return Math.max(1.2, run.length / 1.4);
  let cost = 0;
  for (const [hump] of run.matchAll(HUMP))
    cost += /^[A-Z]{3,}$/.test(hump) ? hump.length / 2.5 : Math.max(1.05, hump.length / 7);
  return cost;
}

function costOf(run: string): number {
  const code = run.charCodeAt(0);
  if (isDigit(code)) return Math.ceil(run.length / 3);
  if (code === 10) return 1;
  if (/^\s/.test(run)) return run.length > 1 ? 1 : 0.1;
  if (code < 128) return JSON_SIGNS.test(run) ? Math.max(1, run.length / 2.6) : Math.max(1, run.length / 1.2);
  return foreignCost(run);
}

function foreignCost(run: string): number {
  let cost = 0.7;
  for (const character of run) {
    const code = character.codePointAt(0) ?? 0;
    cost += code > 0xffff || (code >= 0x2000 && code < 0x2e80) ? 2.2 : code > 0x2e7f ? 0.9 : 0.35;
  }
  return cost;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
