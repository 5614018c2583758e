import { createHash, randomBytes } from "node:crypto";
import type { KeyKind } from "@hawkmoth/domain/access/schema";

const STEMS: Record<KeyKind, string> = { SECRET: "hm_key_", PUBLISHABLE: "hm_pk_" };
const SHOWN_CHARACTERS = 5;

/** A fresh key: the value to show once, and what is stored of it. */
export interface NewKeyValue {
  value: string;
  /** Stem and first characters, to recognise the key. */
  prefix: string;
  hash: string;
}

/** Makes a key of 256 random bits. */
export function newKeyValue(kind: KeyKind): NewKeyValue {
  const value = STEMS[kind] + randomBytes(32).toString("base64url");
  return { value, prefix: value.slice(0, STEMS[kind].length + SHOWN_CHARACTERS), hash: hashKey(value) };
}

/** SHA-256 in hex. The value is random, so a fast hash is as good as a slow one. */
export function hashKey(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
