import { expect, test } from "vitest";
import { HandOff } from "./schema.ts";

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])(
  "%s is no pull request that a page may link to",
  (pr_url) => {
    expect(HandOff.safeParse({ pr_url }).success).toBe(false);
  },
);

test("a web address is one", () => {
  expect(HandOff.parse({ pr_url: "https://git.test/shop/pull/7" })).toEqual({ pr_url: "https://git.test/shop/pull/7" });
});
