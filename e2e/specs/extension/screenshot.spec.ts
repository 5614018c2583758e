import { expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, countPixels, POLICY, readCapture } from "./capture.ts";
import { CARD_PAGE, PICTURE_CASES } from "./screenshot-cases.ts";
import { html, serve, type TestServer } from "./server.ts";

const STYLE = "<style>.s,.t{background:#f0f;color:#f0f;border-color:#f0f;outline:none}.t{background:none}</style>";
/** A field alone is magenta here, so that its frame need not be covered as a whole. */
const FIELD_PAGE = CARD_PAGE.replace("*{", "input{");
const MAGENTA = [255, 0, 255] as const;

let browser: ExtensionBrowser;
let site: TestServer;
let other: TestServer;

test.beforeAll(async () => {
  other = await serve((_request, response) => html(response, CARD_PAGE));
  site = await serve((request, response) => {
    const url = new URL(request.url ?? "/", "http://site.test");
    if (url.pathname === "/card") return html(response, CARD_PAGE);
    if (url.pathname === "/card-field") return html(response, FIELD_PAGE);
    if (url.pathname === "/card-tall")
      return html(response, `<div style="height:520px"></div>${FIELD_PAGE}<div style="height:900px"></div>`);
    const body = PICTURE_CASES[Number(url.searchParams.get("case"))]?.html ?? "";
    return html(
      response,
      `<!doctype html><title>Shop</title>${STYLE}<h1>Shop</h1>${body.replaceAll("{other}", other.origin)}`,
    );
  });
  browser = await ExtensionBrowser.launch();
  await connect(browser, POLICY);
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
  await other.close();
});

async function magentaOf(page: Page): Promise<{ shown: number; sent: number }> {
  const shown = await countPixels(page, MAGENTA, await page.screenshot());
  const review = await browser.capture(page);
  expect(await readCapture(review)).toMatchObject({ has_screenshot: true, screenshot_note: null });
  const sent = await countPixels(review, MAGENTA);
  await review.close();
  return { shown, sent };
}

for (const [index, { title, prepare }] of PICTURE_CASES.entries())
  test(`the picture does not show ${title}`, async () => {
    const page = await browser.context.newPage();
    await page.goto(`${site.origin}/?case=${index}`);
    if (prepare) await page.evaluate(prepare.replaceAll("{other}", other.origin));
    const { shown, sent } = await magentaOf(page);
    expect(shown).toBeGreaterThan(50);
    expect(sent).toBe(0);
    await page.close();
  });

test("on a pinched page the boxes lie over what they hide, and not over everything", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  await page.evaluate(
    `document.body.insertAdjacentHTML("beforeend",'<input class=s value="DE89 3704" style="margin:60px 0 0 300px">')`,
  );
  const session = await browser.context.newCDPSession(page);
  await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
  await page.evaluate("new Promise(f=>requestAnimationFrame(()=>requestAnimationFrame(f)))");
  expect(await page.evaluate("visualViewport.scale")).toBe(2);
  const review = await browser.capture(page);
  expect(await countPixels(review, MAGENTA)).toBe(0);
  const grey = await countPixels(review, [0x8b, 0x8e, 0x99]);
  expect(grey).toBeGreaterThan(1000);
  expect(grey).toBeLessThan(100_000);
  await review.close();
  await page.close();
});

test("what moves while the picture is taken is covered on its way", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  await page.evaluate(`document.body.insertAdjacentHTML("beforeend",'<p id=m data-private class=s style="position:absolute;width:200px">secret</p>');
    let n=0;setInterval(()=>{n=(n+3)%600;m.style.left=n+"px";m.style.top=60+n/3+"px"},16)`);
  const { sent } = await magentaOf(page);
  expect(sent).toBe(0);
  await page.close();
});

test("two captures within a second both have their picture", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site.origin}/`);
  for (let count = 0; count < 4; count += 1) {
    const review = await browser.capture(page);
    expect(await readCapture(review)).toMatchObject({ has_screenshot: true, screenshot_note: null });
    await review.close();
  }
  await page.close();
});
