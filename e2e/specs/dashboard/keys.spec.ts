import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownProject, recordedBug, restClient } from "../../fixtures/rest.ts";
import { openBug, openList } from "../../pages/dashboard.ts";

let project: OwnProject;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Keys");
  for (const title of ["One", "Two", "Three"])
    await restClient(demo).call("bug.create", { project_id: project.id, title });
});

const rows = (page: Page) => page.getByRole("list", { name: "Bugs" }).getByRole("link");

/** Presses a key as a keyboard or an input method would that reports these values. */
async function dispatchKey(page: Page, init: Record<string, string | number | boolean>): Promise<void> {
  await page.evaluate((given) => {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...given });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, init);
}

test("Enter and Space press the control in focus, not the row under the cursor", async ({ dashboard, demo }) => {
  await openList(dashboard, demo, { project: project.key });
  await dashboard.keyboard.press("j");
  await expect(rows(dashboard).first()).toBeFocused();
  await dashboard.getByRole("button", { name: "Closed", exact: true }).focus();
  await dashboard.keyboard.press("Enter");
  await expect(dashboard).toHaveURL(/state=closed/);
  await dashboard.getByRole("button", { name: "Open", exact: true }).focus();
  await dashboard.keyboard.press("Space");
  await expect(rows(dashboard)).toHaveCount(3);
  await expect(dashboard).not.toHaveURL(/state=closed|\/bugs\//);
});

test("Space presses the button in focus and leaves the replay alone; elsewhere it plays", async ({
  dashboard,
  demo,
}) => {
  await openBug(dashboard, demo, await recordedBug(demo));
  const toggle = dashboard.getByTestId("replay-toggle");
  await expect(toggle).toBeEnabled({ timeout: 30_000 });
  const priority = dashboard.getByTestId("property-priority");
  await priority.focus();
  await dashboard.keyboard.press("Space");
  await expect(dashboard.getByRole("dialog")).toBeVisible();
  await expect(toggle).toHaveAccessibleName("Play");
  await dashboard.keyboard.press("Escape");
  await expect(dashboard.getByRole("dialog")).toBeHidden();
  await expect(priority).toBeFocused();
  await dashboard.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await dashboard.keyboard.press("Space");
  await expect(toggle).toHaveAccessibleName("Pause");
});

test("with single-key shortcuts off, one Tab stop, arrows, Enter and Escape still work the list", async ({
  dashboard,
  demo,
}) => {
  await dashboard.addInitScript(() => localStorage.setItem("hawkmoth.single-keys", "off"));
  await openList(dashboard, demo, { project: project.key });
  await expect(dashboard.locator('[data-bug-row] a[tabindex="0"]')).toHaveCount(1);
  await dashboard.getByRole("button", { name: "Filter", exact: true }).focus();
  for (
    let press = 0;
    press < 3 &&
    !(await rows(dashboard)
      .first()
      .evaluate((row) => row === document.activeElement));
    press += 1
  )
    await dashboard.keyboard.press("Tab");
  await expect(rows(dashboard).first()).toBeFocused();
  await dashboard.keyboard.press("j");
  await expect(rows(dashboard).first()).toBeFocused();
  await dashboard.keyboard.press("ArrowDown");
  await expect(rows(dashboard).nth(1)).toBeFocused();
  await expect(dashboard.locator('[data-bug-row] a[tabindex="0"]')).toHaveCount(1);
  const title = (await rows(dashboard).nth(1).innerText()).split("\n")[0]?.split(",")[0] ?? "";
  await dashboard.keyboard.press("Enter");
  await expect(dashboard.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await dashboard.keyboard.press("Escape");
  await expect(rows(dashboard).nth(1)).toBeFocused();
});

test("keys count by their place where the keyboard types no Latin letters", async ({ dashboard, demo }) => {
  await openList(dashboard, demo, { project: project.key });
  await dispatchKey(dashboard, { key: "о", code: "KeyJ", keyCode: 74 });
  await expect(rows(dashboard).first()).toBeFocused();
  await dispatchKey(dashboard, { key: "ы", code: "KeyS", keyCode: 83 });
  await expect(dashboard.getByRole("dialog")).toBeVisible();
  await dashboard.keyboard.press("Escape");
  await dispatchKey(dashboard, { key: "л", code: "KeyK", keyCode: 75, ctrlKey: true });
  await expect(dashboard.getByRole("dialog", { name: "Search and go to" })).toBeVisible();
});

test("keys that an input method uses are its own: nothing is sent, searched, closed or moved", async ({
  dashboard,
  demo,
  api,
}) => {
  const composing: Record<string, number | boolean>[] = [{ isComposing: true }, { keyCode: 229 }];
  await openList(dashboard, demo, { project: project.key });
  for (const state of composing) await dispatchKey(dashboard, { key: "j", code: "KeyJ", ...state });
  await expect(dashboard.locator("[data-bug-row] a:focus")).toHaveCount(0);

  const search = dashboard.getByLabel("Search bugs");
  await search.fill("status:open");
  for (const state of composing)
    for (const key of ["Enter", "Escape"]) await dispatchKey(dashboard, { key, code: key, ...state });
  await expect(search).toHaveValue("status:open");
  await search.fill("");

  await dashboard.getByRole("button", { name: "New bug" }).last().click();
  await dashboard.getByLabel("Title").fill("こんにちは");
  await dashboard.getByLabel("Description").focus();
  for (const state of composing) {
    await dispatchKey(dashboard, { key: "Enter", code: "Enter", ctrlKey: true, ...state });
    await dispatchKey(dashboard, { key: "Escape", code: "Escape", ...state });
  }
  await expect(dashboard.getByRole("dialog", { name: "New bug" })).toBeVisible();
  await dashboard.getByRole("button", { name: "Discard draft" }).click();

  const { bugs } = await api.call("bug.list", { project_id: project.id, limit: 50 });
  expect(bugs.map(({ title }) => title).toSorted()).toEqual(["One", "Three", "Two"]);
  await openBug(dashboard, demo, bugs[0]?.key ?? "");
  await dashboard.getByRole("heading", { level: 1 }).getByRole("button").click();
  await dashboard.getByLabel("Title", { exact: true }).fill("Half a wo");
  for (const state of composing)
    for (const key of ["Enter", "Escape"]) await dispatchKey(dashboard, { key, code: key, ...state });
  await expect(dashboard.getByLabel("Title", { exact: true })).toHaveValue("Half a wo");
  await dashboard.keyboard.press("Escape");
  await dashboard.getByLabel("Comment").fill("かん");
  for (const state of composing) await dispatchKey(dashboard, { key: "Enter", code: "Enter", ctrlKey: true, ...state });
  await expect(dashboard.getByLabel("Comment")).toHaveValue("かん");
  await expect(dashboard.locator("[data-comment]")).toHaveCount(0);
});
