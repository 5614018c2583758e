/** Stands between the parts of a style sheet that rrweb puts into separate text nodes. */
const SPLIT = "/* rr_split */";
const FETCHING = /url\(|@import|image-set\(|(?<![\w-])src\(/gi;
const IMPORT = /@import[^;]*;?/gi;
const URL_TOKEN = /url\(\s*(?<target>"[^"]*"?|'[^']*'?|[^)]*)\s*\)?/gi;
const LOCAL_REFERENCE =
  /^(?:#|data:(?:image\/(?!svg)|image\/svg\+xml|font\/|application\/(?:x-)?font|application\/vnd\.ms-fontobject))/i;

/**
 * A style sheet, rule or declaration that fetches nothing: `@import` is gone, `url()` keeps fragments and inlined
 * images and fonts, `image-set()` and `src()` lose their meaning. Escapes that hide one of these are undone first.
 */
export function sanitiseCss(css: string): string {
  if (!css.includes(SPLIT)) return sanitisePart(css);
  return css
    .split(SPLIT)
    .map((part) => closePart(sanitisePart(part)))
    .join(SPLIT);
}

/** The same for one text node of a style element, closed so that it can't form a token with the node after it. */
export function sanitiseStyleText(css: string): string {
  return css.trim() === "" ? css : closePart(sanitiseCss(css));
}

function closePart(css: string): string {
  return /\}\s*$|\*\/\s*$/.test(css) ? css : `${css}/**/`;
}

function sanitisePart(css: string): string {
  return visibleForm(css)
    .replace(IMPORT, "")
    .replace(URL_TOKEN, (token, target: string) =>
      LOCAL_REFERENCE.test(target.replace(/^["']\s*/, "")) ? token : 'url("data:,")',
    )
    .replace(/image-set\(/gi, "removed-set(")
    .replace(/(?<![\w-])src\(/gi, "removed-src(");
}

function visibleForm(css: string): string {
  if (!css.includes("\\")) return css;
  const decoded = css.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_match, hex?: string, char?: string) =>
    hex === undefined ? (char ?? "") : fromHex(hex),
  );
  return countOf(decoded) > countOf(css) ? decoded : css;
}

function fromHex(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

function countOf(css: string): number {
  return css.match(FETCHING)?.length ?? 0;
}
