import { expect, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { type HawkmothServer, serveHawkmoth } from "./hawkmoth-server.ts";

let browser: ExtensionBrowser;
let hawkmoth: HawkmothServer;

test.beforeEach(async () => {
  hawkmoth = await serveHawkmoth();
  browser = await ExtensionBrowser.launch();
});

test.afterEach(async () => {
  await browser.close();
  await hawkmoth.close();
});

test("a member pairs by approving the code their own Hawkmoth shows, wherever the answer points", async () => {
  const page = await browser.open("connect.html");
  await page.getByLabel("Address").fill(hawkmoth.origin);
  const opened = browser.context.waitForEvent("page");
  await page.getByRole("button", { name: "Pair" }).click();
  await expect(page.getByTestId("user-code")).toHaveText("KBQM-TXRD");
  const approval = await opened;
  await expect(approval).toHaveURL(`${hawkmoth.origin}/pair?code=KBQM-TXRD`);
  hawkmoth.approve();
  await page.bringToFront();
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  await expect(page.getByText("Acme")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("heading", { name: "Connect to your Hawkmoth" })).toBeVisible();
});

test("pages can't read the key: it is not where content scripts can look", async () => {
  const page = await browser.open("connect.html");
  await page.getByLabel("Address").fill(hawkmoth.origin);
  hawkmoth.approve();
  await page.getByRole("button", { name: "Pair" }).click();
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  const stored = await page.evaluate("chrome.storage.local.get(null).then(JSON.stringify)");
  expect(stored).toContain("capture_bodies");
  expect(stored).not.toContain("hm_key_");
});

test("an address that answers nothing is said so", async () => {
  const page = await browser.open("connect.html");
  await page.getByLabel("Address").fill("http://127.0.0.1:9");
  await page.getByRole("button", { name: "Pair" }).click();
  await expect(page.getByRole("alert")).toContainText("Could not reach http://127.0.0.1:9.");
});
