import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import { oneLine, plainText } from "./plain-text.ts";

const PREFIX = /^Uncaught (?:\(in promise\):? )?/;

/** An error as `Name: message`, once, without the browser's `Uncaught`; may span lines. */
export function errorText(error: ErrorEntry): string {
  const message = plainText(error.message).replace(PREFIX, "").trim();
  const name = error.name ? plainText(error.name).trim() : "";
  if (name === "" || message.startsWith(`${name}:`) || message === name) return message || "Unknown error";
  return message === "" ? name : `${name}: ${message}`;
}

/** The same in one line. */
export function errorLine(error: ErrorEntry, max_length = 300): string {
  return oneLine(errorText(error), max_length);
}

/** How the browser met the error. */
export function errorPrefix(error: ErrorEntry): string {
  switch (error.kind) {
    case "error":
      return "Uncaught";
    case "unhandledrejection":
      return "Unhandled rejection";
    case "resource":
      return "Failed to load";
  }
}

const NOISE =
  /^(?:Error: )?(?:ResizeObserver loop|Script error\.?$|Non-Error promise rejection captured|The operation was aborted|.*\bAbortError\b)/i;

/** True for errors that browsers and extensions raise on healthy pages. */
export function isNoise(error: ErrorEntry): boolean {
  if (NOISE.test(errorText(error)) || error.name === "AbortError") return true;
  return /^(?:chrome|moz|safari-web)-extension:/.test(error.source ?? "");
}
