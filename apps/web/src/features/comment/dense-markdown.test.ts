import { expect, test } from "vitest";
import { isDenseMarkdown } from "./dense-markdown.ts";

test.each(["](", "]: <a", "*a", "> ", "- ", "[", "a@b.c ", "|", "`a"])(
  "a block with thousands of characters of markup is shown as it was written: %j",
  (unit) => {
    expect(isDenseMarkdown(unit.repeat(5000))).toBe(true);
  },
);

test.each([
  "```\n~~~\n```\n",
  "- a\n\n  ```\n",
  "``` a`b\n",
  "<pre>\n```\n</pre>\n",
  "<!--\n```\n-->\n",
  "````\n```\n````\n",
])("what only looks like a fence hides nothing: %j", (opening) => {
  expect(isDenseMarkdown(opening + "](".repeat(5000))).toBe(true);
});

test.each([
  ["a table", "| a | b | c | d |\n|---|---|---|---|\n" + "| 1 | 2 | 3 | 4 |\n".repeat(200)],
  ["a log in a fence", `\`\`\`\n${"[INFO] f(x) -> <y> *z*\n".repeat(2000)}\`\`\``],
  ["many paragraphs", "See [the page](https://a.example/b) and **this**.\n\n".repeat(1000)],
  ["words", "word ".repeat(13_000)],
])("%s stays Markdown", (_name, text) => {
  expect(isDenseMarkdown(text)).toBe(false);
});
