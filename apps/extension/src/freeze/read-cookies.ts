import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { type CapturedCookie, limitCookies, parseDocumentCookie } from "@hawkmoth/domain/capture/cookies";
import { browser } from "wxt/browser";

/**
 * Reads the cookies that a page's own scripts can read, as far as the policy wants them; with NAMES no value leaves the
 * page. HttpOnly cookies are not among them. A page that may not be asked has none.
 */
export async function readCookies(tab_id: number, policy: CookiePolicy): Promise<CapturedCookie[]> {
  if (policy === "NONE") return [];
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId: tab_id },
      func: policy === "VALUES" ? readAll : readNames,
    });
    return limitCookies(parseDocumentCookie(String(answer?.result ?? "")), policy);
  } catch {
    return [];
  }
}

/** Runs in the page: it stands alone. */
function readAll(): string {
  return document.cookie;
}

/** Runs in the page: it stands alone. A cookie without a name is all value. */
function readNames(): string {
  return document.cookie
    .split(";")
    .map((pair) => (pair.includes("=") ? pair.slice(0, pair.indexOf("=") + 1) : "="))
    .join(";");
}
