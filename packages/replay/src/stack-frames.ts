import { parseStack } from "error-stack-parser-es/lite";
import type { ErrorEntry } from "@hawkmoth/domain/capture/bundle";
import { oneLine, shortUrl } from "./plain-text.ts";

/** One line of a stack: where, and in which function if it is known. */
export interface StackFrame {
  file: string;
  line: number | null;
  column: number | null;
  function_name: string | null;
}

const FOREIGN = /^(?:chrome|moz|safari-web)-extension:|\/node_modules\/|^native |^<anonymous>$|^internal[/:]/;

/** What is read of a stack: a line beyond it is no frame that anybody looks at, and parsing one takes more than its length. */
const READ = { lines: 60, line_length: 500, length: 30_000 } as const;

/** Frames of a captured stack, nearest first; unreadable lines and those far down are left out. */
export function stackFrames(stack: string): StackFrame[] {
  try {
    return parseStack(readPart(stack), { allowEmpty: true, slice: [0, 50] }).flatMap((frame) =>
      frame.file
        ? [
            {
              file: frame.file,
              line: frame.line ?? null,
              column: frame.col ?? null,
              function_name: frame.function ?? null,
            },
          ]
        : [],
    );
  } catch {
    // A text that is no stack of a known browser has no frames.
    return [];
  }
}

function readPart(stack: string): string {
  const lines = stack.slice(0, READ.length).split("\n", READ.lines);
  return lines.map((line) => line.trim().slice(0, READ.line_length)).join("\n");
}

/** True for a frame of an extension, a dependency or the engine, which is seldom where the fault is. */
export function isForeignFrame(frame: StackFrame): boolean {
  return FOREIGN.test(frame.file);
}

/** Frames of an error with the page's own code first in order, or the reported source when there is no stack. */
export function framesOf(error: ErrorEntry): StackFrame[] {
  const frames = error.stack === null ? [] : stackFrames(error.stack);
  if (frames.length > 0) return frames;
  if (!error.source) return [];
  return [{ file: error.source, line: error.line, column: error.column, function_name: null }];
}

/** A frame in one line: `applyCoupon (/assets/app.js:120:15)`. */
export function frameText(frame: StackFrame, page_url: string): string {
  const place = [shortUrl(frame.file, page_url, 160), frame.line, frame.column]
    .filter((part) => part !== null)
    .join(":");
  return frame.function_name ? `${oneLine(frame.function_name, 80)} (${place})` : place;
}

/** Where an error came from in one line: the nearest frame of the page's own code. */
export function locationOf(error: ErrorEntry, page_url: string): string | null {
  const frames = framesOf(error);
  const frame = frames.find((each) => !isForeignFrame(each)) ?? frames[0];
  return frame ? frameText(frame, page_url) : null;
}
