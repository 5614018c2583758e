import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnAgent, type OwnProject, ownAgent, ownProject, restClient } from "../../fixtures/rest.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { bugRow, openList, rowTitles } from "../../pages/dashboard.ts";

const MANY = 120;

test.describe("a list of a few bugs", () => {
  let project: OwnProject;
  let agent: OwnAgent;
  test.beforeAll(async ({ demo }) => {
    project = await ownProject(demo, "List");
    agent = await ownAgent(demo, project);
    await fileBugs(demo, project, agent);
  });

  test("filters stand as chips in the URL, and survive a reload and the way back", async ({ dashboard, demo }) => {
    await openList(dashboard, demo, { project: project.key });
    await pickFilter(dashboard, "assignee:agent");
    await expect(chip(dashboard, "assignee")).toContainText("Any agent");
    await expect.poll(() => rowTitles(dashboard)).toEqual(["Agent coupon"]);
    await pickFilter(dashboard, "assignee:none");
    await expect(chip(dashboard, "assignee")).toContainText("Nobody");
    await expect.poll(() => rowTitles(dashboard)).toEqual(["Old coupon", "Nobody coupon", "Nobody cart"]);

    await dashboard.getByLabel("Search bugs").fill("status:open,in_review priority:high coupon");
    await dashboard.getByLabel("Search bugs").press("Enter");
    const expectFiltered = async () => {
      await expect(chip(dashboard, "status")).toContainText("Open, In review");
      await expect(chip(dashboard, "priority")).toContainText("High");
      await expect(chip(dashboard, "assignee")).toContainText("Nobody");
      await expect(chip(dashboard, "text")).toContainText("coupon");
      await expect.poll(() => rowTitles(dashboard)).toEqual(["Nobody coupon"]);
    };
    await expectFiltered();
    const query = new URL(dashboard.url()).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      project: project.key,
      status: "open,in_review",
      priority: "high",
      assignee: "none",
      q: "coupon",
    });

    await dashboard.reload();
    await expectFiltered();
    await dashboard.getByRole("link", { name: /^Nobody coupon/ }).click();
    await expect(dashboard.getByRole("heading", { name: "Nobody coupon" })).toBeVisible();
    await dashboard.goBack();
    await expectFiltered();
    await dashboard.getByRole("button", { name: "Clear all" }).click();
    await expect(dashboard.locator("[data-filter-chip]")).toHaveCount(0);
  });

  test("a row changed over REST changes in its place and flashes, without a reload", async ({
    dashboard,
    demo,
    api,
  }) => {
    await openList(dashboard, demo, { project: project.key });
    await expect(dashboard.locator("[data-live=live]").first()).toBeVisible();
    const before = await rowTitles(dashboard);
    await dashboard.evaluate(() => Object.assign(window, { neverReloaded: true }));
    const row = dashboard.locator("[data-bug-row]", { hasText: "Nobody cart" });
    const key = (await row.getAttribute("data-bug-row")) ?? "";
    await expect(row.locator(".animate-flash")).toHaveCount(0);

    await api.call("bug.update", { bug_id: key, priority: "CRITICAL", title: "Nobody cart, renamed" });
    await expect(bugRow(dashboard, key)).toContainText("Nobody cart, renamed");
    await expect(bugRow(dashboard, key).getByRole("button", { name: "Priority: Critical" })).toBeVisible();
    await expect(bugRow(dashboard, key).locator(".animate-flash")).toHaveCount(1);
    expect(await rowTitles(dashboard)).toEqual(
      before.map((title) => title.replace(/^Nobody cart$/, "Nobody cart, renamed")),
    );
    expect(await dashboard.evaluate(() => "neverReloaded" in window)).toBe(true);
  });

  test("the keyboard moves, opens, searches, and shows its keys", async ({ dashboard, demo }) => {
    await openList(dashboard, demo, { project: project.key });
    const rows = dashboard.getByRole("list", { name: "Bugs" }).getByRole("link");
    await expect(rows).toHaveCount(4);
    await press(dashboard, "j", "j", "j", "k");
    await expect(rows.nth(1)).toBeFocused();

    await dashboard.keyboard.press("?");
    const sheet = dashboard.getByRole("dialog", { name: "Keyboard shortcuts" });
    await expect(sheet).toContainText("Next bug");
    await press(dashboard, "j", "Escape");
    await expect(sheet).toBeHidden();
    await expect(rows.nth(1)).toBeFocused();

    await dashboard.keyboard.press("/");
    await expect(dashboard.getByLabel("Search bugs")).toBeFocused();
    await press(dashboard, "j", "Backspace", "Escape", "Control+k");
    const palette = dashboard.getByRole("dialog", { name: "Search and go to" });
    await palette.getByRole("combobox").fill("Agent coupon");
    await expect(palette.getByRole("option", { name: /Agent coupon/ })).toBeVisible();
    await dashboard.keyboard.press("Escape");
    await expect(palette).toBeHidden();

    const title = (await rows.nth(1).innerText()).split("\n")[0] ?? "";
    await rows.nth(0).focus();
    await press(dashboard, "j", "Enter");
    await expect(dashboard.getByRole("heading", { level: 1, name: title.split(",")[0] ?? "" })).toBeVisible();
  });
});

test("a long list is read page by page, drawn in part, complete, and where one left it", async ({
  dashboard,
  demo,
  api,
}) => {
  test.setTimeout(180_000);
  const project = await ownProject(demo, "Many");
  for (let number = 1; number <= MANY; number += 1)
    await api.call("bug.create", { project_id: project.id, title: `Row ${number}` });
  const cursors = pageCursors(dashboard);
  await openList(dashboard, demo, { project: project.key, sort: "created" });
  const list = dashboard.getByRole("list", { name: "Bugs" });
  await expect(list.getByRole("listitem")).toHaveCount(50);
  expect(cursors).toHaveLength(0);

  const seen = await scrollToEnd(dashboard, list);
  expect(seen.size).toBe(MANY);
  expect(cursors).toHaveLength(2);
  expect(new Set(cursors).size).toBe(2);
  expect(await list.getByRole("listitem").count()).toBeLessThan(60);
  await expect(list.getByRole("listitem").last()).toHaveAttribute("aria-setsize", String(MANY));

  const row = bugRow(dashboard, `${project.key}-20`);
  await row.scrollIntoViewIfNeeded();
  const place = (await row.boundingBox())?.y;
  await row.getByRole("link").click();
  await expect(dashboard.getByRole("heading", { name: "Row 20" })).toBeVisible();
  await dashboard.goBack();
  await expect(row).toBeInViewport();
  expect((await row.boundingBox())?.y).toBe(place);
});

/** Bugs that differ in each field that is filtered by; the last is on top. */
async function fileBugs(demo: Demo, project: OwnProject, agent: OwnAgent): Promise<void> {
  const owner = restClient(demo);
  const file = (title: string, more: object) =>
    owner.call("bug.create", { project_id: project.id, title, priority: "HIGH", ...more });
  await file("Agent coupon", { assignee_type: "AGENT", assignee_id: agent.id });
  await file("Nobody cart", {});
  await file("Nobody coupon", {});
  await file("Old coupon", { priority: "LOW" });
}

function chip(page: Page, field: string): Locator {
  return page.locator(`[data-filter-chip=${field}]`);
}

async function pickFilter(page: Page, value: string): Promise<void> {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const menu = page.getByRole("dialog", { name: "Add a filter" });
  await menu.locator(`[cmdk-item][data-value="${value}"]`).click();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The cursors with which the page asks for further bugs, as it asks. */
function pageCursors(page: Page): string[] {
  const cursors: string[] = [];
  page.on("request", (request) => {
    const asked = decodeURIComponent(request.url() + (request.postData() ?? ""));
    const cursor = asked.includes("bug.list") ? /"cursor":"([^"]+)"/.exec(asked)?.[1] : undefined;
    if (cursor) cursors.push(cursor);
  });
  return cursors;
}

/** Scrolls down until nothing new comes; gives the key of every row that was drawn on the way. */
async function scrollToEnd(page: Page, list: Locator): Promise<Set<string>> {
  const seen = new Set<string>();
  const drawn = () =>
    list.locator("[data-bug-row]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-bug-row") ?? ""));
  await list.hover();
  await expect
    .poll(
      async () => {
        for (const key of await drawn()) seen.add(key);
        await page.mouse.wheel(0, 400);
        return seen.size;
      },
      { timeout: 60_000, intervals: [60] },
    )
    .toBe(MANY);
  return seen;
}
