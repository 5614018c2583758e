import { scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import type { ErrorFact } from "../entry.ts";
import { isElement } from "../dom.ts";
import { natives } from "../natives.ts";
import { formatValue } from "./format.ts";
import { type HookContext, quietly } from "./hook.ts";
import { cleanStack } from "./stack.ts";

/** Records uncaught errors, unhandled rejections, and scripts, styles and images that did not load. */
export function hookErrors(context: HookContext): void {
  const onError = (event: Event) => quietly(() => recordError(event, context));
  const onRejection = (event: PromiseRejectionEvent) => quietly(() => recordRejection(event, context));
  addEventListener("error", onError, true);
  addEventListener("unhandledrejection", onRejection, true);
}

function recordError(event: Event, context: HookContext): void {
  if (event instanceof ErrorEvent) {
    const error: unknown = event.error;
    write(context, {
      kind: "error",
      message: event.message,
      source: event.filename,
      line: event.lineno || null,
      column: event.colno || null,
      ...partsOf(error),
    });
  } else if (isElement(event.target)) {
    const element = event.target;
    const url = element.getAttribute("src") ?? element.getAttribute("href") ?? "";
    const source = quietly(() => new URL(url, document.baseURI).href);
    if (url !== "" && source)
      write(context, { kind: "resource", message: `Could not load <${element.localName}>`, source });
  }
}

function recordRejection({ reason }: PromiseRejectionEvent, context: HookContext): void {
  const text = reason instanceof Error ? `${reason.name}: ${reason.message}` : formatValue(reason);
  write(context, { kind: "unhandledrejection", message: `Uncaught (in promise) ${text}`, ...partsOf(reason) });
}

function partsOf(error: unknown): Pick<ErrorFact, "name" | "stack"> {
  return error instanceof Error ? { name: error.name.slice(0, 200), stack: error.stack } : {};
}

function write(context: HookContext, raw: Omit<ErrorFact, "at_ms">): void {
  const mode = context.policy.current.privacy_mode;
  const message = scrubProse(raw.message, mode);
  context.onHits(message.hits);
  const source = raw.source ? scrubUrl(raw.source, mode).text.slice(0, 4096) : null;
  const stack = cleanStack(raw.stack, context);
  const text = message.text.slice(0, 5000);
  context.sink({ kind: "error", entry: { ...raw, at_ms: natives.now(), message: text, source, stack } });
}
