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
