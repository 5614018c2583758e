import { randomBytes, randomInt } from "node:crypto";
import { hashKey } from "./key-value.ts";

/** How long a person has to approve, and how often the program should ask (RFC 8628, 3.2). */
export const PAIRING = { expires_in_s: 600, interval_s: 3 } as const;

/** No vowels, so no words; no letters that are mistaken for digits (RFC 8628, 6.1). */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** A fresh code for a person to compare, e.g. KBQM-TXRD. */
export function newUserCode(): string {
  const letters = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]);
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

/** The code as it is stored, however a person typed it. */
export function normaliseUserCode(text: string): string {
  const letters = text.toUpperCase().replaceAll(/[^A-Z]/g, "");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A fresh secret of the program and what is stored of it. */
export function newDeviceCode(): { device_code: string; hash: string } {
  const device_code = randomBytes(32).toString("base64url");
  return { device_code, hash: hashKey(device_code) };
}
