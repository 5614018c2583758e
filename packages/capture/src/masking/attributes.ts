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
  /^data-(?:(?:.+-)?(?:state|side|align|orientation|mode|theme|variant|size|slot|test-?id|test|cy|qa|disabled|selected|active|open|closed|checked|highlighted|toggle)|(?:radix|headlessui|v|s|rr|hm)-.+)$/;
const STATE_VALUE = /^[\w:.-]{0,40}$/;
const PLAIN_VALUE = /^(?:|true|false|yes|no|on|off|auto|none|\d{1,3})$/;

type Kind = "drop" | "css" | "url" | "urls" | "value" | "content" | "copy" | "state" | "made_up" | "plain";

/** Names come again and again; most attributes of a page are answered from here. */
const kinds = new Map<string, Kind>();

function kindOf(name: string): Kind {
  let kind = kinds.get(name);
  if (!kind) {
    kind = findKind(name.toLowerCase());
    if (kinds.size < 2000) kinds.set(name, kind);
  }
  return kind;
}

function findKind(name: string): Kind {
  if (DROPPED.test(name)) return "drop";
  if (CSS.test(name)) return "css";
  if (URL_NAME.test(name)) return "url";
  if (URL_LIST.test(name)) return "urls";
  if (name === "value" || name === "content") return name;
  if (COPY.test(name)) return "copy";
  if (!MADE_UP.test(name) || WELL_KNOWN.test(name)) return "plain";
  return STATE_NAME.test(name) ? "state" : "made_up";
}

/**
 * Masks one attribute of a snapshot or a mutation and counts what was hidden.
 * @returns the value to keep, or null when the attribute must go.
 */
export function maskAttribute(
  name: string,
  value: string,
  context: { place: AttributePlace; hits: Record<string, number> },
): string | null {
  if (name === "class") return value;
  const { place, hits } = context;
  const { isHidden } = place.zone;
  const kind = kindOf(name);
  const scrubbed = (clean: Scrubbed) => {
    addHits(hits, clean.hits);
    return clean.text;
  };
  if (kind === "drop" || (isHidden && name === "rr_dataURL")) return null;
  if (kind === "css") return maskCss(value, { mode: place.mode, isHidden }, hits);
  if (kind === "url") return isHidden && place.tag !== "link" ? null : scrubbed(scrubUrl(value, place.mode));
  if (kind === "urls")
    return isHidden ? null : value.replace(/[^\s,]\S*/g, (part) => scrubbed(scrubUrl(part, place.mode)));
  if (value === "" || value === MASK) return value;
  if (!isMasked(kind, name, { value, place })) return scrubbed(scrubText(value));
  addHits(hits, { attribute: 1 });
  return MASK;
}

function isMasked(kind: Kind, name: string, { value, place }: { value: string; place: AttributePlace }): boolean {
  const { isHidden } = place.zone;
  if (kind === "value") return /^(?:li|progress|meter)$/.test(place.tag) ? isHidden : place.isValueMasked;
  if (kind === "content") return place.metaName !== "viewport";
  if (kind === "copy") return isHidden || place.mode === "STRICT";
  if (kind === "plain" && !(place.tag.includes("-") && !/^(?:id|slot|part)$/.test(name))) return false;
  if (kind !== "plain" && place.isSvg && !name.startsWith("data-")) return false;
  return isHidden || (place.mode !== "MINIMAL" && !(kind === "state" ? STATE_VALUE : PLAIN_VALUE).test(value));
}
