import { tokenizer, TokenType, type CSSToken, type TokenFunction } from "@csstools/css-tokenizer";
import { isHarmlessAtRule, isHarmlessFunction, isLocalTarget } from "./css-allowed.ts";
import { closesOf, EMPTY_URL, isStop, nameOf, quoted, rawOf, REMOVED, unescaped } from "./css-write.ts";

/** Real style sheets nest a few blocks and functions; one of thousands is built to cost memory. */
const MAX_OPEN = 256;
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

/** The sheet as it may stay; nothing of one that is full of errors or of open blocks. */
function rewrite(css: string, isPart: boolean): string {
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 0;
    // The tokenizer's input is preprocessed as CSS Syntax 3.3 says.
    const writer = new CssWriter(new TokenReader(css.replace(/\r\n?|\f/g, "\n").replaceAll("\0", "\ufffd")));
    return writer.write() + (isPart && !writer.endsClosed() ? "\n" : "");
  } catch {
    return "";
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Tokens one by one: those of a whole sheet would take many times its memory. */
class TokenReader {
  readonly #source: ReturnType<typeof tokenizer>;
  #ahead: CSSToken;
  #errors = 0;

  /** Reading throws when there are too many errors. */
  constructor(css: string) {
    const onParseError = (error: Error) => {
      if ((this.#errors += 1) > MAX_ERRORS) throw error;
    };
    this.#source = tokenizer({ css }, { onParseError });
    this.#ahead = this.#source.nextToken();
  }

  /** The token that comes next; of kind EOF at the end, again and again. */
  get ahead(): CSSToken {
    return this.#ahead;
  }

  next(): CSSToken {
    const token = this.#ahead;
    if (token[0] !== TokenType.EOF) this.#ahead = this.#source.nextToken();
    return token;
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
  readonly #tokens: TokenReader;
  readonly #out: string[] = [];
  readonly #open: OpenBlock[] = [];
  #last: TokenType | null = null;

  constructor(tokens: TokenReader) {
    this.#tokens = tokens;
  }

  write(): string {
    for (let token = this.#tokens.next(); token[0] !== TokenType.EOF; token = this.#tokens.next())
      this.#writeToken(token);
    while (this.#open.length > 0) this.#close();
    return this.#out.join("");
  }

  /** True when no token that follows can merge with the last one. */
  endsClosed(): boolean {
    return this.#last === null || isStop(this.#last);
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
    const next = this.#tokens.ahead;
    const isBetween = this.#last !== null && next[0] !== TokenType.EOF;
    if (isBetween && !isStop(this.#last) && !isStop(next[0])) this.#push(" ", TokenType.Whitespace);
  }

  #writeAtRule(name: string, keyword: CSSToken): void {
    if (isHarmlessAtRule(name)) return this.#push(unescaped(keyword), keyword[0]);
    this.#push(`@${REMOVED}`, keyword[0]);
    let depth = 0;
    for (let [type] = this.#tokens.ahead; type !== TokenType.EOF; [type] = this.#tokens.ahead) {
      if (depth === 0 && (type === TokenType.Semicolon || type === TokenType.OpenCurly)) return;
      if (type === TokenType.CloseCurly) break;
      if (closesOf(type)) depth += 1;
      else if (type === TokenType.CloseParen || type === TokenType.CloseSquare) depth = Math.max(0, depth - 1);
      this.#tokens.next();
    }
    this.#push(";", TokenType.Semicolon);
  }

  #writeFunction(token: TokenFunction): void {
    const { value } = token[4];
    if (value.toLowerCase() === "url") return this.#writeUrl();
    this.#noteText();
    this.#opened({ closes: TokenType.CloseParen, at: this.#out.length, name: value, hasText: false });
    this.#push(`${nameOf(value)}(`, token[0]);
  }

  /** `url(` with a quoted target and nothing else, or what fetches nothing in place of all up to its end. */
  #writeUrl(): void {
    const parts: CSSToken[] = [];
    let depth = 1;
    for (let token = this.#tokens.next(); token[0] !== TokenType.EOF; token = this.#tokens.next()) {
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
    if (closes) this.#opened({ closes, at: null, name: "", hasText: false });
    else if (this.#open.at(-1)?.closes === token[0]) this.#close();
  }

  #opened(block: OpenBlock): void {
    if (this.#open.length === MAX_OPEN) throw new RangeError("too many open blocks");
    this.#open.push(block);
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
