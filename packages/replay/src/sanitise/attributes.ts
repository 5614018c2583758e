import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { sanitiseCss } from "./css.ts";

/** Counts what was taken out, by rule. */
export type Removed = Record<string, number>;

/** Attributes that make a browser fetch, navigate, run or leave the frame. */
const FETCHED = new Set(
  "src srcset poster data background dynsrc lowsrc imagesrcset icon archive codebase classid profile longdesc".split(
    " ",
  ),
);
const DROPPED = new Set(
  "srcdoc action formaction ping manifest http-equiv target formtarget sandbox allow csp integrity nonce crossorigin autofocus attributionsrc rr_src is rrweb-original-src rrweb-original-srcset usemap popovertarget xml:base".split(
    " ",
  ),
);
/** Most attributes of a page by number; they hold neither addresses nor words of people. */
const STRUCTURAL = new Set(
  "class d points transform viewbox role type rel dir width height x y x1 x2 y1 y2".split(" "),
);
const LINKS = new Set(["href", "xlink:href"]);
/** Attributes of words, which no browser reads as CSS. */
const PROSE = /^(?:data-.*|aria-.*|alt|title|placeholder|label|value|content)$/;
const ANIMATION_VALUES = new Set(["from", "to", "by", "values"]);
const INLINE_IMAGE = /^\s*data:(?:image|audio|video)\//i;
const INLINE_FONT_OR_IMAGE = /^\s*data:(?:image\/|font\/)/i;
const SAFE_LINK = /^(?:https?:|mailto:|tel:|#|\/|\?|[\w.-]+(?:[/?#]|$))/i;
const SCRIPT_URL = /^(?:javascript|vbscript|livescript|data:(?:text\/|application\/(?:xhtml|xml|javascript)))/i;
const NAME = /^[A-Za-z_:@.][\w:.@-]*$/;

/** Stands where an image stood that would have to be fetched. */
export const EMPTY_IMAGE = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E";

/**
 * Attributes of a recorded element without anything that runs, fetches or navigates. `tag` is its name without prefix;
 * null, when a mutation names an element that is not known, is treated as the worst.
 */
export function sanitiseAttributes(
  attributes: Record<string, unknown>,
  tag: string | null,
  removed: Removed,
): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const kept = sanitiseAttribute({ name, value, tag }, removed);
    if (kept !== undefined) clean[name] = kept;
  }
  return clean;
}

interface Given {
  name: string;
  value: unknown;
  tag: string | null;
}

function sanitiseAttribute(given: Given, removed: Removed): unknown {
  const { value } = given;
  const name = given.name.toLowerCase();
  const drop = (rule: string) => {
    removed[rule] = (removed[rule] ?? 0) + 1;
    return undefined;
  };
  if (!NAME.test(name)) return drop("attribute name");
  if (/^_*on/.test(name)) return drop("event handler");
  if (DROPPED.has(name)) return drop(name);
  if (name === "style" && typeof value === "object" && value !== null) return styleObject(value);
  if (typeof value !== "string") return isScalar(value) ? value : drop("attribute value");
  if (SCRIPT_URL.test(squeezed(value)) && !name.startsWith("data-")) return drop("script url");
  if (name === "style" || name === "_csstext") return sanitiseCss(value);
  if (name === "rr_dataurl") return INLINE_IMAGE.test(value) ? value : drop("remote resource");
  if (FETCHED.has(name)) return INLINE_IMAGE.test(value) && isPicture(given.tag) ? value : remoteImage(given, removed);
  if (LINKS.has(name)) return link(value, given.tag) ?? drop("remote resource");
  if (ANIMATION_VALUES.has(name) && mayFetch(value)) return drop("animated url");
  if (name === "attributename" && /href|src/i.test(value)) return drop("animated url");
  return STRUCTURAL.has(name) ? value : otherText(name, value);
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === "number" || typeof value === "boolean";
}

/** Browsers ignore control characters and white space at the start and line breaks inside a scheme. */
function squeezed(value: string): string {
  return value.slice(0, 256).replace(/[\p{Cc}\s]+/gu, "");
}

function mayFetch(value: string): boolean {
  return /[:/\\"'@]|url\(|image/i.test(value);
}

/** An inlined SVG is a picture in an image and a document with scripts in a frame. */
function isPicture(tag: string | null): boolean {
  return tag !== null && tag !== "iframe";
}

function remoteImage({ name, tag }: Given, removed: Removed): string | undefined {
  removed["remote resource"] = (removed["remote resource"] ?? 0) + 1;
  return name === "src" && tag === "img" ? EMPTY_IMAGE : undefined;
}

function link(value: string, tag: string | null): string | undefined {
  if (value.startsWith("#")) return value;
  if (tag === "a" || tag === "area") return SAFE_LINK.test(squeezed(value)) ? scrubUrl(value).text : undefined;
  return tag !== null && tag !== "use" && INLINE_FONT_OR_IMAGE.test(value) ? value : undefined;
}

/** Presentation attributes of SVG are read as CSS, and only those that people write hold none. */
function otherText(name: string, value: string): string {
  const css = PROSE.test(name) ? value : sanitiseCss(value);
  return scrubText(css).text;
}

function styleObject(style: object): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(style)) {
    if (value === false) clean[property] = false;
    else if (Array.isArray(value))
      clean[property] = [sanitiseCss(textOf(value[0])), value[1] === "important" ? "important" : ""];
    else if (typeof value === "string") clean[property] = sanitiseCss(value);
  }
  return clean;
}

/** A value as text when it is one; a browser would join a list to a text that nobody has read. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
