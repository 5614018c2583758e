import { expect, type Page, test } from "@playwright/test";
import { ExtensionBrowser } from "./browser.ts";
import { connect, POLICY } from "./capture.ts";
import { type HawkmothServer, serveHawkmoth } from "./hawkmoth-server.ts";
import { html, json, serve, type TestServer } from "./server.ts";

let browser: ExtensionBrowser;
let site: TestServer;
let hawkmoth: HawkmothServer;
let review: Page;

test.beforeAll(async () => {
  site = await serve((request, response) => {
    if (request.url?.startsWith("/api")) return json(response, 500, { error: "sold out" });
    return html(response, "<!doctype html><title>Basket</title><h1>Basket</h1><button>Pay</button>");
  });
  browser = await ExtensionBrowser.launch();
});

test.afterAll(async () => {
  await browser.close();
  await site.close();
});

/** A capture of a page that failed, waiting in its review page. */
test.beforeEach(async () => {
  hawkmoth = await serveHawkmoth();
  hawkmoth.policy = { ...POLICY, capture_bodies: true };
  await connect(browser, hawkmoth.policy, hawkmoth.origin);
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  await page.getByRole("button", { name: "Pay" }).click();
  await page.evaluate(() => fetch("/api/pay", { method: "POST", body: '{"n":1}' }).then((answer) => answer.text()));
  await page.evaluate(() => console.error("paying failed"));
  review = await browser.capture(page);
  await expect(review.getByLabel("Project")).toContainText("Shop");
});

test.afterEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
  await hawkmoth.close();
});

async function send(): Promise<void> {
  await review.getByRole("button", { name: /Send report|Retry/ }).click();
}

test("a report goes out with its files and ends in a link to the bug", async () => {
  await review.getByLabel("Title").fill("Paying fails");
  await review.getByLabel("Description").fill("I pressed **Pay**.");
  await review.getByRole("combobox", { name: "Severity" }).click();
  await review.getByRole("option", { name: /High/ }).click();
  await review.getByLabel("Environment").fill("staging");
  await review.getByLabel("App version").fill("2.4.1");
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  await expect(review.getByRole("link", { name: "Open SHOP-7" })).toHaveAttribute(
    "href",
    `${hawkmoth.origin}/acme/bugs/SHOP-7`,
  );
  expect(hawkmoth.completed).toBe(1);
  expect(hawkmoth.reports).toHaveLength(1);
  expect(hawkmoth.reports[0]).toMatchObject({
    via: "EXTENSION",
    body: {
      title: "Paying fails",
      description: "I pressed **Pay**.",
      severity: "HIGH",
      source: "EXTENSION",
      environment: "staging",
      app_version: "2.4.1",
      url: `${site.origin}/`,
    },
  });
  const sizes = hawkmoth.reports[0]?.body.uploads.map(({ kind, size_bytes }) => [kind, size_bytes]);
  expect(sizes).toEqual(["LOGS", "REPLAY", "SCREENSHOT"].map((kind) => [kind, hawkmoth.files.get(kind)?.length]));
  expect(hawkmoth.files.get("SCREENSHOT")?.subarray(1, 4).toString()).toBe("PNG");
  const logs = hawkmoth.logs();
  expect(logs.meta).toMatchObject({ environment: "staging", app_version: "2.4.1", title: "Basket" });
  expect(logs.network.find((entry) => entry.url.endsWith("/api/pay"))).toMatchObject({
    status: 500,
    request_body: { text: '{"n":1}' },
    response_body: { text: '{"error":"sold out"}' },
  });
  expect(
    hawkmoth
      .replay()
      .events.slice(0, 2)
      .map((event) => event.type),
  ).toEqual([4, 2]);
});

test("what was unticked does not leave", async () => {
  await review.getByLabel("Title").fill("Paying fails");
  for (const part of ["Session replay", "Screenshot", "Console", "Request and response bodies", "Page and browser"])
    await review.getByRole("checkbox", { name: part }).uncheck();
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect([...hawkmoth.files.keys()]).toEqual(["LOGS"]);
  const logs = hawkmoth.logs();
  expect(logs.console).toEqual([]);
  expect(logs.meta).toMatchObject({ url: "", title: "", user_agent: "" });
  expect(hawkmoth.reports[0]?.body.url).toBeUndefined();
  const call = logs.network.find((entry) => entry.url.endsWith("/api/pay"));
  expect(call).toMatchObject({ status: 500, request_body: { text: null }, response_body: { text: null } });
});

test("a project that takes no bodies gets none, even if they were recorded", async () => {
  hawkmoth.policy = { ...POLICY, capture_bodies: false };
  await review.reload();
  await expect(review.getByText("This project does not take bodies")).toBeVisible();
  await review.getByLabel("Title").fill("Paying fails");
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(JSON.stringify(hawkmoth.logs())).not.toContain("sold out");
});

test("a failed send keeps the draft and says why; Retry takes up the same report", async () => {
  hawkmoth.failures.ingest = [503];
  hawkmoth.failures.upload = [500];
  await review.getByLabel("Title").fill("Paying fails");
  await send();
  await expect(review.getByRole("alert")).toContainText("Too busy. Try later.");
  await expect(review.getByRole("alert")).toContainText("req_1");
  await review.reload();
  await expect(review.getByLabel("Title")).toHaveValue("Paying fails");
  await expect(review.getByRole("alert")).toContainText("Too busy.");
  await send();
  await expect(review.getByRole("alert")).toContainText("The disk is full.");
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(hawkmoth.reports.map((report) => report.idempotency_key)).toEqual(
    Array(2).fill(hawkmoth.reports[0]?.idempotency_key),
  );
  expect(hawkmoth.completed).toBe(1);
});

test("an edited report is a new request, so that the server does not take it for the old one", async () => {
  hawkmoth.failures.upload = [500];
  await review.getByLabel("Title").fill("Paying fails");
  await send();
  await expect(review.getByRole("alert")).toContainText("The disk is full.");
  await review.getByLabel("Title").fill("Paying fails with a coupon");
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(new Set(hawkmoth.reports.map((report) => report.idempotency_key)).size).toBe(2);
});

const SAMPLE = new Set(["before ingest", "after upload REPLAY", "after complete"]);

for (const when of ["before", "after"] as const)
  for (const step of ["ingest", "upload LOGS", "upload REPLAY", "upload SCREENSHOT", "complete"])
    for (const isReloaded of [false, true])
      test(
        `cut ${when} ${step} is done${isReloaded ? ", then reloaded" : ""}: Retry ends with one bug`,
        {
          tag: SAMPLE.has(`${when} ${step}`) ? [] : "@deep",
        },
        async () => {
          hawkmoth.cut = { step, when };
          await review.getByLabel("Title").fill("Paying fails");
          await send();
          await expect(review.getByRole("alert")).toContainText("Could not reach");
          if (isReloaded) await review.reload();
          await review.getByRole("button", { name: "Retry" }).click();
          await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
          expect(hawkmoth.bugs).toEqual(["Paying fails"]);
          expect([...hawkmoth.files.keys()].toSorted()).toEqual(["LOGS", "REPLAY", "SCREENSHOT"]);
        },
      );

test("a connection that breaks at every step in turn still ends with one bug", async () => {
  await review.getByLabel("Title").fill("Paying fails");
  for (const step of ["ingest", "upload LOGS", "upload SCREENSHOT", "complete", "complete"]) {
    hawkmoth.cut = { step, when: "after" };
    await send();
    await expect(review.getByRole("alert")).toContainText("Could not reach");
    await expect.poll(() => hawkmoth.cut).toBeNull();
  }
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(hawkmoth.bugs).toEqual(["Paying fails"]);
});

test("while it is not known whether a report was filed it can't become another one", async () => {
  hawkmoth.cut = { step: "complete", when: "after" };
  await review.getByLabel("Title").fill("Paying fails");
  await send();
  await expect(review.getByText("The report was sent, but the answer did not arrive")).toBeVisible();
  await expect(review.getByLabel("Title")).toBeDisabled();
  await expect(review.getByRole("checkbox", { name: "Screenshot" })).toBeDisabled();
  await send();
  await expect(review.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(hawkmoth.bugs).toEqual(["Paying fails"]);
});

test("a draft that is open twice is sent once", async () => {
  await review.getByLabel("Title").fill("Paying fails");
  const twin = await browser.context.newPage();
  await twin.goto(review.url());
  await expect(twin.getByLabel("Title")).toHaveValue("Paying fails");
  await Promise.all([review, twin].map((page) => page.getByRole("button", { name: "Send report" }).click()));
  for (const page of [review, twin]) await expect(page.getByRole("heading", { name: "Filed as SHOP-7" })).toBeVisible();
  expect(hawkmoth.bugs).toEqual(["Paying fails"]);
});

test("no title, no report", async () => {
  await send();
  await expect(review.getByText("Give it a title")).toBeVisible();
  expect(hawkmoth.reports).toEqual([]);
});

test("an unsent capture waits in the list of drafts until it is thrown away", async () => {
  await review.getByLabel("Title").fill("For later");
  await expect(review.getByLabel("Title")).toHaveValue("For later");
  const page = await browser.open("connect.html");
  await page.getByRole("link", { name: "For later" }).click();
  await expect(page.getByLabel("Title")).toHaveValue("For later");
});
