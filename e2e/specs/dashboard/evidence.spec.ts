import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { seriousViolations, settled, sidewaysScrollers } from "../../fixtures/looked-at.ts";
import { type OwnProject, ownProject } from "../../fixtures/rest.ts";
import { recordedEvents, recordedFile, sendReport, type SentFiles } from "../../fixtures/sent-report.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { bugRow, openBug, openList, replayedPage } from "../../pages/dashboard.ts";

const NOTES = "It fails since Monday.\n";
const notes = () => new File([NOTES], "notes.md", { type: "application/octet-stream" });

let project: OwnProject;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Evidence");
});

const section = (page: Page) => page.getByRole("region", { name: "Evidence, untrusted" });
const picture = (page: Page) => section(page).getByRole("img", { name: "The page when the bug was reported" });
const files = (page: Page) => section(page).getByRole("list", { name: "Attached files" });

async function send(demo: Demo, title: string, sent: SentFiles): Promise<string> {
  return await sendReport(demo, { project_id: project.id, title }, sent);
}

async function openSent(page: Page, demo: Demo, sent: SentFiles): Promise<string> {
  const key = await send(demo, "Sent by curl", sent);
  await openBug(page, demo, key);
  await expect(section(page)).toBeVisible();
  return key;
}

/** The icons that the list shows for a bug. */
async function glyphsOf(page: Page, demo: Demo, key: string): Promise<string[]> {
  await openList(page, demo, { project: project.key });
  const glyphs = bugRow(page, key).locator("span[title]:visible");
  return await glyphs.evaluateAll((found) => found.map((glyph) => glyph.getAttribute("title") ?? ""));
}

async function openTab(page: Page, name: string): Promise<Locator> {
  await section(page).getByRole("tab", { name }).click();
  return section(page).getByRole("tabpanel");
}

async function expectPlaying(page: Page): Promise<void> {
  await expect(replayedPage(page).locator("body")).toContainText("Fern & Fig");
  const clock = section(page).getByTestId("replay-time");
  const before = await clock.textContent();
  await section(page).getByRole("button", { name: "Play", exact: true }).click();
  await expect(clock).not.toHaveText(before ?? "");
}

/** A picture that takes the place of the player: as wide as its section, and really loaded. */
async function expectLarge(page: Page): Promise<void> {
  await expect(picture(page)).toBeVisible();
  await expect.poll(() => picture(page).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
  const [shown, around] = [await picture(page).boundingBox(), await section(page).boundingBox()];
  expect(shown?.width).toBeGreaterThan((around?.width ?? 0) * 0.9);
  expect(shown?.height).toBeGreaterThan(250);
}

for (const [form, file] of [
  ["as Hawkmoth packs it", () => recordedFile("replay.json.gz")],
  ["as a bare list of rrweb events", recordedEvents],
] as const)
  test(`a replay without logs plays, ${form}, and says what was not recorded`, async ({ dashboard, demo }) => {
    const key = await openSent(dashboard, demo, { replay: await file() });
    await expectPlaying(dashboard);
    await expect(await openTab(dashboard, "Console")).toContainText("The console was not recorded");
    await expect(await openTab(dashboard, "Network")).toContainText("Requests were not recorded");
    const transcript = await openTab(dashboard, "Transcript");
    await expect(transcript).toContainText(/Clicked|Typed/);
    await expect(transcript).toContainText("console and requests were not");
    const context = await openTab(dashboard, "Context");
    await expect(context).toContainText("localhost");
    await expect(context).not.toContainText("Privacy");
    await expect(section(dashboard)).not.toContainText(/no session|nothing was recorded/i);
    expect(await glyphsOf(dashboard, demo, key)).toEqual(["Replay"]);
  });

test("a screenshot alone is shown large, and opens in full size", async ({ dashboard, demo }) => {
  const key = await openSent(dashboard, demo, { screenshot: await recordedFile("screenshot.png") });
  await expectLarge(dashboard);
  await expect(section(dashboard).getByRole("tab")).toHaveCount(0);
  await expect(section(dashboard)).toContainText("No session was recorded");
  const link = section(dashboard).getByRole("link", { name: "Full size of the screenshot" });
  await link.focus();
  const [full] = await Promise.all([dashboard.waitForEvent("popup"), dashboard.keyboard.press("Enter")]);
  await full.waitForLoadState();
  expect(await full.evaluate(() => document.contentType)).toBe("image/png");
  await full.close();
  expect(await glyphsOf(dashboard, demo, key)).toEqual(["Screenshot"]);
});

test("attached files are listed with name, kind and size, and are downloaded, never shown", async ({
  dashboard,
  demo,
}) => {
  const key = await openSent(dashboard, demo, {
    file: [
      notes(),
      new File(["<script>document.title = 'ran'</script>"], "page.html", { type: "text/html" }),
      new File(["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"], "x.svg", { type: "image/svg+xml" }),
      new File([await (await recordedFile("screenshot.png")).arrayBuffer()], "shot.png", { type: "image/png" }),
    ],
  });
  const rows = files(dashboard).getByRole("listitem");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText("notes.md");
  await expect(rows.nth(0)).toContainText("Markdown");
  await expect(rows.nth(0)).toContainText(`${NOTES.length} B`);
  await expect(rows.nth(1)).toContainText("HTML");
  await expect(rows.nth(2)).toContainText("SVG");
  await expect(rows.nth(3)).toContainText("PNG image");
  for (const [index, name] of ["notes.md", "page.html", "x.svg", "shot.png"].entries()) {
    const link = rows.nth(index).getByRole("link", { name: `Download ${name}` });
    const answer = await dashboard.request.get(`${demo.url}${await link.getAttribute("href")}`);
    expect(answer.headers()["content-disposition"]).toMatch(/^attachment;/);
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    await link.focus();
    const [download] = await Promise.all([dashboard.waitForEvent("download"), dashboard.keyboard.press("Enter")]);
    expect(download.suggestedFilename()).toBe(name);
    if (name === "notes.md") expect(await readFile(await download.path(), "utf8")).toBe(NOTES);
  }
  await expect(section(dashboard)).toContainText("No session was recorded");
  expect(await glyphsOf(dashboard, demo, key)).toEqual(["4 files"]);
});

test("everything at once has its place", async ({ dashboard, demo }) => {
  const key = await openSent(dashboard, demo, {
    replay: await recordedFile("replay.json.gz"),
    logs: await recordedFile("logs.json.gz"),
    screenshot: await recordedFile("screenshot.png"),
    file: notes(),
  });
  await expectPlaying(dashboard);
  await expect(await openTab(dashboard, "Console")).not.toContainText("not recorded");
  await expect(await openTab(dashboard, "Network")).not.toContainText("not recorded");
  await openTab(dashboard, "Screenshot");
  await expect(picture(dashboard)).toBeVisible();
  await expect(files(dashboard).getByRole("link", { name: "Download notes.md" })).toBeVisible();
  const glyphs = await glyphsOf(dashboard, demo, key);
  expect(glyphs.slice(-3)).toEqual(["Replay", "Screenshot", "1 file"]);
});

test("logs without a replay leave the player's place to the screenshot", async ({ dashboard, demo }) => {
  await openSent(dashboard, demo, {
    logs: await recordedFile("logs.json.gz"),
    screenshot: await recordedFile("screenshot.png"),
  });
  await expectLarge(dashboard);
  await expect(section(dashboard).getByRole("tab", { name: "Screenshot" })).toHaveCount(0);
  await expect(section(dashboard).getByRole("tab", { name: "Console" })).toBeVisible();
  await expect(section(dashboard).getByTestId("replay-frame")).toHaveCount(0);
});

test("a recording that can't be read says why, without a retry, and what came with it is shown", async ({
  dashboard,
  demo,
}) => {
  const key = await openSent(dashboard, demo, {
    replay: new File(['{"hello":"world"}'], "replay.json", { type: "application/json" }),
    screenshot: await recordedFile("screenshot.png"),
    file: notes(),
  });
  const notice = dashboard.getByRole("alert").filter({ hasText: "could not be processed" });
  await expect(notice).toBeVisible();
  await expect(notice.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await expectLarge(dashboard);
  await expect(files(dashboard).getByRole("link", { name: "Download notes.md" })).toBeVisible();
  await expect(section(dashboard)).not.toContainText("No session was recorded");
  expect(await glyphsOf(dashboard, demo, key)).toEqual(["Screenshot", "1 file"]);
});

test("a phone shows picture and files without scrolling sideways, and axe finds nothing serious", async ({
  dashboard,
  demo,
}) => {
  const name = `${"a-very-long-name-".repeat(10)}.md`;
  await openSent(dashboard, demo, {
    screenshot: await recordedFile("screenshot.png"),
    file: [notes(), new File([NOTES], name, { type: "text/markdown" })],
  });
  await dashboard.setViewportSize({ width: 375, height: 720 });
  await settled(dashboard);
  await expect(picture(dashboard)).toBeVisible();
  const link = files(dashboard).getByRole("link", { name: "Download notes.md" });
  expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  expect(await sidewaysScrollers(dashboard)).toEqual([]);
  expect(await seriousViolations(dashboard)).toEqual([]);
});

test("evidence that does not load says so and comes with another try", async ({ dashboard, demo }) => {
  const key = await send(demo, "Bad line", { screenshot: await recordedFile("screenshot.png") });
  await dashboard.route(/evidence\.get/, (route) => route.abort());
  await dashboard.route(/artifacts\/.*\/content/, (route) => route.abort());
  await openBug(dashboard, demo, key);
  const failure = dashboard.getByRole("alert").filter({ hasText: "The evidence can’t be shown" });
  await expect(failure).toBeVisible({ timeout: 30_000 });
  await dashboard.unroute(/evidence\.get/);
  await failure.getByRole("button", { name: "Try again" }).click();
  const broken = section(dashboard).getByRole("alert").filter({ hasText: "The screenshot can’t be loaded" });
  await expect(broken).toBeVisible();
  await dashboard.unroute(/artifacts\/.*\/content/);
  await broken.getByRole("button", { name: "Try again" }).click();
  await expectLarge(dashboard);
});
