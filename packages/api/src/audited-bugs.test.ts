import { newId } from "@hawkmoth/domain/ids";
import { expect, test } from "vitest";
import { bugRefsOf } from "./audited-bugs.ts";

test("the bugs of a call are those its arguments name and the one it answers with", () => {
  expect(bugRefsOf({ bug_id: "SHOP-1" }, null)).toEqual(["SHOP-1"]);
  expect(bugRefsOf({ bug_id: ["SHOP-1", "SHOP-2"], into_bug_id: "SHOP-3" }, undefined)).toEqual([
    "SHOP-1",
    "SHOP-2",
    "SHOP-3",
  ]);
  expect(bugRefsOf({ title: "New" }, { bug: { id: "bug_1" } })).toEqual(["bug_1"]);
});

test("a key whose id the answer tells becomes that id", () => {
  const id = newId("bug");
  expect(bugRefsOf({ bug_id: "SHOP-1" }, { id, key: "SHOP-1", title: "x" })).toEqual([id]);
  expect(bugRefsOf({ bug_id: "SHOP-1" }, { bug_id: id, key: "SHOP-1" })).toEqual([id]);
  expect(bugRefsOf({ bug_id: "SHOP-1" }, { bug: { id, key: "SHOP-1" } })).toEqual([id]);
  expect(bugRefsOf({ bug_id: "SHOP-2" }, { id: newId("comment"), key: "SHOP-2" })).toEqual(["SHOP-2"]);
});

test.each([
  null,
  undefined,
  "text",
  7,
  [],
  { bug_id: null },
  { bug_id: { nested: "SHOP-1" } },
  { bug_id: "x".repeat(65) },
])("input that names no bug gives none: %j", (input) => expect(bugRefsOf(input, null)).toEqual([]));

test("a hostile list is cut", () => {
  const bug_id = Array.from({ length: 5000 }, (_, index) => `SHOP-${index}`);
  expect(bugRefsOf({ bug_id }, null).length).toBeLessThanOrEqual(60);
});
