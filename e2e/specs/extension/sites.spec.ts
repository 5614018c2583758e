import { expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, connectProjects, POLICY, PROJECT_ID, readCapture } from "./capture.ts";
import { type HawkmothServer, SECOND_PROJECT_ID, serveHawkmoth } from "./hawkmoth-server.ts";
import { html, serve, type TestServer } from "./server.ts";

const LAX = { ...POLICY, privacy_mode: "MINIMAL", capture_bodies: true } as const;
const STRICT = { ...POLICY, privacy_mode: "STRICT" } as const;
/** What is written, typed and logged on the first site. */
const OF_MAIL = /LETTER41|TYPED42|LOGGED43|QUERY44/;

let browser: ExtensionBrowser;
let mail: TestServer;
let shop: TestServer;
let hawkmoth: HawkmothServer;

const mailPage =
  () => `<!doctype html><title>Mail</title><meta name=referrer content=unsafe-url><label>Note <input></label>
  <p>LETTER41</p><script>console.log("LOGGED43")</script><a href="${shop.origin}/">to the shop</a>`;
const shopPage = () => `<!doctype html><title>Shop</title><h1>Shop</h1><input aria-label=Coupon>
  <script>console.log("shop is open")</script><a href="${mail.origin}/">to the mail</a>`;

test.beforeAll(async () => {
  mail = await serve((_request, response) => html(response, mailPage()));
  shop = await serve((_request, response) => html(response, shopPage()));
  browser = await ExtensionBrowser.launch();
});

test.afterAll(async () => {
  await browser.close();
  await mail.close();
  await shop.close();
});

/** The first project is the shop's and strict, the second the mail's and lax. */
test.beforeEach(async () => {
  hawkmoth = await serveHawkmoth();
  hawkmoth.policy = STRICT;
  hawkmoth.allowed_origins = [shop.origin];
  hawkmoth.second = { policy: LAX, allowed_origins: [mail.origin] };
  const projects = [
    { project_id: SECOND_PROJECT_ID, allowed_origins: [mail.origin], policy: LAX },
    { project_id: PROJECT_ID, allowed_origins: [shop.origin], policy: STRICT },
  ];
  await connectProjects(browser, projects, hawkmoth.origin);
});

test.afterEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
  await hawkmoth.close();
});

/** Reads mail and types into it, as a person does before following a link. */
async function readMail(): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${mail.origin}/?q=QUERY44`);
  await page.getByLabel("Note").fill("TYPED42");
  return page;
}

async function send(review: Page): Promise<string> {
  await review.getByLabel("Title").fill("A bug");
  await review.getByRole("button", { name: "Send report" }).click();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  const replay = hawkmoth.files.has("REPLAY") ? hawkmoth.replay() : null;
  return JSON.stringify([hawkmoth.reports, hawkmoth.logs(), replay]);
}

test("a report of one site holds nothing of the site before it, and says so", async () => {
  const page = await readMail();
  await page.getByRole("link", { name: "to the shop" }).click();
  await page.getByRole("heading", { name: "Shop" }).waitFor();
  await page.getByLabel("Coupon").fill("x");
  const review = await browser.capture(page);
  const capture = await readCapture(review);
  expect(capture.text).not.toMatch(OF_MAIL);
  expect(capture.is_recorded).toBe(true);
  expect(capture.logs.console.map(({ text }) => text)).toEqual(["shop is open"]);
  expect(capture.replay?.events.slice(0, 2).map(({ type }) => type)).toEqual([4, 2]);
  await expect(review.getByText(`Recorded on ${shop.origin}`)).toBeVisible();
  await expect(review.getByText(`What you did on ${mail.origin} before is left out`)).toBeVisible();
  await expect(review.getByLabel("Project")).toContainText("Shop");
  expect(await send(review)).not.toMatch(OF_MAIL);
});

test("back on the first site only what happened since is in the report", async () => {
  const page = await readMail();
  await page.getByRole("link", { name: "to the shop" }).click();
  await page.getByRole("link", { name: "to the mail" }).click();
  await page.getByText("LETTER41").waitFor();
  await page.evaluate(() => console.log("second visit"));
  const review = await browser.capture(page);
  const { logs, text } = await readCapture(review);
  expect(text).not.toMatch(/TYPED42|QUERY44|Coupon/);
  expect(logs.console.map((entry) => entry.text)).toEqual(["LOGGED43", "second visit"]);
  await expect(review.getByText(`What you did on ${shop.origin} before is left out`)).toBeVisible();
});

test("what was recorded with less masking than the chosen project asks for is masked again or stays here", async () => {
  const page = await readMail();
  await page.evaluate(() => console.log("see http://x.test/?q=QUERY44"));
  const review = await browser.capture(page);
  await expect(review.getByText(`Recorded on ${mail.origin}`)).toBeVisible();
  await expect(review.getByLabel("Project")).toContainText("Mail");
  await review.getByRole("combobox", { name: "Project" }).click();
  await review.getByRole("option", { name: "Shop (SHOP)" }).click();
  await expect(review.getByText("Recorded with less masking than this project asks for")).toHaveCount(2);
  const sent = await send(review);
  expect(sent).not.toMatch(/TYPED42|QUERY44|LETTER41/);
  expect([...hawkmoth.files.keys()]).toEqual(["LOGS"]);
});

test("one document under a lax policy makes the whole recording lax, whatever the last one was", async () => {
  await connect(browser, LAX, hawkmoth.origin);
  const page = await browser.context.newPage();
  await page.goto(`${shop.origin}/one`);
  await page.getByLabel("Coupon").fill("TYPED42");
  await connect(browser, STRICT, hawkmoth.origin);
  await page.goto(`${shop.origin}/two`);
  await page.getByLabel("Coupon").fill("y");
  const review = await browser.capture(page);
  expect((await readCapture(review)).logs.meta.privacy_mode).toBe("MINIMAL");
  await expect(review.getByText("Recorded with less masking than this project asks for")).toBeVisible();
  expect(await send(review)).not.toContain("TYPED42");
});

test("a project whose own selectors were not masked gets no replay and no picture", async () => {
  hawkmoth.policy = { ...STRICT, privacy_mode: "MINIMAL", mask_selectors: ["h1"] };
  const page = await browser.context.newPage();
  await page.goto(`${mail.origin}/`);
  const review = await browser.capture(page);
  await review.getByRole("combobox", { name: "Project" }).click();
  await review.getByRole("option", { name: "Shop (SHOP)" }).click();
  await expect(review.getByText("Recorded with less masking than this project asks for")).toHaveCount(2);
  await send(review);
  expect([...hawkmoth.files.keys()]).toEqual(["LOGS"]);
});
