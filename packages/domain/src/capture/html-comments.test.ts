import { expect, it } from "vitest";
import { withoutHtmlComments } from "./html-comments.ts";

it.each([
  ["a<!-- b -->c", "ac"],
  ["a<!-- b --!>c<!-- d -->e", "ace"],
  ["a<!-- b <!-- c --> d --> e", "a d --> e"],
  ["a<!-- never closed", "a never closed"],
  ["a<!-->b", "ab"],
  ["a<!--->b", "ab"],
  ["a<!-- b --><!-- c", "a c"],
  ["no comment -->", "no comment -->"],
])("takes the comments out of %s", (text, clean) => {
  expect(withoutHtmlComments(text)).toBe(clean);
});
