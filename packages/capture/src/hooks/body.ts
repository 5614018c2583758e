import { MAX_BODY_BYTES } from "@hawkmoth/domain/capture/limits";
import { scrubBody } from "@hawkmoth/domain/capture/scrub";
import type { BodyFact } from "../entry.ts";
import { natives } from "../natives.ts";
import type { HookContext } from "./hook.ts";

const TEXTUAL = /json|^text\/|xml|javascript|x-www-form-urlencoded|graphql|yaml|csv/i;

/** True when a body of this type is text worth keeping; event streams never end and are not. */
export function isTextual(content_type: string): boolean {
  return TEXTUAL.test(content_type) && !/event-stream/i.test(content_type);
}

/** A body that was not kept, and why. */
export function omittedBody(omitted: string, size_bytes: number | null = null): BodyFact {
  return { size_bytes, omitted: omitted.slice(0, 200) };
}

/** A text body, scrubbed as a whole and only then cut to the limit, so that a cut never hides a secret's key. */
export function textBody(
  text: string,
  known: { content_type: string; truncated?: boolean; size_bytes?: number | null },
  context: HookContext,
): BodyFact {
  const size_bytes = known.size_bytes ?? text.length;
  // Scrubbing time is bounded too: what lies beyond four limits is cut first, as JSON that no longer parses.
  const scrubbed = scrubBody(text.slice(0, MAX_BODY_BYTES * 4), known.content_type);
  context.onHits(scrubbed.hits);
  return {
    text: scrubbed.text.slice(0, MAX_BODY_BYTES),
    size_bytes,
    truncated: known.truncated === true || scrubbed.text.length > MAX_BODY_BYTES || text.length > MAX_BODY_BYTES * 4,
    redacted: Object.keys(scrubbed.hits).length > 0,
  };
}

/** Reads a request body as far as it can be read without consuming it. */
export function requestBody(body: unknown, content_type: string, context: HookContext): BodyFact | null {
  if (body === null || body === undefined) return null;
  if (typeof body === "string") return textBody(body, { content_type }, context);
  if (body instanceof URLSearchParams)
    return textBody(body.toString(), { content_type: "application/x-www-form-urlencoded" }, context);
  if (body instanceof FormData) return textBody(formText(body), { content_type: "application/json" }, context);
  if (body instanceof Blob) return omittedBody(`${body.type || "binary"} blob`, body.size);
  if (body instanceof ArrayBuffer) return omittedBody("binary", body.byteLength);
  if (ArrayBuffer.isView(body)) return omittedBody("binary", body.byteLength);
  return omittedBody("stream");
}

function formText(form: FormData): string {
  const pairs = [...form.entries()].map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : `[file ${value.type || "unknown"} ${value.size} bytes]`,
  ]);
  return JSON.stringify(Object.fromEntries(pairs));
}

/**
 * Reads a copy of a message up to the limit and drops the rest without buffering it. A copy that does not end keeps the
 * connection of the original: with `patience_ms` it is dropped after that.
 */
export async function copiedBody(
  copy: Request | Response,
  context: HookContext,
  patience_ms?: number,
): Promise<BodyFact> {
  const content_type = copy.headers.get("content-type") ?? "";
  const reader = copy.body?.getReader();
  if (!reader) return textBody("", { content_type }, context);
  const drop = () => void reader.cancel().catch(() => undefined);
  if (patience_ms) natives.apply(natives.setTimeout, window, [drop, patience_ms]);
  const decoder = new TextDecoder();
  let text = "";
  let size_bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return textBody(text + decoder.decode(), { content_type, size_bytes }, context);
    size_bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
    if (size_bytes <= MAX_BODY_BYTES * 4) continue;
    drop();
    return textBody(text, { content_type, size_bytes: null, truncated: true }, context);
  }
}
