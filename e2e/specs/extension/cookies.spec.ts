import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, POLICY, readCapture } from "./capture.ts";
import { type HawkmothServer, serveHawkmoth } from "./hawkmoth-server.ts";
import { html, serve, type TestServer } from "./server.ts";

let browser: ExtensionBrowser;
let site: TestServer;
let hawkmoth: HawkmothServer;

const COOKIES = ["theme=midnight-blue", "connect.sid=s-q8f3zz", "session=httponly-42; HttpOnly"];
const VALUES = /midnight-blue|s-q8f3zz|httponly-42/;

test.beforeAll(async () => {
  site = await serve((_request, response) => {
    response.setHeader("set-cookie", COOKIES);
    html(response, "<!doctype html><title>Basket</title><h1>Basket</h1>");
  });
  browser = await ExtensionBrowser.launch();
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
});

test.beforeEach(async () => {
  hawkmoth = await serveHawkmoth();
});

test.afterEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
  await hawkmoth.close();
});

/** A capture under a policy for cookies, waiting in its review page. */
async function freeze(cookies: CookiePolicy): Promise<Page> {
  hawkmoth.policy = { ...POLICY, cookies };
  await connect(browser, hawkmoth.policy, hawkmoth.origin);
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  const review = await browser.capture(page);
  await expect(review.getByLabel("Project")).toContainText("Shop");
  return review;
}

async function send(review: Page): Promise<string> {
  await review.getByLabel("Title").fill("The basket is blue");
  await review.getByRole("button", { name: "Send report" }).click();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  const { files, reports } = hawkmoth;
  const cookies = files.has("COOKIES") ? JSON.stringify(hawkmoth.cookies()) : "";
  return [JSON.stringify(reports), JSON.stringify(hawkmoth.logs()), JSON.stringify(hawkmoth.replay()), cookies].join(
    "\n",
  );
}

test("a project that takes no cookies gets none, and none are kept in the browser", async () => {
  const review = await freeze("NONE");
  await expect(review.getByRole("checkbox", { name: "Cookies" })).toBeDisabled();
  expect((await readCapture(review)).cookies).toEqual([]);
  const sent = await send(review);
  expect([...hawkmoth.files.keys()]).not.toContain("COOKIES");
  expect(sent).not.toMatch(/midnight|connect\.sid|q8f3|httponly-42/);
});

test("a project that takes names gets no value, and none is kept in the browser", async () => {
  const review = await freeze("NAMES");
  await expect(review.getByText("2 cookies, names only: theme, connect.sid")).toBeVisible();
  expect(JSON.stringify((await readCapture(review)).cookies)).not.toMatch(VALUES);
  const sent = await send(review);
  expect(hawkmoth.cookies()).toEqual({
    version: 1,
    cookies: [
      { name: "theme", value: null },
      { name: "connect.sid", value: null },
    ],
  });
  expect(sent).not.toMatch(VALUES);
});

test("a project that takes values gets them, apart from the logs and without what signs in", async () => {
  const review = await freeze("VALUES");
  await expect(review.getByText("2 cookies, 1 value, without sign-ins: theme, connect.sid")).toBeVisible();
  const sent = await send(review);
  expect(hawkmoth.cookies().cookies).toEqual([
    { name: "theme", value: "midnight-blue" },
    { name: "connect.sid", value: "[redacted]" },
  ]);
  expect(sent).not.toMatch(/s-q8f3zz|httponly-42/);
  expect(JSON.stringify([hawkmoth.logs(), hawkmoth.replay()])).not.toContain("midnight-blue");
});

test("cookies that were unticked do not leave", async () => {
  const review = await freeze("VALUES");
  await review.getByRole("checkbox", { name: "Cookies" }).uncheck();
  expect(await send(review)).not.toMatch(VALUES);
  expect([...hawkmoth.files.keys()]).not.toContain("COOKIES");
});

test("values frozen for one project leave as names, or not at all, when the project takes less", async () => {
  const review = await freeze("VALUES");
  hawkmoth.policy = { ...POLICY, cookies: "NAMES" };
  await review.reload();
  await expect(review.getByText("names only: theme")).toBeVisible();
  expect(await send(review)).not.toMatch(VALUES);
  expect(hawkmoth.cookies().cookies.map(({ name }) => name)).toEqual(["theme", "connect.sid"]);

  const again = await freeze("VALUES");
  hawkmoth.files.clear();
  hawkmoth.policy = { ...POLICY, cookies: "NONE" };
  await again.reload();
  await expect(again.getByText("This project does not take cookies")).toBeVisible();
  await send(again);
  expect([...hawkmoth.files.keys()]).not.toContain("COOKIES");
});
