import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { addHits, scrubText, type Scrubbed } from "@hawkmoth/domain/capture/secret-shapes";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import { maskCss } from "./css.ts";
import type { Zone } from "./zones.ts";

/** Stands for every masked text and value. One length for all, because a length tells something too. */
export const MASK = "***";

/** Where an attribute stands. */
export interface AttributePlace {
  tag: string;
  zone: Zone;
  mode: PrivacyMode;
  isSvg: boolean;
  /** True when the element's value must be masked, for `value` alone. */
  isValueMasked: boolean;
  /** `name` of a meta element; only the viewport's content is kept. */
  metaName: string | null;
}

const DROPPED = /^(?:on.+|srcdoc|nonce|integrity)$/;
const URL_NAME =
  /^(?:xlink:)?href$|src$|^(?:action|formaction|poster|data|cite|background|longdesc|manifest|codebase|ping)$/;
const URL_LIST = /srcset$/;
const CSS = /^(?:style|_csstext)$/;
/** Words of the interface that a person reads. */
const COPY =
  /^(?:title|alt|placeholder|label|summary|abbr|download|aria-(?:label|desc.*|placeholder|roledesc.*|valuetext|braille.*))$/;
/** Names a page or a framework made up; what stands in them can be anything. */
const MADE_UP = /[-:@._]/;
const WELL_KNOWN = /^(?:aria-.+|rr_.+|http-equiv|accept-charset)$/;
const STATE_NAME =
  /^data-(?:(?:.+-)?(?:state|side|align|orientation|mode|theme|variant|size|slot|test-?id|test|cy|qa|disabled|selected|active|open|closed|checked|highlighted|toggle|placement)|(?:radix|headlessui|v|s|rr|hm|astro)-.+)$/;
const STATE_VALUE = /^[\w:.-]{0,40}$/;
const PLAIN_VALUE = /^(?:|true|false|yes|no|on|off|auto|none|\d{1,3})$/;

/**
 * Masks one attribute of a snapshot or a mutation and counts what was hidden.
 * @returns the value to keep, or null when the attribute must go.
 */
export function maskAttribute(
  given: string,
  value: string,
  context: { place: AttributePlace; hits: Record<string, number> },
): string | null {
  const { place, hits } = context;
  const { isHidden } = place.zone;
  const name = given.toLowerCase();
  const scrubbed = (clean: Scrubbed) => {
    addHits(hits, clean.hits);
    return clean.text;
  };
  const masked = () => {
    if (value === "" || value === MASK) return value;
    addHits(hits, { attribute: 1 });
    return MASK;
  };
  if (DROPPED.test(name) || (isHidden && name === "rr_dataurl")) return null;
  if (CSS.test(name)) return maskCss(value, { mode: place.mode, isHidden }, hits);
  if (URL_NAME.test(name)) return isHidden && place.tag !== "link" ? null : scrubbed(scrubUrl(value, place.mode));
  if (URL_LIST.test(name))
    return isHidden ? null : value.replace(/[^\s,]\S*/g, (part) => scrubbed(scrubUrl(part, place.mode)));
  return isMasked(name, value, place) ? masked() : scrubbed(scrubText(value));
}

function isMasked(name: string, value: string, place: AttributePlace): boolean {
  const { isHidden } = place.zone;
  if (name === "value") return /^(?:li|progress|meter)$/.test(place.tag) ? isHidden : place.isValueMasked;
  if (name === "content") return place.metaName !== "viewport";
  if (COPY.test(name)) return isHidden || place.mode === "STRICT";
  const isMadeUp = !place.isSvg || name.startsWith("data-") ? MADE_UP.test(name) && !WELL_KNOWN.test(name) : false;
  if (!isMadeUp && !place.tag.includes("-")) return false;
  if (!isMadeUp && /^(?:id|class|style|slot|part|hidden|role|tabindex|dir|lang)$/.test(name)) return false;
  if (isHidden) return true;
  return place.mode !== "MINIMAL" && !(STATE_NAME.test(name) ? STATE_VALUE : PLAIN_VALUE).test(value);
}
