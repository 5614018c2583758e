import { tokenize, TokenType, type CSSToken, type TokenFunction } from "@csstools/css-tokenizer";
import { isHarmlessAtRule, isHarmlessFunction, isLocalTarget } from "./css-allowed.ts";
import { closesOf, EMPTY_URL, isStop, nameOf, quoted, rawOf, REMOVED, unescaped } from "./css-write.ts";

/** Stands between the parts of a style sheet that rrweb puts into separate text nodes. */
const SPLIT = "/* rr_split */";
/** Without one of these there is no function, no at-rule and no escape, so that nothing can fetch. */
const MAY_FETCH = /[@(\\]/;
/** Real style sheets have hardly any; each one costs the tokenizer an error object. */
const MAX_ERRORS = 200;

/**
 * A style sheet, rule or declaration that fetches nothing: only at-rules that load nothing stay, `url()` keeps fragments
 * and inlined images and fonts, and unknown functions that could take an address as text lose their name and what they hold. Escapes are
 * undone first. Read by the CSS Syntax tokenizer, in time linear in the length; running it again changes nothing.
 */
export function sanitiseCss(css: string): string {
  if (!css.includes(SPLIT)) return MAY_FETCH.test(css) ? settled(css, false) : css;
  return css
    .split(SPLIT)
    .map((part) => settled(part, true))
    .join(SPLIT);
}

/** The same for one text node of a style element, closed so that it can't form a token with the node after it. */
export function sanitiseStyleText(css: string): string {
  return css
    .split(SPLIT)
    .map((part) => settled(part, true))
    .join(SPLIT);
}

/** What doesn't stay the same when it is read again was built to change its meaning; nothing of it is kept. */
function settled(css: string, isPart: boolean): string {
  if (css.trim() === "") return css;
  const clean = rewrite(css, isPart);
  return clean === css || rewrite(clean, isPart) === clean ? clean : "";
}

function rewrite(css: string, isPart: boolean): string {
  // The tokenizer's input is preprocessed as CSS Syntax 3.3 says.
  const tokens = tokensOf(css.replace(/\r\n?|\f/g, "\n").replaceAll("\0", "\ufffd"));
  if (!tokens) return "";
  const writer = new CssWriter(tokens);
  return writer.write() + (isPart && !writer.endsClosed() ? "\n" : "");
}

function tokensOf(css: string): CSSToken[] | null {
  const limit = Error.stackTraceLimit;
  let errors = 0;
  try {
    Error.stackTraceLimit = 0;
    return tokenize(
      { css },
      {
        onParseError: (error) => {
          if ((errors += 1) > MAX_ERRORS) throw error;
        },
      },
    );
  } catch {
    return null;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

interface OpenBlock {
  closes: TokenType;
  /** Where its function stands in the output; null for plain brackets. */
  at: number | null;
  name: string;
  /** True when something in it can become the text of an address. */
  hasText: boolean;
}

/** Writes tokens out again, each as it was or as something that fetches nothing in its place. */
class CssWriter {
  readonly #tokens: readonly CSSToken[];
  readonly #out: string[] = [];
  readonly #open: OpenBlock[] = [];
  #at = 0;
  #last: TokenType | null = null;

  constructor(tokens: readonly CSSToken[]) {
    this.#tokens = tokens;
  }

  write(): string {
    for (let token = this.#next(); token && token[0] !== TokenType.EOF; token = this.#next()) this.#writeToken(token);
    while (this.#open.length > 0) this.#close();
    return this.#out.join("");
  }

  /** True when no token that follows can merge with the last one. */
  endsClosed(): boolean {
    return this.#last === null || isStop(this.#last);
  }

  #next(): CSSToken | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }

  #writeToken(token: CSSToken): void {
    switch (token[0]) {
      case TokenType.Comment:
        return this.#writeComment();
      case TokenType.AtKeyword:
        return this.#writeAtRule(token[4].value, token);
      case TokenType.Function:
        return this.#writeFunction(token);
      case TokenType.URL:
        return this.#push(this.#urlOf(token[1], token[4].value), token[0]);
      case TokenType.BadURL:
        return this.#push(EMPTY_URL, token[0]);
      case TokenType.BadString:
        return this.#push('""', token[0]);
      case TokenType.String:
        this.#noteText();
        return this.#push(quoted(token[1], token[4].value), token[0]);
      default:
        this.#trackBlocks(token);
        return this.#push(unescaped(token), token[0]);
    }
  }

  #push(text: string, type: TokenType): void {
    this.#out.push(text);
    this.#last = type;
  }

  /** The player drops comments in selectors: none may stand between tokens that would merge without it. */
  #writeComment(): void {
    const next = this.#tokens[this.#at];
    const isBetween = this.#last !== null && next !== undefined && next[0] !== TokenType.EOF;
    if (isBetween && !isStop(this.#last) && !isStop(next[0])) this.#push(" ", TokenType.Whitespace);
  }

  #writeAtRule(name: string, keyword: CSSToken): void {
    if (isHarmlessAtRule(name)) return this.#push(unescaped(keyword), keyword[0]);
    this.#push(`@${REMOVED}`, keyword[0]);
    let depth = 0;
    for (let token = this.#tokens[this.#at]; token && token[0] !== TokenType.EOF; token = this.#tokens[this.#at]) {
      const [type] = token;
      if (depth === 0 && (type === TokenType.Semicolon || type === TokenType.OpenCurly)) return;
      if (type === TokenType.CloseCurly) break;
      if (closesOf(type)) depth += 1;
      else if (type === TokenType.CloseParen || type === TokenType.CloseSquare) depth = Math.max(0, depth - 1);
      this.#at += 1;
    }
    this.#push(";", TokenType.Semicolon);
  }

  #writeFunction(token: TokenFunction): void {
    const { value } = token[4];
    if (value.toLowerCase() === "url") return this.#writeUrl();
    this.#noteText();
    this.#open.push({ closes: TokenType.CloseParen, at: this.#out.length, name: value, hasText: false });
    this.#push(`${nameOf(value)}(`, token[0]);
  }

  /** `url(` with a quoted target and nothing else, or what fetches nothing in place of all up to its end. */
  #writeUrl(): void {
    const parts: CSSToken[] = [];
    let depth = 1;
    for (let token = this.#next(); token && token[0] !== TokenType.EOF; token = this.#next()) {
      if (closesOf(token[0])) depth += 1;
      if (token[0] === TokenType.CloseParen || token[0] === TokenType.CloseSquare || token[0] === TokenType.CloseCurly)
        depth -= 1;
      if (depth === 0) break;
      if (token[0] !== TokenType.Whitespace && token[0] !== TokenType.Comment) parts.push(token);
    }
    const [target] = parts;
    const isLocal = target?.[0] === TokenType.String && parts.length === 1 && isLocalTarget(target[4].value);
    this.#push(isLocal ? `url(${quoted(target[1], target[4].value)})` : EMPTY_URL, TokenType.URL);
  }

  #urlOf(raw: string, target: string): string {
    if (!isLocalTarget(target)) return EMPTY_URL;
    return rawOf(raw) ?? `url(${quoted("", target)})`;
  }

  #noteText(): void {
    const block = this.#open.at(-1);
    if (block) block.hasText = true;
  }

  #trackBlocks(token: CSSToken): void {
    const closes = closesOf(token[0]);
    if (closes) this.#open.push({ closes, at: null, name: "", hasText: false });
    else if (this.#open.at(-1)?.closes === token[0]) this.#close();
  }

  #close(): void {
    const block = this.#open.pop();
    if (!block?.hasText) return;
    this.#noteText();
    if (block.at === null || isHarmlessFunction(block.name)) return;
    this.#out.length = block.at;
    this.#out.push(`${REMOVED}(`);
  }
}
