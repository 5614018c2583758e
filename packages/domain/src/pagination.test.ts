import { describe, expect, test } from "vitest";
import { cursorRank, cursorTime, decodeCursor, encodeCursor, PageInput } from "./pagination.ts";

describe("cursors", () => {
  test("carry their values", () => {
    expect(decodeCursor(encodeCursor(["2026-11-21T00:00:00Z", 3, null]), 3)).toEqual(["2026-11-21T00:00:00Z", 3, null]);
  });

  test.each(["", "!!", "e30", encodeCursor(["a"])])("%j is refused as INVALID_INPUT", (cursor) => {
    expect(() => decodeCursor(cursor, 2)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });

  test("hold no text that the database can't compare with", () => {
    const cursor = encodeCursor(["SHOP\0"]);
    expect(() => decodeCursor(cursor, 1)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });

  test.each(["2026-02-30T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "yesterday", 7, null])(
    "%j is refused as a time",
    (value) => {
      expect(() => cursorTime(value)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
    },
  );

  test.each([40_000, 1.5, "1", null])("%j is refused as a rank", (value) => {
    expect(() => cursorRank(value)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  });

  test.each([0, 101, 1.5])("a limit of %d is refused", (limit) => {
    expect(PageInput.safeParse({ limit }).success).toBe(false);
  });
});
