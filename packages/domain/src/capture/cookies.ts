import { z } from "zod";
import { BugRef, idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";
import { CookiePolicy } from "./cookie-policy.ts";
import { BUNDLE_VERSION } from "./limits.ts";
import { isSecretKey } from "./secret-keys.ts";
import { REDACTED, scrubText } from "./secret-shapes.ts";

/** Limits of what a page's scripts can see of its cookies. Sizes in bytes after and before decompression. */
export const COOKIE_LIMITS = {
  gzip_bytes: 64 * 1024,
  bytes: 256 * 1024,
  max_count: 300,
  max_name: 256,
  max_value: 4096,
} as const;

/** Frameworks escape once, those that keep JSON in a cookie twice. */
const MAX_ESCAPES = 3;

/** One cookie that the page's scripts could read. `value` is null where values are not taken. */
export const CapturedCookie = z.object({
  name: z.string().max(COOKIE_LIMITS.max_name),
  value: z.string().max(COOKIE_LIMITS.max_value).nullable(),
});
export type CapturedCookie = z.infer<typeof CapturedCookie>;

/** The COOKIES artifact: gzip of this JSON. It lies apart from the logs. */
export const CaptureCookies = z.object({
  version: z.literal(BUNDLE_VERSION),
  cookies: z.array(CapturedCookie).max(COOKIE_LIMITS.max_count),
});
export type CaptureCookies = z.infer<typeof CaptureCookies>;

/** Why cookies are read; the audit log keeps it. */
export const GetBugCookiesInput = z.object({
  bug_id: BugRef,
  reason: z.string().trim().min(3).max(500).describe("Why you need them; kept in the audit log"),
});
export type GetBugCookiesInput = z.infer<typeof GetBugCookiesInput>;

/** The cookies of a bug's newest capture. HttpOnly cookies, which hold most sign-ins, are never among them. */
export const BugCookies = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  policy: CookiePolicy.describe("What the project allows; values are null unless VALUES"),
  captured_at: Timestamp.nullable().describe("Null when no capture of this bug holds cookies"),
  cookies: z.array(CapturedCookie),
});
export type BugCookies = z.infer<typeof BugCookies>;

/**
 * What a policy lets through. NAMES takes the values away. VALUES keeps them, but for cookies whose name says that
 * they hold a secret and for what looks like one. Applying it again changes nothing.
 */
export function limitCookies(cookies: readonly CapturedCookie[], policy: CookiePolicy): CapturedCookie[] {
  switch (policy) {
    case "NONE":
      return [];
    case "NAMES":
      return cookies.map(({ name }) => ({ name: shownName(name), value: null }));
    case "VALUES":
      return cookies.map(({ name, value }) => ({ name: shownName(name), value: shownValue(name, value) }));
  }
}

function shownName(name: string): string {
  return scrubText(name).text.slice(0, COOKIE_LIMITS.max_name);
}

/** Secrets are looked for in what the value says, not in how it is escaped; without any it stays as it was set. */
function shownValue(name: string, value: string | null): string | null {
  if (value === null || value === "") return value;
  if (isSecretCookie(name)) return REDACTED;
  const plain = decoded(value);
  const { text } = scrubText(plain);
  return text === plain ? value : text.slice(0, COOKIE_LIMITS.max_value);
}

/** Cookies carry prefixes and vendor words around what names their secret: `__Host-session`, `connect.sid`, `sb-auth-token`. */
function isSecretCookie(name: string): boolean {
  return isSecretKey(name) || name.split(/[^A-Za-z0-9]+/).some((part) => isSecretKey(part) || /sess|auth/i.test(part));
}

/** Escaped text as it reads, also when it was escaped more than once. */
function decoded(value: string): string {
  let text = value;
  for (let depth = 0; depth < MAX_ESCAPES; depth += 1) text = unescaped(text);
  return text;
}

/** What is no escape stays, so that a stray percent sign hides nothing of the rest. */
function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

/** Reads `document.cookie`: pairs in order, names alone where a pair has no sign, and no more than the limits. */
export function parseDocumentCookie(text: string): CapturedCookie[] {
  return text
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .slice(0, COOKIE_LIMITS.max_count)
    .map((pair) => {
      const sign = pair.indexOf("=");
      const name = sign < 0 ? "" : pair.slice(0, sign);
      return {
        name: name.slice(0, COOKIE_LIMITS.max_name),
        value: pair.slice(sign + 1).slice(0, COOKIE_LIMITS.max_value),
      };
    });
}
