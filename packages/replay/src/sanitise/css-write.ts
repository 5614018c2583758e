import { TokenType, type CSSToken } from "@csstools/css-tokenizer";

/** What begins the name of a function or at-rule that was taken out. */
export const REMOVED = "removed";
/** Stands where an address stood that would have to be fetched. */
export const EMPTY_URL = 'url("data:,")';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i;
/** Tokens that merge with nothing beside them. */
const STOPS = new Set<TokenType>([
  TokenType.Whitespace,
  TokenType.Colon,
  TokenType.Semicolon,
  TokenType.Comma,
  TokenType.OpenCurly,
  TokenType.CloseCurly,
  TokenType.CloseParen,
  TokenType.OpenSquare,
  TokenType.CloseSquare,
]);

/** True for tokens that merge with nothing beside them. */
export function isStop(type: TokenType | null): boolean {
  return type !== null && STOPS.has(type);
}

/** The token that ends a block which this one opens. */
export function closesOf(type: TokenType): TokenType | null {
  switch (type) {
    case TokenType.Function:
    case TokenType.OpenParen:
      return TokenType.CloseParen;
    case TokenType.OpenSquare:
      return TokenType.CloseSquare;
    case TokenType.OpenCurly:
      return TokenType.CloseCurly;
    default:
      return null;
  }
}

/** A name as CSSOM serialises it (2.1): escapes only where the name needs them. */
export function nameOf(value: string): string {
  const start = /^(?:-?\d|-$)/.exec(value)?.[0] ?? "";
  const lead = start === "-" ? "\\-" : start === "" ? "" : start.slice(0, -1) + hexOf(start.slice(-1));
  return lead + restOf(value.slice(start.length));
}

function restOf(value: string): string {
  return value.replace(/[^\w\u0080-\u{10ffff}-]/gu, (char) => (/[\p{Cc}]/u.test(char) ? hexOf(char) : `\\${char}`));
}

/**
 * A string as it was when it holds no bracket and no at sign, else one in which these are escaped: should the player
 * cut it in two, its inside is still no function and no at-rule.
 */
export function quoted(raw: string, value: string): string {
  if (raw.length > 1 && raw.at(-1) === raw[0] && !/[(@]|\\["']$/.test(raw)) return raw;
  return `"${value.replace(/["\\(@\p{Cc}]/gu, hexOf)}"`;
}

/** An unquoted `url()` that is closed and holds no escape; null for others. */
export function rawOf(raw: string): string | null {
  return raw.endsWith(")") && !raw.includes("\\") ? raw : null;
}

/** A token as it was written, but with its escapes undone. */
export function unescaped(token: CSSToken): string {
  const raw = token[1];
  if (!raw.includes("\\")) return raw;
  switch (token[0]) {
    case TokenType.Ident:
      return nameOf(token[4].value);
    case TokenType.AtKeyword:
      return `@${nameOf(token[4].value)}`;
    case TokenType.Hash:
      return `#${restOf(token[4].value)}`;
    case TokenType.Dimension:
      return (NUMBER.exec(raw)?.[0] ?? "0") + nameOf(token[4].unit);
    default:
      return raw;
  }
}

function hexOf(char: string): string {
  return `\\${char.charCodeAt(0).toString(16)} `;
}
