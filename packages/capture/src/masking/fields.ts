import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import type { Zone } from "./zones.ts";

const SECRET_AUTOCOMPLETE = /(?:^|\s)(?:cc-|current-password|new-password|one-time-code)/;
const LABEL_TYPES = new Set(["submit", "button", "reset", "image"]);

const everPassword = new WeakSet<Element>();

/** The kind of a form control, from its own properties: attributes can lag behind. */
export function fieldType(element: Element): string {
  const type = "type" in element && typeof element.type === "string" ? element.type : element.getAttribute("type");
  return (type ?? "text").toLowerCase();
}

/**
 * True for fields whose value never leaves the page in any mode: passwords (also once they were shown as text),
 * payment fields, one-time codes, and fields named like a secret.
 */
export function isSecretField(element: Element): boolean {
  if (fieldType(element) === "password" || element.getAttribute("data-rr-is-password") !== null)
    everPassword.add(element);
  if (everPassword.has(element)) return true;
  const autocomplete = element.getAttribute("autocomplete");
  if (autocomplete && SECRET_AUTOCOMPLETE.test(autocomplete.toLowerCase())) return true;
  return isSecretKey(element.getAttribute("name") ?? "") || isSecretKey(element.id);
}

/** True when the value is what the page wrote on a button, not what a person put in. */
export function isButtonField(element: Element): boolean {
  return element.localName === "input" && LABEL_TYPES.has(fieldType(element));
}

/** True when the value of a form control must be masked. */
export function isValueMasked(element: Element, zone: Zone, mode: PrivacyMode): boolean {
  if (isButtonField(element)) return zone.isHidden || mode === "STRICT";
  return zone.isHidden || mode !== "MINIMAL" || isSecretField(element);
}

/** True for elements a person types or chooses in. */
export function isField(element: Element): boolean {
  return element.localName === "input" || element.localName === "textarea" || element.localName === "select";
}

/** True for a control that is on or off: its value is the page's own word. */
export function isToggle(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio");
}
