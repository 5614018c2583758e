import type { Client } from "@hawkmoth/client/client";
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownAgent, ownProject, restClient } from "../../fixtures/rest.ts";
import { slowNetwork } from "../../fixtures/slow-network.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { signUp } from "../../pages/account.ts";
import { openBug, openList } from "../../pages/dashboard.ts";

let project: OwnProject;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Drafts");
});

async function fileBug(api: Client, title: string): Promise<string> {
  return (await api.call("bug.create", { project_id: project.id, title, description: "As it was." })).bug.key;
}

/** Makes calls of one procedure fail, as a server that is down would, until the end is called. */
async function failing(page: Page, procedure: string): Promise<() => Promise<void>> {
  const url = `**/api/trpc/${procedure}**`;
  await page.route(url, (route) => route.fulfill({ status: 503, body: "{}" }));
  return () => page.unroute(url);
}

const openDialog = (page: Page) => page.getByRole("dialog", { name: "New bug" });

async function titlesOf(demo: Demo): Promise<string[]> {
  const { bugs } = await restClient(demo).call("bug.list", { project_id: project.id, state: "all", limit: 50 });
  return bugs.map(({ title }) => title);
}

test("a new bug that is not filed yet survives Escape, a click outside, the palette, a reload and the way back", async ({
  dashboard,
  demo,
}) => {
  await openList(dashboard, demo, {});
  await dashboard.keyboard.press("c");
  await dashboard.getByLabel("Title").fill("Half a title");
  await dashboard.getByLabel("Description").fill("Half a story");
  const leave = [
    () => dashboard.keyboard.press("Escape"),
    () => dashboard.mouse.click(4, 400),
    async () => {
      await dashboard.keyboard.press("Control+k");
      await expect(dashboard.getByRole("dialog", { name: "Search and go to" })).toBeVisible();
      await dashboard.keyboard.press("Escape");
    },
    () => dashboard.reload(),
    async () => {
      await dashboard.goto(`${demo.url}/${demo.workspace}/queue`);
      await dashboard.goBack();
    },
  ];
  for (const away of leave) {
    await away();
    await expect(openDialog(dashboard)).toBeHidden();
    await expect(dashboard.locator("[data-live=live]").first()).toBeVisible();
    await dashboard.keyboard.press("c");
    await expect(dashboard.getByLabel("Title")).toHaveValue("Half a title");
    await expect(dashboard.getByLabel("Description")).toHaveValue("Half a story");
  }
  await dashboard.getByRole("button", { name: "Discard draft" }).click();
  await expect(dashboard.getByLabel("Title")).toHaveValue("");
});

test("Ctrl+Enter twice, or two clicks, file one bug, and the draft is gone after it", async ({ dashboard, demo }) => {
  await openList(dashboard, demo, {});
  const twice = {
    Keys: () =>
      dashboard.getByLabel("Description").evaluate((field) => {
        const press = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
        field.dispatchEvent(new KeyboardEvent("keydown", press));
        field.dispatchEvent(new KeyboardEvent("keydown", press));
      }),
    Clicks: () => dashboard.getByRole("button", { name: "File bug" }).dblclick(),
    Submits: () =>
      dashboard.locator("form#new-bug").evaluate((form: HTMLFormElement) => {
        form.requestSubmit();
        form.requestSubmit();
      }),
  };
  for (const [name, press] of Object.entries(twice)) {
    await dashboard.keyboard.press("c");
    await expect(dashboard.getByLabel("Title")).toHaveValue("");
    await dashboard.getByLabel("Title").fill(`Once by ${name}`);
    await dashboard.getByRole("combobox", { name: "Project" }).click();
    await dashboard.getByRole("option", { name: project.name }).click();
    await press();
    await expect(openDialog(dashboard)).toBeHidden();
  }
  await expect.poll(() => titlesOf(demo)).toEqual(expect.arrayContaining(["Once by Keys", "Once by Submits"]));
  const once = (await titlesOf(demo)).filter((title) => title.startsWith("Once"));
  expect(once.toSorted()).toEqual(["Once by Clicks", "Once by Keys", "Once by Submits"]);
});

test("a new bug that could not be filed stays in its form", async ({ dashboard, demo }) => {
  await openList(dashboard, demo, {});
  const mend = await failing(dashboard, "bug.create");
  await dashboard.keyboard.press("c");
  await dashboard.getByLabel("Title").fill("Kept");
  await dashboard.getByRole("button", { name: "File bug" }).click();
  await expect(openDialog(dashboard).getByRole("alert")).toBeVisible();
  await expect(dashboard.getByLabel("Title")).toHaveValue("Kept");
  await mend();
  await dashboard.getByRole("button", { name: "Discard draft" }).click();
});

test("a comment survives leaving, a reload and a failure, and is gone once it is sent", async ({
  dashboard,
  demo,
  api,
}) => {
  const [key, other] = [await fileBug(api, "Half said"), await fileBug(api, "Other")];
  await openBug(dashboard, demo, key);
  const field = dashboard.getByLabel("Comment");
  await field.fill("Half a thought");
  await dashboard.reload();
  await expect(field).toHaveValue("Half a thought");
  await openBug(dashboard, demo, other);
  await expect(field).toHaveValue("");
  await dashboard.goBack();
  await expect(field).toHaveValue("Half a thought");
  const mend = await failing(dashboard, "comment.create");
  await dashboard.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(dashboard.getByText("The comment was not sent")).toBeVisible();
  await expect(field).toHaveValue("Half a thought");
  await mend();
  await dashboard.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(dashboard.locator("[data-comment]")).toHaveText(/Half a thought/);
  await expect(field).toHaveValue("");
  await dashboard.reload();
  await expect(dashboard.locator("[data-comment]")).toHaveCount(1);
  await expect(field).toHaveValue("");
});

test("what is typed while a comment is on its way stays, and the comment is sent once", async ({
  dashboard,
  demo,
  api,
}) => {
  const key = await fileBug(api, "Typing on");
  await openBug(dashboard, demo, key);
  const field = dashboard.getByLabel("Comment");
  await field.fill("First.");
  const undo = await slowNetwork(dashboard, 1500);
  await field.press("Control+Enter");
  await field.press("Control+Enter");
  await field.press("End");
  await field.pressSequentially(" Second thought");
  await expect(dashboard.locator("[data-comment]")).toHaveCount(1);
  await undo();
  await expect(field).toHaveValue("Second thought");
  const { comments } = await api.call("comment.list", { bug_id: key, limit: 50 });
  expect(comments.map(({ body }) => body)).toEqual(["First."]);
});

test("a description keeps its editor when it can't be saved, and its draft when the editor is left", async ({
  dashboard,
  demo,
  api,
}) => {
  const key = await fileBug(api, "Description");
  await openBug(dashboard, demo, key);
  const field = dashboard.getByRole("textbox", { name: "Description" });
  await dashboard.getByRole("button", { name: "Edit description" }).click();
  await field.fill("A better story");
  const mend = await failing(dashboard, "bug.update");
  await dashboard.getByRole("button", { name: "Save" }).click();
  await expect(dashboard.getByText(`${key} was not changed`)).toBeVisible();
  await expect(field).toHaveValue("A better story");
  await mend();
  await field.press("Escape");
  await expect(dashboard.getByText("Your description is not saved yet.")).toBeVisible();
  await dashboard.reload();
  await dashboard.getByRole("button", { name: "Continue" }).click();
  await expect(field).toHaveValue("A better story");
  await dashboard.getByRole("button", { name: "Save" }).click();
  await expect(field).toBeHidden();
  await expect(dashboard.getByText("A better story")).toBeVisible();
  await expect(dashboard.getByText("Your description is not saved yet.")).toBeHidden();
  expect(await api.call("bug.get", { bug_id: key })).toMatchObject({ description: "A better story" });
});

test("a title that could not be saved stays in its editor", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Old title");
  await openBug(dashboard, demo, key);
  await dashboard.getByRole("heading", { level: 1 }).getByRole("button").click();
  const field = dashboard.getByLabel("Title", { exact: true });
  await field.fill("New title");
  const mend = await failing(dashboard, "bug.update");
  await field.press("Enter");
  await expect(dashboard.getByText(`${key} was not changed`)).toBeVisible();
  await expect(field).toHaveValue("New title");
  await mend();
  await field.press("Enter");
  await expect(dashboard.getByRole("heading", { level: 1, name: "New title" })).toBeVisible();
});

test("an answer to an agent survives a reload and a failure", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Question");
  const agent = await ownAgent(demo, project);
  await api.call("bug.assign", { bug_id: key, assignee_type: "AGENT", assignee_id: agent.id });
  const { tasks } = await agent.client.call("task.list", { bug_id: key });
  const task_id = tasks[0]?.id ?? "";
  const { lease_token } = await agent.client.call("task.claim", { task_id });
  const held = { task_id, lease_token: lease_token ?? "" };
  await agent.client.call("task.update", { ...held, status: "NEEDS_INPUT", question: "Which cart?" });
  await openBug(dashboard, demo, key);
  const field = dashboard.getByLabel("Answer to the agent");
  await field.fill("The one in the");
  await dashboard.reload();
  await expect(field).toHaveValue("The one in the");
  const mend = await failing(dashboard, "task.answer");
  await dashboard.getByRole("button", { name: "Send answer" }).click();
  await expect(dashboard.getByText("The answer was not sent")).toBeVisible();
  await expect(field).toHaveValue("The one in the");
  await mend();
  await dashboard.getByRole("button", { name: "Send answer" }).click();
  await expect(field).toBeHidden();
  const again = await agent.client.call("task.claim", { task_id });
  expect(again.task).toMatchObject({ answer: "The one in the" });
});

test("project settings that are not saved survive a reload, and only what was changed is kept", async ({
  dashboard,
  demo,
  api,
}) => {
  const own = await ownProject(demo, "Settings");
  await dashboard.goto(`${demo.url}/${demo.workspace}/projects`);
  const row = dashboard.locator(`[data-project=${own.key}]`);
  const open = async () => {
    await expect(dashboard.locator("[data-live=live]").first()).toBeVisible();
    if ((await row.getAttribute("open")) === null) await row.locator("summary").click();
  };
  await open();
  await row.getByLabel("Mask selectors").fill(".iban");
  await expect(row.getByText("Not saved yet")).toBeVisible();
  await api.call("project.update", { project_id: own.id, allowed_origins: ["https://shop.example"] });
  await dashboard.reload();
  await open();
  await expect(row.getByLabel("Mask selectors")).toHaveValue(".iban");
  await expect(row.getByLabel("Allowed origins")).toHaveValue("https://shop.example");
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByText("Not saved yet")).toBeHidden();
  const saved = await api.call("project.get", { project_id: own.id });
  expect(saved.capture_policy.mask_selectors).toEqual([".iban"]);
  expect(saved.allowed_origins).toEqual(["https://shop.example"]);
  await row.getByLabel("Block selectors").fill(".ad");
  await row.getByRole("button", { name: "Discard changes" }).click();
  await expect(row.getByLabel("Block selectors")).toHaveValue("");
});

test("a draft outlives the session and is shown to its own person only", async ({ dashboard, demo, api, context }) => {
  const key = await fileBug(api, "Session");
  await openBug(dashboard, demo, key);
  await dashboard.getByLabel("Comment").fill("Mine alone");
  await dashboard.keyboard.press("Escape");
  const cookies = await context.cookies();
  await context.clearCookies();

  const other = { name: "Grace", email: `grace-${Date.now()}@example.test`, password: "moth-lantern-hawk-9" };
  await signUp(dashboard, demo.url, other);
  await dashboard.waitForURL((url) => !url.pathname.startsWith("/sign-up"));
  await expect(dashboard.getByText("Mine alone")).toHaveCount(0);

  await context.clearCookies();
  await context.addCookies(cookies);
  await openBug(dashboard, demo, key);
  await expect(dashboard.getByLabel("Comment")).toHaveValue("Mine alone");
});
