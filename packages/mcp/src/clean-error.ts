import { scrubProse } from "@hawkmoth/domain/capture/scrub";
import type { ToolError } from "./errors.ts";
import { isRecord } from "./json-schema.ts";
import { cleanText, withoutMarks } from "./sanitize.ts";

/**
 * The last look at an error before a model reads it. Its words are ours, but some name what the caller sent or what is
 * stored; whatever of that is hidden, acts or looks like a secret goes.
 */
export function cleanError(error: ToolError): ToolError {
  const { code, ...rest } = error;
  const clean = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, cleaned(value)]));
  return { ...error, ...clean, code };
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return withoutMarks(scrubProse(cleanText(value)).text);
  if (Array.isArray(value)) return value.map(cleaned);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleaned(item)]));
}
