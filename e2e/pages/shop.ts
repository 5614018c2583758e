import { expect, type Page } from "@playwright/test";

/** Walks into the planted bug: a coupon that the shop's service answers with 500. */
export async function applyBrokenCoupon(page: Page, shop_url: string): Promise<void> {
  await page.goto(shop_url);
  // Nobody clicks within the first second of a page; until the project's policy is read, names are masked.
  await page.waitForFunction(() => performance.now() > 1000);
  await page.getByRole("button", { name: "Add to cart" }).first().click();
  await page.getByRole("link", { name: /cart/i }).first().click();
  await page.getByLabel("Coupon code").fill("SAVE10");
  const crashed = page.waitForEvent("pageerror");
  await page.getByRole("button", { name: "Apply" }).click();
  await crashed;
  await expect(page.getByRole("button", { name: "Applying…" })).toBeVisible();
}
