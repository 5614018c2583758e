import { z } from "zod";
import { AppError } from "./errors.ts";
import { isStorable } from "./storable.ts";
import { isRealTime } from "./time.ts";

/** Input fields of every list: an opaque cursor of the page before, and a size of 1..100. */
export const PageInput = z.object({
  cursor: z.string().max(512).optional().describe("next_cursor of a page"),
  limit: z.int().min(1).max(100).default(25),
});
export type PageInput = z.infer<typeof PageInput>;

/** Output fields beside the list itself. `total` counts all matches where counting is cheap. */
export const PageOutput = z.object({
  next_cursor: z.string().nullable(),
  total: z.int().optional(),
});

/** Encodes the sort values of the last row; readers treat the result as opaque. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return btoa(JSON.stringify(values)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Decodes a cursor into as many values as were put in. @throws INVALID_INPUT when it was not made here. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")));
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values;
  } catch {
    // A text that is no base64 or no JSON gets the same answer as a cursor of another list.
  }
  throw foreignCursor();
}

function isCursorValue(value: unknown): value is string | number | null {
  return value === null || typeof value === "number" || (typeof value === "string" && isStorable(value));
}

/** A time out of a cursor. @throws INVALID_INPUT when the cursor was not made here. */
export function cursorTime(value: unknown): string {
  if (typeof value === "string" && isRealTime(value)) return value;
  throw foreignCursor();
}

/** A rank out of a cursor, which a smallint holds. @throws INVALID_INPUT when the cursor was not made here. */
export function cursorRank(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 32_768) return value;
  throw foreignCursor();
}

function foreignCursor(): AppError {
  return new AppError("INVALID_INPUT", { message: "Invalid 'cursor': start again without it", field: "cursor" });
}
