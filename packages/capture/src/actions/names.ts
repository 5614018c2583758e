import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { computeAccessibleName, getRole } from "dom-accessibility-api";
import type { PolicyHolder } from "../policy.ts";
import { isField, isToggle } from "../masking/fields.ts";
import type { Zones } from "../masking/zones.ts";

const FIELDS = "input,textarea,select,[contenteditable]";

/** What describing an element needs to know. */
export interface NamingContext {
  zones: Zones;
  policy: PolicyHolder;
}

/** ARIA role, explicit or implied. */
export function roleOf(element: Element): string | null {
  return getRole(element)?.slice(0, 50) ?? null;
}

/**
 * The accessible name as assistive technology says it (W3C accname 1.2), or null when it would repeat something
 * masked: hidden regions, every text in strict mode, and names computed from content that holds a field's value.
 */
export function nameOf(element: Element, context: NamingContext): string | null {
  if (!mayRead(element, context)) return null;
  const referenced = (element.getAttribute("aria-labelledby") ?? "")
    .split(/\s+/)
    .map((id) => element.ownerDocument.getElementById(id));
  const labels =
    isField(element) && "labels" in element ? [...((element.labels as NodeListOf<Element> | null) ?? [])] : [];
  const sources = [element, ...referenced, ...labels].filter((source) => source !== null);
  if (sources.some((source) => source !== element && context.zones.of(source).isHidden)) return null;
  if (sources.some((source) => holdsMasked(source, element, context))) return ownLabel(element);
  return clean(computeAccessibleName(element));
}

/** Text of the label that belongs to a field. */
export function labelOf(element: Element, context: NamingContext): string | null {
  if (!("labels" in element) || !mayRead(element, context)) return null;
  const [label] = (element.labels as NodeListOf<HTMLLabelElement> | null) ?? [];
  if (!label || context.zones.of(label).isHidden) return null;
  if (holdsMasked(label, element, context)) return textWithoutFields(label);
  return clean(label.textContent ?? "");
}

/** An attribute a person may have read, unless it stands in a hidden region or all text is masked. */
export function readableAttribute(element: Element, name: string, context: NamingContext): string | null {
  const value = element.getAttribute(name);
  return value === null || !mayRead(element, context) ? null : clean(value);
}

function mayRead(element: Element, { zones, policy }: NamingContext): boolean {
  return policy.current.privacy_mode !== "STRICT" && !zones.of(element).isHidden;
}

function holdsMasked(source: Element, self: Element, { zones }: NamingContext): boolean {
  if (source.querySelector(zones.maskSelector) || source.querySelector(zones.blockSelector)) return true;
  return [...source.querySelectorAll(FIELDS)].some((field) => field !== self && !isToggle(field));
}

function ownLabel(element: Element): string | null {
  return clean(element.getAttribute("aria-label") ?? element.getAttribute("title") ?? "");
}

function textWithoutFields(label: Element): string | null {
  const texts = [...label.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? "");
  return clean(texts.join(" "));
}

function clean(text: string): string | null {
  const line = scrubText(text.replace(/\s+/g, " ").trim()).text.slice(0, 200);
  return line === "" ? null : line;
}
