import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownAgent, ownProject, restClient } from "../../fixtures/rest.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { bugRow, openList, rowTitles } from "../../pages/dashboard.ts";

/** Makes a project with bugs of these titles and of medium priority, the last on top. Gives their keys by title. */
async function projectWith(demo: Demo, word: string, titles: readonly string[]) {
  const project = await ownProject(demo, word);
  const keys = new Map<string, string>();
  for (const title of titles) keys.set(title, await file(demo, project, { title, priority: "MEDIUM" }));
  return { project, keyOf: (title: string) => keys.get(title) ?? "" };
}

async function file(demo: Demo, project: OwnProject, bug: { title: string; priority?: "NONE" | "MEDIUM" | "HIGH" }) {
  const { bug: filed } = await restClient(demo).call("bug.create", { project_id: project.id, ...bug });
  return filed.key;
}

async function openLive(page: Page, demo: Demo, filters: Record<string, string>): Promise<void> {
  await openList(page, demo, filters);
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
}

/** Calls of the API by the page from now on, as procedure names. */
function calls(page: Page): string[] {
  const made: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/trpc/")) made.push(pathname.slice("/api/trpc/".length));
  });
  return made;
}

test("the cursor stays on its bug while bugs arrive, and the keys act on that bug and no other", async ({
  dashboard,
  demo,
  api,
}) => {
  const { project, keyOf } = await projectWith(demo, "Cursor", ["One", "Two", "Three"]);
  await openLive(dashboard, demo, { project: project.key });
  await bugRow(dashboard, keyOf("Two")).getByRole("link").focus();
  for (const title of ["Four", "Five"]) {
    const key = await file(demo, project, { title });
    await expect(bugRow(dashboard, key)).toBeVisible();
  }
  expect(await rowTitles(dashboard)).toEqual(["Five", "Four", "Three", "Two", "One"]);
  await expect(bugRow(dashboard, keyOf("Two")).getByRole("link")).toBeFocused();

  await dashboard.keyboard.press("s");
  await expect(dashboard.getByRole("dialog")).toContainText(keyOf("Two"));
  await dashboard.keyboard.press("Escape");
  await dashboard.keyboard.press("i");
  const owners = async () => {
    const { bugs } = await api.call("bug.list", { project_id: project.id, limit: 50 });
    return bugs.filter(({ assignee }) => assignee !== null).map(({ title }) => title);
  };
  await expect.poll(owners).toEqual(["Two"]);
  await dashboard.keyboard.press("j");
  await expect(bugRow(dashboard, keyOf("One")).getByRole("link")).toBeFocused();
});

test("after a return to a list in another order the cursor is on the bug one came from", async ({
  dashboard,
  demo,
  api,
}) => {
  const { project, keyOf } = await projectWith(demo, "Return", ["One", "Two", "Three"]);
  await openLive(dashboard, demo, { project: project.key });
  await bugRow(dashboard, keyOf("Three")).getByRole("link").focus();
  await dashboard.keyboard.press("Enter");
  await expect(dashboard.getByRole("heading", { name: "Three" })).toBeVisible();
  await api.call("bug.update", { bug_id: keyOf("One"), severity: "LOW" });
  await dashboard.keyboard.press("Escape");
  await expect.poll(() => rowTitles(dashboard)).toEqual(["One", "Three", "Two"]);
  await expect(bugRow(dashboard, keyOf("Three")).getByRole("link")).toBeFocused();

  await dashboard.keyboard.press("i");
  await expect.poll(async () => (await api.call("bug.get", { bug_id: keyOf("Three") })).assignee).not.toBeNull();
  expect((await api.call("bug.get", { bug_id: keyOf("One") })).assignee).toBeNull();
});

test("when the bug under the cursor leaves the list, keys change no other bug until the cursor moves", async ({
  dashboard,
  demo,
  api,
}) => {
  const { project, keyOf } = await projectWith(demo, "Leave", ["One", "Two", "Three"]);
  await openLive(dashboard, demo, { project: project.key });
  await bugRow(dashboard, keyOf("Two")).getByRole("link").focus();
  await api.call("bug.update", { bug_id: keyOf("Two"), status: "CLOSED" });
  await expect(bugRow(dashboard, keyOf("Two"))).toHaveCount(0);
  await dashboard.keyboard.press("i");
  await dashboard.keyboard.press("s");
  await expect(dashboard.getByRole("dialog")).toHaveCount(0);
  await dashboard.keyboard.press("j");
  await expect(bugRow(dashboard, keyOf("One")).getByRole("link")).toBeFocused();
  await dashboard.keyboard.press("i");
  await expect.poll(async () => (await api.call("bug.get", { bug_id: keyOf("One") })).assignee).not.toBeNull();
  expect((await api.call("bug.get", { bug_id: keyOf("Three") })).assignee).toBeNull();
});

test("rows come in where the order has them, and leave when the filters exclude them", async ({
  dashboard,
  demo,
  api,
}) => {
  const { project, keyOf } = await projectWith(demo, "Order", ["One", "Two"]);
  await openLive(dashboard, demo, { project: project.key, sort: "priority" });
  const before = await rowTitles(dashboard);
  await file(demo, project, { title: "Last" });
  await file(demo, project, { title: "First", priority: "HIGH" });
  await expect.poll(() => rowTitles(dashboard)).toEqual(["First", ...before, "Last"]);

  await api.call("bug.update", { bug_id: keyOf("One"), status: "RESOLVED" });
  await expect.poll(() => rowTitles(dashboard)).toEqual(["First", "Two", "Last"]);
  await api.call("bug.update", { bug_id: keyOf("One"), status: "OPEN" });
  await expect.poll(() => rowTitles(dashboard)).toEqual(["First", ...before, "Last"]);
});

test("what comes in above the rows in sight waits behind a button, and nothing moves until then", async ({
  dashboard,
  demo,
}) => {
  const titles = Array.from({ length: 40 }, (_, number) => `Row ${number + 1}`);
  const { project, keyOf } = await projectWith(demo, "Held", titles);
  await openLive(dashboard, demo, { project: project.key });
  await dashboard.getByRole("list", { name: "Bugs" }).hover();
  await dashboard.mouse.wheel(0, 400);
  const row = bugRow(dashboard, keyOf("Row 20"));
  await expect.poll(async () => (await row.boundingBox())?.y).toBeLessThan(600);
  const place = (await row.boundingBox())?.y;
  const key = await file(demo, project, { title: "Late" });
  const button = dashboard.getByRole("button", { name: "1 new" });
  await expect(button).toBeVisible();
  expect((await row.boundingBox())?.y).toBe(place);
  await expect(bugRow(dashboard, key)).toHaveCount(0);
  await button.click();
  await expect(bugRow(dashboard, key)).toBeInViewport();
  expect((await rowTitles(dashboard))[0]).toBe("Late");
  await expect(button).toBeHidden();
});

test("a hundred events cost a list and the page of a bug hardly any request", async ({
  dashboard,
  demo,
  api,
  context,
}) => {
  test.setTimeout(180_000);
  const { project, keyOf } = await projectWith(demo, "Quiet", ["One", "Two", "Three"]);
  const agent = await ownAgent(demo, project);
  await api.call("bug.assign", { bug_id: keyOf("One"), assignee_type: "AGENT", assignee_id: agent.id });
  const { tasks } = await agent.client.call("task.list", { bug_id: keyOf("One") });
  const task_id = tasks[0]?.id ?? "";
  const { lease_token } = await agent.client.call("task.claim", { task_id });
  await openLive(dashboard, demo, { project: project.key });
  await expect(
    bugRow(dashboard, keyOf("One")).getByRole("button", { name: `Assigned to ${agent.name}` }),
  ).toBeVisible();
  const page = await context.newPage();
  await page.goto(`${demo.url}/${demo.workspace}/bugs/${keyOf("One")}`);
  await expect(page.getByRole("region", { name: "Agent task" })).toContainText("Running");
  await expect(page.getByText("Add a description")).toBeVisible();
  await expect(page.locator("[data-live=live]").first()).toBeVisible();
  const [ofList, ofBug] = [calls(dashboard), calls(page)];

  for (let progress = 1; progress <= 60; progress += 1)
    await agent.client.call("task.heartbeat", { task_id, lease_token: lease_token ?? "", progress });
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "60");
  expect([ofList, ofBug]).toEqual([[], []]);

  for (let number = 1; number <= 20; number += 1) {
    await api.call("bug.update", { bug_id: keyOf("Two"), title: `Two, renamed ${number}` });
    await api.call("comment.create", { bug_id: keyOf("Three"), body: `Word ${number}` });
  }
  await expect(bugRow(dashboard, keyOf("Two"))).toContainText("Two, renamed 20");
  expect([ofList, ofBug]).toEqual([[], []]);

  for (let number = 1; number <= 20; number += 1) await file(demo, project, { title: `New ${number}` });
  await expect.poll(() => rowTitles(dashboard)).toHaveLength(23);
  expect(ofList.every((name) => name === "bug.list")).toBe(true);
  expect(ofList.length).toBeLessThan(15);
  test.info().annotations.push({ type: "requests", description: `${ofList.length} for 120 events` });
  expect(ofBug).toEqual([]);
  await page.close();
});
