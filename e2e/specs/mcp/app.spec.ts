import type { Client } from "@modelcontextprotocol/client";
import { hostClient, openApp } from "../../fixtures/app-host.ts";
import { recordedBug, restClient } from "../../fixtures/rest.ts";
import { expect, test } from "../../fixtures/test.ts";

const REPLAY = "ui://hawkmoth/replay.html";
const CARD = "ui://hawkmoth/bug-card.html";

let client: Client;
test.beforeAll(async ({ demo }) => {
  client = await hostClient(demo.url, demo.member_key);
});
test.afterAll(() => client.close());

test("hosts learn which tools open a page, and which tools are for pages only", async () => {
  const { tools } = await client.listTools();
  const ui = Object.fromEntries(tools.flatMap(({ name, _meta }) => (_meta?.["ui"] ? [[name, _meta["ui"]]] : [])));
  expect(ui).toEqual({
    get_bug: { resourceUri: CARD },
    get_replay_transcript: { resourceUri: REPLAY },
    get_replay_events: { visibility: ["app"] },
    app_update_bug: { visibility: ["app"] },
  });
});

test("a replay plays inside a host that lets it reach nothing", async ({ demo, page }) => {
  const reached: string[] = [];
  page.on("request", (request) => reached.push(request.url()));
  await openApp(page, client, {
    uri: REPLAY,
    tool: "get_replay_transcript",
    args: { bug_id: await recordedBug(demo) },
    sandbox: "allow-scripts allow-same-origin",
    theme: "dark",
  });
  const app = page.frameLocator("iframe");
  await expect(app.getByRole("button", { name: "Play" })).toBeVisible();
  const recorded = app.frameLocator("#stage iframe");
  await expect(recorded.locator("body")).not.toBeEmpty();
  const atTheEnd = await recorded.locator("body").innerHTML();
  await page.screenshot({ path: test.info().outputPath("replay-app.png") });
  await app.locator("#steps button").first().click();
  await expect.poll(() => recorded.locator("body").innerHTML()).not.toBe(atTheEnd);
  expect(reached.filter((url) => !/^(?:http:\/\/host\.test\/(?:host|app)|data:|about:|blob:)/.test(url))).toEqual([]);
});

test("steps and screenshot stand in where the host keeps a page from its own frames", async ({ demo, page }) => {
  await openApp(page, client, {
    uri: REPLAY,
    tool: "get_replay_transcript",
    args: { bug_id: await recordedBug(demo) },
    sandbox: "allow-scripts",
    theme: "light",
  });
  const app = page.frameLocator("iframe");
  await expect(app.getByRole("img", { name: "The page as the reporter saw it" })).toBeVisible();
  await expect(app.locator("#steps button").first()).toBeVisible();
  await expect(app.getByRole("status")).toContainText("The steps and the screenshot remain.");
});

test("the card moves a bug and shows what is stored", async ({ demo, page }) => {
  const made = await restClient(demo).call("bug.create", {
    project_id: demo.project_id,
    title: "Card <b>of</b> a bug",
    allow_duplicate: true,
  });
  await openApp(page, client, {
    uri: CARD,
    tool: "get_bug",
    args: { bug_id: made.bug.id },
    sandbox: "allow-scripts",
    theme: "light",
  });
  const app = page.frameLocator("iframe");
  await expect(app.getByRole("heading", { name: "Card <b>of</b> a bug" })).toBeVisible();
  await app.getByLabel("Move to another status").selectOption("IN_PROGRESS");
  await expect(app.getByTitle("Status")).toHaveText("In progress");
  await expect
    .poll(async () => (await restClient(demo).call("bug.get", { bug_id: made.bug.id })).status)
    .toBe("IN_PROGRESS");
  await page.screenshot({ path: test.info().outputPath("bug-card.png") });
});
