import { expect, test } from "vitest";
import { OwnVersions } from "./own-versions.ts";

test("own writes in a row are followed to the last, and a version that somebody else made is not", () => {
  const own = new OwnVersions();
  own.add("bug_1", 5, 6);
  own.add("bug_1", 6, 7);
  own.add("bug_1", 8, 9);
  expect(own.latest("bug_1", 5)).toBe(7);
  expect(own.latest("bug_1", 7)).toBe(7);
  expect(own.latest("bug_1", 8)).toBe(9);
  expect(own.latest("bug_2", 5)).toBe(5);
});

test("a write that changed nothing leads nowhere", () => {
  const own = new OwnVersions();
  own.add("bug_1", 5, 5);
  expect(own.latest("bug_1", 5)).toBe(5);
});
