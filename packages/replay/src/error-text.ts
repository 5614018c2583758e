import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import { isNoiseUrl } from "./noise.ts";
import { excerpt, oneLine, shortUrl } from "./plain-text.ts";

const PREFIX = /^Uncaught (?:\(in promise\):? )?/;

/** Longer than anything that is shown of a message. */
const MAX_MESSAGE = 4000;

/** An error as `Name: message`, once, without the browser's `Uncaught`; may span lines. */
export function errorText(error: ErrorEntry): string {
  const message = excerpt(error.message, MAX_MESSAGE).replace(PREFIX, "").trim();
  const name = error.name ? oneLine(error.name, 200) : "";
  if (name === "" || message.startsWith(`${name}:`) || message === name) return message || "Unknown error";
  return message === "" ? name : `${name}: ${message}`;
}

/** The same in one line. */
export function errorLine(error: ErrorEntry, max_length = 300): string {
  return oneLine(errorText(error), max_length);
}

/** An error in one line with how the browser met it, such as `Uncaught TypeError: …`. */
export function errorTitle(error: ErrorEntry, page_url: string, max_length = 300): string {
  switch (error.kind) {
    case "error":
      return `Uncaught ${errorLine(error, max_length)}`;
    case "unhandledrejection":
      return `Unhandled rejection ${errorLine(error, max_length)}`;
    case "resource": {
      const source =
        error.source && !error.message.includes(error.source) ? ` ${shortUrl(error.source, page_url)}` : "";
      return errorLine(error, max_length) + source;
    }
  }
}

const NOISE =
  /^(?:Error: )?(?:ResizeObserver loop|Script error\.?$|Non-Error promise rejection captured|The operation was aborted|.*\bAbortError\b)/i;

/** True for errors that browsers and extensions raise on healthy pages. */
export function isNoise(error: ErrorEntry): boolean {
  if (NOISE.test(errorText(error)) || error.name === "AbortError") return true;
  return error.source !== null && isNoiseUrl(error.source);
}
