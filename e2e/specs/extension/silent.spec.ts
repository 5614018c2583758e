import { type Dialog, expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, countPixels, readCapture } from "./capture.ts";
import { html, serve, type TestServer } from "./server.ts";

let browser: ExtensionBrowser;
let site: TestServer;

const BUSY = `<!doctype html><title>Busy</title><h1>Busy page</h1><input style="background:#f0f;color:#f0f" value="secret">
  <button onclick="console.error('about to hang');setTimeout(hang,600)">Hang later</button>
  <button onclick="console.error('hanging now');hang()">Hang now</button>
  <button onclick="console.error('about to alert');setTimeout(()=>alert('Error 500: could not save'),600)">Alert</button>
  <button onclick="console.log('before the question');confirm('Really?')">Confirm</button>
  <button onclick="hang(4000)">Freeze</button>
  <script>function hang(ms=9000){const t=performance.now();while(performance.now()-t<ms);}</script>`;
const FIRST = `<!doctype html><title>One</title><h1>PAGE ONE</h1><a href="/two">leave</a><output></output>
  <button onclick="document.body.append(Object.assign(document.createElement('p'),{textContent:'ADDED'}))">add</button>
  <script>addEventListener("pageshow",e=>document.querySelector("output").textContent="persisted "+e.persisted)</script>`;

test.beforeAll(async () => {
  site = await serve((request, response) => {
    if (request.url === "/busy") return html(response, BUSY);
    if (request.url === "/two") return html(response, "<!doctype html><title>Two</title><h1>PAGE TWO</h1>");
    return html(response, FIRST);
  });
  browser = await ExtensionBrowser.launch();
  await connect(browser);
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
});

async function timedCapture(page: Page): Promise<{ review: Page; took_ms: number }> {
  const start_ms = performance.now();
  const review = await browser.capture(page);
  return { review, took_ms: performance.now() - start_ms };
}

for (const [button, said] of [
  ["Hang later", "about to hang"],
  ["Hang now", "hanging now"],
  ["Alert", "about to alert"],
  ["Confirm", "before the question"],
] as const)
  test(`a page that does not answer gives its ring, a blurred picture and the reason: ${button}`, async () => {
    const page = await browser.context.newPage();
    const dialogs: Dialog[] = [];
    page.on("dialog", (opened) => {
      dialogs.push(opened);
    });
    await page.goto(`${site.origin}/busy`);
    await page.getByRole("button", { name: "Hang later" }).waitFor();
    const silent = page.evaluate("new Promise(f=>setTimeout(f,900))").catch(() => null);
    await page
      .getByRole("button", { name: button })
      .dispatchEvent("click", {}, { timeout: 1000 })
      .catch(() => null);
    if (button === "Alert" || button === "Hang later") await Promise.race([silent, waitForSilence(page)]);
    const { review, took_ms } = await timedCapture(page);
    const capture = await readCapture(review);
    expect(capture).toMatchObject({ is_recorded: true, has_screenshot: true });
    expect(capture.logs.console.map(({ text }) => text)).toContain(said);
    expect(JSON.stringify(capture.replay)).toContain("Busy page");
    expect(capture.logs.meta.title).toBe("Busy");
    expect(await countPixels(review, [255, 0, 255])).toBe(0);
    await expect(review.getByText("The page did not answer")).toBeVisible();
    await expect(review.getByText("Reload the page once")).toHaveCount(0);
    expect(took_ms).toBeLessThan(4000);
    await review.close();
    for (const dialog of dialogs) await dialog.dismiss();
    await page.close();
  });

test("the click that froze a page without a word is in the capture", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/busy`);
  await page.waitForFunction(() => performance.now() > 1000);
  const clicked = page.getByRole("button", { name: "Freeze" }).click();
  await waitForSilence(page);
  const review = await browser.capture(page);
  const { logs } = await readCapture(review);
  expect(logs.actions).toMatchObject([{ kind: "navigate" }, { kind: "click", target: { name: "Freeze" } }]);
  await review.close();
  await clicked;
  await page.close();
});

/** Resolves when the page has stopped to answer. */
async function waitForSilence(page: Page): Promise<void> {
  await expect
    .poll(async () => Promise.race([page.evaluate("1"), new Promise((resolve) => setTimeout(() => resolve(0), 300))]))
    .toBe(0);
}

test("a page that comes back out of the browser's cache is captured as it is now", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  await page.getByRole("button", { name: "add" }).waitFor();
  await page.getByRole("link", { name: "leave" }).click();
  await page.getByRole("heading", { name: "PAGE TWO" }).waitFor();
  // No load event comes with a page out of the cache.
  await page.goBack({ waitUntil: "commit" });
  await expect(page.getByText("persisted true")).toBeVisible();
  await page.getByRole("button", { name: "add" }).click();
  await page.evaluate(() => console.warn("after coming back"));
  const { review, took_ms } = await timedCapture(page);
  const capture = await readCapture(review);
  expect(capture).toMatchObject({ is_recorded: true, has_screenshot: true, screenshot_note: null });
  const events = capture.replay?.events ?? [];
  const last = events.findLastIndex(({ type }) => type === 2);
  expect(JSON.stringify(events[last])).toContain("PAGE ONE");
  expect(JSON.stringify(events.slice(last))).toContain("ADDED");
  expect(capture.logs.console.map(({ text }) => text)).toEqual(["after coming back"]);
  expect(took_ms).toBeLessThan(4000);
  await review.close();
  const again = await browser.capture(page);
  expect((await readCapture(again)).is_recorded).toBe(true);
  await again.close();
  await page.close();
});
