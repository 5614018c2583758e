import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, PageInput } from "./pagination.ts";

describe("cursors", () => {
  test("carry their values", () => {
    expect(decodeCursor(encodeCursor(["2026-11-21T00:00:00Z", 3, null]), 3)).toEqual(["2026-11-21T00:00:00Z", 3, null]);
  });

  test.each(["", "!!", "e30", encodeCursor(["a"])])("%j is refused as INVALID_INPUT", (cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });

  test.each([0, 101, 1.5])("a limit of %d is refused", (limit) => {
    expect(PageInput.safeParse({ limit }).success).toBe(false);
  });
});
