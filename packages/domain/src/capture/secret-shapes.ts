import { isSecretKey } from "./secret-keys.ts";

/** What stands where a secret stood. Its length is constant, so that it tells nothing of the value. */
export const REDACTED = "[redacted]";

/** How often each rule hit; the rule names are those of the capture receipt. */
export type ScrubHits = Readonly<Record<string, number>>;

/** A text without its secrets, and what was taken out of it. */
export interface Scrubbed {
  text: string;
  hits: ScrubHits;
}

const NO_HITS: ScrubHits = Object.freeze({});

const SHAPES: readonly [rule: string, source: string][] = [
  [
    "private_key",
    String.raw`-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)`,
  ],
  ["url_userinfo", String.raw`\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}:\/\/[^\s\/?#@:"'<>]+:[^\s\/?#@"'<>]*@`],
  // Begins where its word begins, so that a word is looked through once; what stands before the token is cleaned apart.
  ["jwt", String.raw`(?<![\w-])(?=[\w-]*\.[\w-]{8})[\w-]*?\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)*`],
  [
    "bearer",
    String.raw`\b(?:[Bb]earer|BEARER|[Bb]asic|BASIC)\s+(?:(?=[\w.~+\/-]*\d)[\w.~+\/-]{8,}=*|[\w+\/-]{12,}={1,2})`,
  ],
  [
    "cloud_key",
    String.raw`\b(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeoprs]-[\w-]{10,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9]{16,}|sk-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}|dop_v1_[a-f0-9]{32,}|hf_[A-Za-z0-9]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|hm_(?:key|pk|sk|lease|oat|ort)_[\w-]{8,})`,
  ],
  [
    "long_hex",
    String.raw`\b(?=[a-fA-F]*\d)[0-9a-fA-F]{32,}\b(?!\.(?:m?js|css|map|wasm|woff2?|svg|png|jpe?g|webp|gif|avif)\b)`,
  ],
  ["card", String.raw`(?<![\d.])\d{4}[ -]?\d{4,6}[ -]?\d{4,5}(?:[ -]?\d{1,7})?(?!\d)`],
];

const SHAPE = new RegExp(SHAPES.map(([rule, source]) => `(?<${rule}>${source})`).join("|"), "g");

const JWT_BEGIN = /\beyJ[\w-]{8,}\./;

/**
 * `password=…`, `"api_key": "…"`, also inside a JSON text that was escaped once. Looked for once in each word, and only
 * in those before a sign.
 */
const ASSIGNMENT =
  /(?<![\w.-])(?=[\w.-]+\\?["']?\s*[:=])(?<key>[\w.-]*?(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential|[cx]srf)[\w-]{0,40})(?<sign>\\?["']?\s*[:=]\s*)(?<value>\\?"(?:[^"\\]|\\[^"])*\\?"|'[^']*'|[^\s"',;&<>(){}[\]\\]+)/gi;

/** Characters at the end of a name that say what it is. */
const MAX_KEY = 100;

const PLAIN_WORDS =
  /^(?:true|false|null|undefined|none|nan|string|number|boolean|object|function|required|missing|invalid|expired)$/i;

/** What every shape and every assignment has; most texts of a page have none of it and are done after this. */
const SUSPICIOUS = /[:=@]|[\w-]{16}|\d{4}|bearer|basic|BEGIN/i;

/**
 * Takes values out of free text that look like secrets wherever they stand: JWT, bearer, cloud, VCS and private keys,
 * long hex, card numbers (Luhn), `user:password@` in URLs, and `password=…` assignments.
 * Running it again on its own output changes nothing.
 */
export function scrubText(text: string): Scrubbed {
  if (text.length < 8 || !SUSPICIOUS.test(text)) return { text, hits: NO_HITS };
  const hits: Record<string, number> = {};
  const clean = withoutShapes(text, hits).replace(ASSIGNMENT, (match: string, ...groups: string[]) => {
    const [key = "", sign = "", value = ""] = groups;
    if (!isAssignedSecret(key, sign, value)) return match;
    hits["secret_assignment"] = (hits["secret_assignment"] ?? 0) + 1;
    return key + sign + quoteLike(value);
  });
  return clean === text ? { text, hits: NO_HITS } : { text: clean, hits };
}

function withoutShapes(text: string, hits: Record<string, number>): string {
  return text.replace(SHAPE, (match: string, ...rest: unknown[]) => {
    const rule = ruleOf(rest.at(-1));
    const begin = rule === "jwt" ? match.search(JWT_BEGIN) : 0;
    const before = match.slice(0, begin);
    const cleaned = cleanMatch(rule, match.slice(begin));
    if (before + cleaned !== match) hits[rule] = (hits[rule] ?? 0) + 1;
    return (before === "" ? "" : withoutShapes(before, hits)) + cleaned;
  });
}

/** Adds one count to another and returns the first. */
export function addHits(into: Record<string, number>, from: ScrubHits): Record<string, number> {
  for (const rule in from) into[rule] = (into[rule] ?? 0) + (from[rule] ?? 0);
  return into;
}

/** True when the digits are a payment card number: issuer prefix, length and Luhn check (ISO/IEC 7812-1). */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (!/^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|6\d{15,18})$/.test(digits))
    return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function ruleOf(groups: unknown): string {
  if (typeof groups === "object" && groups !== null)
    for (const [rule, value] of Object.entries(groups)) if (value !== undefined) return rule;
  return "secret";
}

function cleanMatch(rule: string, match: string): string {
  switch (rule) {
    case "card":
      return isCardNumber(match) ? REDACTED : match;
    case "bearer":
      return `${match.split(/\s/, 1)[0] ?? ""} ${REDACTED}`;
    case "url_userinfo":
      return `${match.slice(0, match.indexOf("://") + 3)}${REDACTED}@`;
    default:
      return REDACTED;
  }
}

function isAssignedSecret(key: string, sign: string, value: string): boolean {
  if (!isSecretKey(key.slice(-MAX_KEY))) return false;
  const bare = value.replace(/^\\?["']|\\?["']$/g, "");
  if (bare === "" || PLAIN_WORDS.test(bare) || bare.startsWith("[redacted")) return false;
  // Prose such as "Invalid token: please" is no secret; a quoted or assigned value, a digit or a long word is.
  const isProse = bare === value && sign.includes(":") && !/["']/.test(sign) && /^[a-z]{1,9}$/i.test(bare);
  return !isProse || /pass|pwd/i.test(key);
}

function quoteLike(value: string): string {
  const quote = /^\\?["']/.exec(value)?.[0] ?? "";
  return quote + REDACTED + quote;
}
