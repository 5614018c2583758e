import { expect, type Page } from "@playwright/test";
import { clickToolbar, type ExtendedBrowser } from "../fixtures/chromium.ts";

/** Pairs the extension by the code that the signed-in member approves in the dashboard. */
export async function pairExtension(browser: ExtendedBrowser, page: Page, hawkmoth_url: string): Promise<void> {
  const connect = await clickToolbar(browser, page);
  await connect.getByLabel("Address").fill(hawkmoth_url);
  const opened = browser.context.waitForEvent("page");
  await connect.getByRole("button", { name: "Pair" }).click();
  const approval = await opened;
  const code = await connect.getByTestId("user-code").textContent();
  await expect(approval.getByTestId("pair-code")).toHaveText(code ?? "");
  await approval.getByRole("button", { name: "Approve" }).click();
  await expect(approval.getByTestId("pair-approved")).toBeVisible();
  await approval.close();
  await expect(connect.getByRole("heading", { name: /Connected|Paired/ })).toBeVisible({ timeout: 20_000 });
  await connect.close();
}

/** Sends the report of the review page to the demo's shop and returns the key of the bug it became. */
export async function sendReport(review: Page, title: string): Promise<string> {
  await review.getByLabel("Title").fill(title);
  await review.getByRole("combobox", { name: "Project" }).click();
  await review.getByRole("option", { name: "Shop front (SHOP)" }).click();
  await review.getByRole("button", { name: "Send report" }).click();
  const filed = review.getByRole("heading", { name: /^Filed as / });
  await expect(filed).toBeVisible({ timeout: 30_000 });
  return (await filed.textContent())?.replace("Filed as ", "").trim() ?? "";
}
