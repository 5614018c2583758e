import { randomUUID } from "node:crypto";
import { createSealer } from "./sealer.ts";

const KEPT_DAYS = 365;
const KEPT_MS = KEPT_DAYS * 86_400_000;
/** People who share a browser; who signed in last is kept. */
const MAX_ACCOUNTS = 4;

/** Name of the cookie by which a browser is known again; the prefix makes browsers refuse it over plain http. */
export function browserCookieName(is_secure: boolean): string {
  return is_secure ? "__Secure-hawkmoth.browser" : "hawkmoth.browser";
}

/** Attributes of that cookie. It is sent where passwords are checked and nowhere else. */
export function browserCookieOptions(is_secure: boolean) {
  const max_age = KEPT_DAYS * 86_400;
  return { httpOnly: true, sameSite: "lax", path: "/api/auth/password", secure: is_secure, maxAge: max_age } as const;
}

interface Mark {
  id: string;
  email: string;
  at_ms: number;
  text: string;
}

export interface KnownBrowsers {
  /** Id of the browser when this account was used in it before; null otherwise, and for a cookie that is not ours. */
  find(cookie: string | null, email: string): string | null;
  /** The cookie of a browser in which an account was just used. */
  mark(cookie: string | null, email: string): string;
}

/** Browsers in which somebody signed in with success. Their failures are counted apart from those of everybody else. */
export function createKnownBrowsers(secret: string): KnownBrowsers {
  const sealer = createSealer(secret, "known browser");
  const read = (text: string): Mark[] => {
    try {
      const [id = "", email = "", at = ""] = sealer.open(text.replaceAll("-", "+").replaceAll("_", "/")).split("\n");
      const at_ms = Number(at);
      return Date.now() - at_ms < KEPT_MS ? [{ id, email, at_ms, text }] : [];
    } catch {
      // Sealed by nobody, or under another secret: the browser is not known.
      return [];
    }
  };
  const marksOf = (cookie: string | null) => (cookie ?? "").split(".", MAX_ACCOUNTS).flatMap(read);
  return {
    find: (cookie, email) => marksOf(cookie).find((mark) => mark.email === email)?.id ?? null,
    mark(cookie, email) {
      const marks = marksOf(cookie);
      const id = marks.find((mark) => mark.email === email)?.id ?? randomUUID();
      const sealed = sealer.seal([id, email, Date.now()].join("\n"));
      const own = sealed.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
      const others = marks.filter((mark) => mark.email !== email).map((mark) => mark.text);
      return [own, ...others].slice(0, MAX_ACCOUNTS).join(".");
    },
  };
}
