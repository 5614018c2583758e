import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import type { Demo } from "../fixtures/stack.ts";

/** Signs in with e-mail and password and waits for the bug list. */
export async function signIn(page: Page, demo: Demo): Promise<void> {
  await page.goto(`${demo.url}/login`);
  await page.getByLabel("E-mail").fill(demo.email);
  await page.getByLabel("Password").fill(demo.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${demo.url}/${demo.workspace}/bugs**`);
}

/** The row of a bug in the list. */
export function bugRow(page: Page, key: string): Locator {
  return page.locator(`[data-bug-row="${key}"]`);
}

/** The frame that rrweb builds inside our player's own document; its sandbox lets no script run. */
export function replayFrame(page: Page): Locator {
  return page.frameLocator('[data-testid="replay-frame"]').locator("iframe");
}

/** The recorded page inside that frame. */
export function replayedPage(page: Page): FrameLocator {
  return replayFrame(page).contentFrame();
}

/** Opens an evidence tab and clicks the row that holds the text, which moves the replay there. */
export async function seekTo(page: Page, tab: "Timeline" | "Console" | "Network", text: string): Promise<void> {
  await page.getByRole("tab", { name: tab }).click();
  await page.getByRole("tabpanel").getByRole("button", { name: text }).first().click();
}

/** Opens a property's picker and takes the option of that name. */
export async function pickProperty(page: Page, field: "assignee" | "status", option: string): Promise<void> {
  await page.getByTestId(`property-${field}`).click();
  const picker = page.getByRole("dialog");
  await picker.getByRole("option", { name: option }).click();
  await expect(picker).toBeHidden();
}

/** Opens the bug list with these filters in its address and waits for it to have an answer. */
export async function openList(page: Page, demo: Demo, filters: Record<string, string>): Promise<void> {
  await page.goto(`${demo.url}/${demo.workspace}/bugs?${new URLSearchParams(filters)}`);
  await expect(page.getByRole("list", { name: "Bugs" }).getByRole("listitem").first()).toBeVisible();
}

/** Titles of the rows on the page, from the top. */
export async function rowTitles(page: Page): Promise<string[]> {
  return page
    .getByRole("list", { name: "Bugs" })
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.firstChild?.textContent ?? ""));
}

/** Opens the page of a bug and waits for live changes to arrive. */
export async function openBug(page: Page, demo: Demo, key: string): Promise<void> {
  await page.goto(`${demo.url}/${demo.workspace}/bugs/${key}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
}
