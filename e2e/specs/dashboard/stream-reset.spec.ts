import type { Client } from "@hawkmoth/client/client";
import type { Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownProject } from "../../fixtures/rest.ts";
import { bugRow, openList } from "../../pages/dashboard.ts";

/** A place that the server does not know any more, as after its outbox was pruned past it. */
const LOST_PLACE = "999999999-1";

let project: OwnProject;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Stream");
});

function fileBug(api: Client, title: string) {
  return api.call("bug.create", { project_id: project.id, title, allow_duplicate: true });
}

/** Keeps the page from the event stream until `open` is called; `last_event_id` is where it then says it stands. */
async function cutStream(page: Page): Promise<{ open: (last_event_id: string | null) => void }> {
  let place: string | null | undefined;
  await page.route(/\/api\/v1\/events\b/, async (route) => {
    if (place === undefined) return route.abort();
    const headers = { ...route.request().headers(), ...(place === null ? {} : { "last-event-id": place }) };
    return route.continue({ headers });
  });
  return { open: (last_event_id) => void (place = last_event_id) };
}

for (const [what, place] of [
  ["whose place in the stream is gone", LOST_PLACE],
  ["that could not open the stream at first", null],
] as const)
  test(`a page ${what} reads anew and shows the present state`, async ({ dashboard, demo, api }) => {
    const { bug } = await fileBug(api, "As it was");
    const stream = await cutStream(dashboard);
    await openList(dashboard, demo, { project: project.key });
    await expect(bugRow(dashboard, bug.key)).toContainText("As it was");
    await expect(dashboard.locator("[data-live=offline]").first()).toBeVisible();
    await dashboard.waitForLoadState("networkidle");
    await api.call("bug.update", { bug_id: bug.key, title: "As it is now" });
    const { bug: late } = await fileBug(api, "Filed meanwhile");
    await expect(bugRow(dashboard, bug.key)).toContainText("As it was");
    await expect(bugRow(dashboard, late.key)).toHaveCount(0);

    stream.open(place);
    await expect(dashboard.locator("[data-live=live]").first()).toBeVisible({ timeout: 20_000 });
    await expect(bugRow(dashboard, bug.key)).toContainText("As it is now");
    await expect(bugRow(dashboard, late.key)).toBeVisible();
  });

test("a bug's page whose place in the stream is gone shows what was changed and said meanwhile", async ({
  dashboard,
  demo,
  api,
}) => {
  const { bug } = await fileBug(api, "As it was");
  const stream = await cutStream(dashboard);
  await dashboard.goto(`${demo.url}/${demo.workspace}/bugs/${bug.key}`);
  await expect(dashboard.getByRole("heading", { level: 1 })).toHaveText("As it was");
  await expect(dashboard.locator("[data-activity]")).toHaveCount(1);
  await api.call("bug.update", { bug_id: bug.key, title: "As it is now", priority: "HIGH" });
  await api.call("comment.create", { bug_id: bug.key, body: "Said meanwhile." });
  stream.open(LOST_PLACE);
  await expect(dashboard.getByRole("heading", { level: 1 })).toHaveText("As it is now", { timeout: 20_000 });
  await expect(dashboard.getByTestId("property-priority")).toContainText("High");
  await expect(dashboard.getByText("Said meanwhile.")).toBeVisible();
});
