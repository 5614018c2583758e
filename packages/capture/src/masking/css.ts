import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { addHits } from "@hawkmoth/domain/capture/secret-shapes";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";

/** An address that nothing closes counts as well, so that the addresses within it are not looked through again. */
const CSS_URL = /url\(\s*(?!\s)(?:"([^"]*)"\s*\)|'([^']*)'\s*\)|([^)"'\s]*)(?:\s*\))?)/gi;
const CSS_STRING_CONTENT = /(\bcontent\s*:\s*)(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/gi;

/** Scrubs the URLs in CSS; with `isHidden` they go, and so does generated text. */
export function maskCss(
  css: string,
  place: { mode: PrivacyMode; isHidden: boolean },
  hits: Record<string, number>,
): string {
  if (!css.includes("(") && !place.isHidden) return css;
  const clean = css.replace(CSS_URL, (match: string, ...groups: unknown[]) => {
    const url = groups.slice(0, 3).find((group) => typeof group === "string" && group !== "");
    if (typeof url !== "string") return match;
    if (place.isHidden) return 'url("")';
    if (!url.includes("?") && !url.includes("@") && url.length < 40) return match;
    const scrubbed = scrubUrl(url, place.mode);
    if (scrubbed.text === url) return match;
    addHits(hits, scrubbed.hits);
    return `url("${scrubbed.text}")`;
  });
  return place.isHidden ? clean.replace(CSS_STRING_CONTENT, '$1""') : clean;
}
