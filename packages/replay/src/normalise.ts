import { normalForm } from "@hawkmoth/domain/normal-form";
import { clip, oneLine, plainText } from "./plain-text.ts";

/** What is compared fits one line. */
export const MAX_NORMALISED = 300;
/** Beyond this a text says nothing new about its kind, and looking at it would cost time. */
const MAX_READ = 1000;

const URL_TEXT = /\b(?:https?|wss?|blob|file):\/*[^\s"'`)>\]]+/gi;
const TIME = /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const EMAIL = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;
/** A word of hexadecimal digits that has at least one digit: hashes, object ids, addresses in memory. */
const HEX = /\b(?:0x[0-9a-f]+|(?=[0-9a-f]*\d)[0-9a-f]{7,})\b/gi;
/** A long word in which letters and digits alternate: TypeIDs, nano ids, tokens. */
const LONG_ID = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{16,}\b/gi;
/** Quoted text is a value of one occurrence, unless the engine names a property that the code asked for. */
const QUOTED =
  /(\b(?:reading|setting|evaluating|property|method|key|column|field)\s*)?("[^"\n]*"|'[^'\n]*'|`[^`\n]*`)/gi;
const IDENTIFIER = /^["'`][A-Za-z_$][\w$.]*["'`]$/;
/** Numbers differ from one occurrence to the next; a status code is what happened. */
const NUMBER = /(?<!\b(?:status|status code|code|http)\W{0,3})(?<![\w.])[-+]?\d+(?:[.,:]\d+)*(?![\w])/gi;

/**
 * An error message without what differs from one occurrence to the next: addresses, ids, hashes, times, quoted values,
 * numbers, line numbers. Names of properties that an engine quotes stay, and so do status codes.
 */
export function normaliseMessage(text: string): string {
  const normal = plainText(clip(text, MAX_READ))
    .replace(/^Uncaught (?:\(in promise\):? )?/, "")
    .replace(URL_TEXT, "<url>")
    .replace(EMAIL, "<email>")
    .replace(QUOTED, (whole, before: string | undefined, quoted: string) =>
      before !== undefined && IDENTIFIER.test(quoted) ? whole : `${before ?? ""}<text>`,
    )
    .replace(UUID, "<id>")
    .replace(TIME, "<time>")
    .replace(LONG_ID, "<id>")
    .replace(HEX, "<id>")
    .replace(NUMBER, "<n>");
  return oneLine(normal, MAX_NORMALISED);
}

const ID_SEGMENT =
  /^(?:\d+|[0-9a-f]{8}-[0-9a-f]{4}-.*|(?=[0-9a-f]*\d)[0-9a-f]{7,}|(?=.*\d)(?=.*[a-z])[\w-]{16,}|[A-Z][A-Z0-9]+-\d+|.*%[0-9A-F]{2}.*|.*@.*)$/i;

/**
 * The path of an address with `:id` for each segment that names one thing, without origin and query. The path behind
 * `#/` of a page that routes in the fragment belongs to it. Null when the text is no address of a page.
 */
export function pathTemplate(url: string): string | null {
  const match = /^(?:(?:https?|wss?):\/\/[^/?#\s]*)?(\/[^?#\s]*)?(?:\?[^#\s]*)?(?:#!?(\/[^?\s]*))?/i.exec(
    clip(url, MAX_READ).trim(),
  );
  if (!match || match[0] === "") return null;
  const path = segmentsOf(match[1] ?? "/");
  return oneLine(match[2] === undefined ? path : `${path === "/" ? "" : path}#${segmentsOf(match[2])}`, MAX_NORMALISED);
}

function segmentsOf(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  return `/${segments.map((segment) => (ID_SEGMENT.test(segment) ? ":id" : segment)).join("/")}`;
}

const FILE_HASH = /(?<=[.\-_~])(?=[\w-]*\d)[\w-]{6,}(?=\.[cm]?[jt]sx?$|\.js$)/gi;

/** The file of a stack frame without origin, query and the hash that each build gives it. */
export function fileTemplate(file: string): string {
  const path = /^(?:[a-z][\w+.-]*:\/\/[^/?#\s]*)?([^?#\s]*)/i.exec(clip(file, MAX_READ))?.[1] ?? "";
  return oneLine(path.replace(FILE_HASH, "<hash>") || "/", MAX_NORMALISED);
}

/**
 * A title for comparing, in lower case: its words alone, by which similar titles meet, and what it says, which is all of
 * it but punctuation. C++ and C# are the same words and not the same.
 */
export function normaliseTitle(title: string): { words: string; meaning: string } {
  const plain = normalForm(plainText(clip(title, MAX_READ)), "NFKC").toLowerCase();
  return {
    words: (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(" "),
    meaning: plain
      .split(/[\s.,;:!?"“”„()]+/u)
      .filter(Boolean)
      .join(" "),
  };
}
