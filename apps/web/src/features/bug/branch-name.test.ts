import { expect, test } from "vitest";
import { branchName } from "./branch-name.ts";

test("a branch is the key and the title, in characters git takes", () => {
  expect(branchName({ key: "SHOP-412", title: "Cart: total ignores “SAVE10” coupon!" })).toBe(
    "shop-412-cart-total-ignores-save10-coupon",
  );
});

test("a long title is cut, and a title without letters leaves the key", () => {
  expect(branchName({ key: "SHOP-1", title: "a ".repeat(80) })).toMatch(/^shop-1-(a-)+a$/);
  expect(branchName({ key: "SHOP-1", title: "???" })).toBe("shop-1");
});
