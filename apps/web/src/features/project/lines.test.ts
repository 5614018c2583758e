import { expect, test } from "vitest";
import { joinLines, splitLines } from "./lines.ts";

test("a list typed one a line loses blanks and doubles, and nothing else", () => {
  expect(splitLines(" https://a.example \n\nhttps://b.example\r\nhttps://a.example")).toEqual([
    "https://a.example",
    "https://b.example",
  ]);
  expect(splitLines(joinLines([".card", "[data-x='1, 2']"]))).toEqual([".card", "[data-x='1, 2']"]);
});
