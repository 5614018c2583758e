import { ActivityKind } from "@hawkmoth/domain/activity/schema";
import { expect, test } from "vitest";
import { changeText } from "./change-text.ts";

const issue = "https://github.com/octo-org/shop.web/issues/412";

test.each([
  ["GITHUB_LINKED", null, issue, "linked octo-org/shop.web#412"],
  ["GITHUB_UNLINKED", issue, null, "took the link to octo-org/shop.web#412 off"],
  ["GITHUB_LINKED", null, "javascript:alert(1)", "linked a GitHub issue"],
] as const)("%s from %s to %s reads '%s'", (...change) => {
  const [kind, from, to, text] = change;
  expect(changeText({ kind, field: null, from, to })).toEqual({ text, quote: null });
});

test.each([
  ["LABELS_CHANGED", "labels", ["ui"], ["ui", "cart"], "added the label cart"],
  ["LABELS_CHANGED", "labels", ["cart", "ui"], [], "removed the labels cart, ui"],
  ["LABELS_CHANGED", "labels", ["a", "b"], ["b", "c", "d"], "added the labels c, d and removed the label a"],
  ["LABELS_CHANGED", "labels", [{ name: "ui" }], [{ name: "ui" }], "changed the labels"],
  ["FIELD_CHANGED", "occurrence_count", 2, 5, "counted 3 reports more here, 5 in all"],
  ["FIELD_CHANGED", "occurrence_count", 2, 1, "counted 1 report less here, 1 in all"],
  ["FIELD_CHANGED", "verified_at", "2026-01-01T00:00:00Z", null, "took the verification back"],
  ["FIELD_CHANGED", "title", "Old", "New", "changed the title from “Old” to “New”"],
  ["FIELD_CHANGED", "app_version", null, "2.0", "changed the app version from nothing to “2.0”"],
  ["DUPLICATE_UNMARKED", "duplicate_of", "bug_1", null, "no longer marks this as a duplicate"],
] as const)("%s of %s from %j to %j reads '%s'", (...change) => {
  const [kind, field, from, to, text] = change;
  expect(changeText({ kind, field, from, to }).text).toBe(text);
});

test("no kind of a bug's history reads as the name of a field", () => {
  for (const kind of ActivityKind.options)
    expect(changeText({ kind, field: null, from: null, to: null }).text).not.toMatch(/_/);
});

test("an edited description shows what it was before", () => {
  const before = { kind: "FIELD_CHANGED", field: "description", from: "the old text", to: "the new text" } as const;
  expect(changeText(before)).toEqual({ text: "edited the description", quote: "the old text" });
});
