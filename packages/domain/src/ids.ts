import { typeid } from "typeid-js";
import { z } from "zod";
import { base32ToUuid, uuidToBase32 } from "./base32.ts";

/** Prefixes of every kind of id. An id is `<prefix>_<UUIDv7 in base32>` (TypeID 0.3). */
export const ID_PREFIXES = {
  bug: "bug",
  project: "prj",
  workspace: "wsp",
  member: "mbr",
  user: "usr",
  agent: "agt",
  task: "tsk",
  session: "ses",
  capture: "cap",
  artifact: "art",
  comment: "cmt",
  label: "lbl",
  merge: "mrg",
  activity: "act",
  audit: "aud",
  pairing: "par",
  suite: "ste",
  case: "cse",
  run: "run",
  key: "key",
  grant: "grt",
  webhook: "whk",
  event: "evt",
} as const;

/** Kinds of things that have ids. */
export type IdKind = keyof typeof ID_PREFIXES;

/** Makes a fresh, time-sortable id of the given kind. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

/**
 * Turns a wire id into the UUID that the database stores. Any 128 bits are taken, whatever UUID version they claim to
 * be: an id made up by a caller is unknown, not a fault. @throws Error when the text is no id of that kind.
 */
export function idToUuid(kind: IdKind, id: string): string {
  const stem = `${ID_PREFIXES[kind]}_`;
  if (!id.startsWith(stem)) throw new Error(`'${id}' lacks the prefix '${stem}'`);
  return base32ToUuid(id.slice(stem.length));
}

/** Turns a stored UUID into the wire id. */
export function uuidToId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${uuidToBase32(uuid)}`;
}

/** Tells whether a text is a well-formed id of the given kind. */
export function isId(kind: IdKind, text: string): boolean {
  return idPattern(kind).test(text);
}

function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
}

/** Zod type of an id on the wire. */
export function idSchema(kind: IdKind) {
  return z.string().regex(idPattern(kind), `Expected an id that starts with '${ID_PREFIXES[kind]}_'`);
}

/** A bug named by its id or by its key, such as `SHOP-412`. */
export const BugRef = z.string().trim().min(3).max(64).describe("Id or key: SHOP-412");

/** Splits a bug key into project key and number, or returns null when the text is no key. */
export function parseBugKey(text: string): { project_key: string; number: number } | null {
  const match = /^([A-Za-z][A-Za-z0-9]{1,9})-([1-9][0-9]{0,8})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  return { project_key: match[1].toUpperCase(), number: Number(match[2]) };
}
