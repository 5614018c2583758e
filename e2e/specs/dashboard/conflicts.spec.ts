import type { Client } from "@hawkmoth/client/client";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnProject, ownProject, restClient } from "../../fixtures/rest.ts";
import { slowNetwork } from "../../fixtures/slow-network.ts";
import { openBug, pickProperty } from "../../pages/dashboard.ts";

let project: OwnProject;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Conflicts");
});

async function fileBug(api: Client): Promise<string> {
  const { bug } = await api.call("bug.create", {
    project_id: project.id,
    title: "Two editors",
    description: "Before.",
  });
  return bug.key;
}

test("a text that somebody else changed while it was typed is not overwritten, and both stay readable", async ({
  dashboard,
  demo,
}) => {
  const api = restClient(demo);
  const key = await fileBug(api);
  await openBug(dashboard, demo, key);
  await dashboard.getByRole("button", { name: "Edit description" }).click();
  await dashboard.getByRole("textbox", { name: "Description" }).fill("What I typed.");
  await api.call("bug.update", { bug_id: key, description: "What they stored." });
  await expect(dashboard.getByText("edited the description")).toBeVisible();
  await dashboard.getByRole("button", { name: "Save", exact: true }).click();
  const notice = dashboard.getByTestId("version-conflict");
  await expect(notice).toBeVisible();
  expect(await api.call("bug.get", { bug_id: key })).toMatchObject({ description: "What they stored." });
  await expect(dashboard.getByRole("textbox", { name: "Description" })).toHaveValue("What I typed.");
  await expect(notice).toContainText("What they stored.");
  await expect(notice).not.toContainText("Yours was");

  await notice.getByRole("button", { name: "Apply mine" }).click();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await api.call("bug.get", { bug_id: key })).description).toBe("What I typed.");
  const { activity } = await api.call("activity.list", { bug_id: key });
  const replaced = activity.filter(({ field }) => field === "description").map(({ from }) => from);
  expect(replaced).toEqual(["What they stored.", "Before."]);
  await dashboard.reload();
  await expect(dashboard.getByText("What I typed.")).toBeVisible();
  await expect(dashboard.getByText("Your description is not saved yet.")).toBeHidden();
});

test("a text that was begun before a reload is still held against the version it was begun from", async ({
  dashboard,
  demo,
}) => {
  const api = restClient(demo);
  const key = await fileBug(api);
  await openBug(dashboard, demo, key);
  await dashboard.getByRole("button", { name: "Edit description" }).click();
  await dashboard.getByRole("textbox", { name: "Description" }).fill("Begun early.");
  await api.call("bug.update", { bug_id: key, description: "Stored in between." });
  await dashboard.reload();
  await dashboard.getByRole("button", { name: "Continue" }).click();
  await dashboard.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dashboard.getByTestId("version-conflict")).toBeVisible();
  expect(await api.call("bug.get", { bug_id: key })).toMatchObject({ description: "Stored in between." });
});

test("quick changes of one person follow each other instead of being conflicts", async ({ dashboard, demo }) => {
  const api = restClient(demo);
  const key = await fileBug(api);
  await openBug(dashboard, demo, key);
  const undo = await slowNetwork(dashboard, 1000);
  await pickProperty(dashboard, "status", "In progress");
  await dashboard.getByTestId("property-priority").click();
  await dashboard.getByRole("dialog").getByRole("option", { name: "High" }).click();
  await dashboard.getByTestId("property-severity").click();
  await dashboard.getByRole("dialog").getByRole("option", { name: "Low" }).click();
  await expect
    .poll(() => api.call("bug.get", { bug_id: key }))
    .toMatchObject({ status: "IN_PROGRESS", priority: "HIGH", severity: "LOW" });
  await undo();
  await expect(dashboard.getByTestId("version-conflict")).toBeHidden();
});
