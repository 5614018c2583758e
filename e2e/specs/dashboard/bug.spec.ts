import type { Client } from "@hawkmoth/client/client";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { type OwnAgent, type OwnProject, ownAgent, ownProject } from "../../fixtures/rest.ts";
import { slowNetwork } from "../../fixtures/slow-network.ts";
import { openBug, pickProperty } from "../../pages/dashboard.ts";

let project: OwnProject;
let agent: OwnAgent;
let triager: OwnAgent;
test.beforeAll(async ({ demo }) => {
  project = await ownProject(demo, "Page");
  agent = await ownAgent(demo, project);
  triager = await ownAgent(demo, project, ["TRIAGE"]);
});

test("a change shows before the server has answered", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Optimistic");
  await openBug(dashboard, demo, key);
  await dashboard.getByTestId("property-priority").click();
  let isAnswered = false;
  dashboard.on("response", (response) => {
    if (response.url().includes("bug.update")) isAnswered = true;
  });
  const undo = await slowNetwork(dashboard, 3000);
  await dashboard.getByRole("option", { name: "High" }).click();
  await expect(dashboard.getByTestId("property-priority")).toContainText("High", { timeout: 2500 });
  expect(isAnswered).toBe(false);
  await expect.poll(() => isAnswered).toBe(true);
  await undo();
  expect(await api.call("bug.get", { bug_id: key })).toMatchObject({ priority: "HIGH" });
});

test("a change that lost against another is taken back, and both are offered", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Conflict");
  await api.call("bug.assign", { bug_id: key, assignee_type: "AGENT", assignee_id: triager.id });
  const { lease_token } = await claim(triager.client, key);
  await openBug(dashboard, demo, key);
  const priority = dashboard.getByTestId("property-priority");
  await priority.click();
  // The page learns of the other change only after the latency, so what a person picks until then is stale.
  const undo = await slowNetwork(dashboard, 4000);
  await triager.client.call("bug.update", { bug_id: key, priority: "LOW", lease_token });
  await dashboard.getByRole("option", { name: "Critical" }).click();
  const notice = dashboard.getByTestId("version-conflict");
  await expect(notice).toBeVisible();
  await undo();
  await expect(notice).toContainText(triager.name);
  await expect(notice).toContainText("Yours was: priority Critical, now Low.");
  await expect(priority).toContainText("Low");
  expect(await api.call("bug.get", { bug_id: key })).toMatchObject({ priority: "LOW" });

  await notice.getByRole("button", { name: "Apply mine" }).click();
  await expect(notice).toBeHidden();
  await expect(priority).toContainText("Critical");
  await expect.poll(() => api.call("bug.get", { bug_id: key })).toMatchObject({ priority: "CRITICAL" });
});

test("a comment is Markdown, and nothing in it runs or is fetched", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Kind words");
  await openBug(dashboard, demo, key);
  const foreign: string[] = [];
  dashboard.on("request", (request) => {
    if (new URL(request.url()).origin !== demo.url) foreign.push(request.url());
  });
  const body = [
    "It fails in **both** carts, see `applyCoupon`.",
    "- [ ] write a test",
    '<img src="https://evil.example/a.png" onerror="window.ran = 1"><script>window.ran = 1</script>',
    "[click me](javascript:window.ran=1) ![pixel](https://evil.example/b.png)",
  ].join("\n\n");
  await dashboard.getByLabel("Comment").fill(body);
  await dashboard.getByRole("button", { name: "Comment", exact: true }).click();
  const comment = dashboard.locator("[data-comment]");
  await expect(comment.locator("strong")).toHaveText("both");
  await expect(comment.locator("code")).toHaveText("applyCoupon");
  await expect(comment.locator("img, script, [onerror]")).toHaveCount(0);
  await expect(comment.locator('a[href^="javascript"]')).toHaveCount(0);
  await expect(comment.getByText("[image: pixel]")).toBeVisible();
  await expect(dashboard.getByLabel("Comment")).toHaveValue("");
  await comment.getByText("click me").click();
  expect(await dashboard.evaluate(() => "ran" in window)).toBe(false);
  expect(foreign).toEqual([]);
});

test("one picker assigns to a person, to an agent, and to nobody", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Owners");
  const me = await api.call("me.get");
  await openBug(dashboard, demo, key);
  const owner = dashboard.getByTestId("property-assignee");
  const task = dashboard.getByRole("region", { name: "Agent task" });
  const stored = async () => (await api.call("bug.get", { bug_id: key })).assignee;
  await expect(owner).toContainText("Nobody");

  await pickProperty(dashboard, "assignee", `${me.principal.name} (you)`);
  await expect(owner).toContainText(me.principal.name);
  await expect.poll(stored).toMatchObject({ type: "MEMBER", id: me.principal.id });
  await expect(task).toBeHidden();

  await pickProperty(dashboard, "assignee", agent.name);
  await expect(owner).toContainText(agent.name);
  await expect(task).toContainText("Queued");
  await expect.poll(stored).toMatchObject({ type: "AGENT", id: agent.id });

  await pickProperty(dashboard, "assignee", "Nobody");
  await expect(owner).toContainText("Nobody");
  await expect.poll(stored).toBeNull();
  await expect(task).toContainText("Stopped");
});

test("a question of an agent is answered on the page, and the agent reads the answer", async ({
  dashboard,
  demo,
  api,
}) => {
  const key = await fileBug(api, "Question");
  await openBug(dashboard, demo, key);
  await pickProperty(dashboard, "assignee", agent.name);
  const card = dashboard.getByRole("region", { name: "Agent task" });
  await expect(card).toContainText("Queued");
  const held = await claim(agent.client, key);
  await expect(card).toContainText("Running");
  await agent.client.call("task.update", { ...held, status: "NEEDS_INPUT", question: "Which cart is right?" });
  await expect(card).toContainText("Needs input");
  await expect(card).toContainText("Which cart is right?");

  await card.getByLabel("Answer to the agent").fill("The one in the header.");
  await card.getByRole("button", { name: "Send answer" }).click();
  await expect(card).toContainText("Queued");
  await expect(card.getByLabel("Answer to the agent")).toBeHidden();
  const again = await agent.client.call("task.claim", { task_id: held.task_id });
  expect(again.task).toMatchObject({ status: "RUNNING", answer: "The one in the header." });
});

test("a comment answers the agent when the box under it is ticked, and only then", async ({ dashboard, demo, api }) => {
  const key = await fileBug(api, "Answered by a comment");
  await api.call("bug.assign", { bug_id: key, assignee_type: "AGENT", assignee_id: agent.id });
  const held = await claim(agent.client, key);
  await openBug(dashboard, demo, key);
  const answers = dashboard.getByRole("checkbox", { name: `Send it to ${agent.name} as the answer` });
  await expect(answers).toBeHidden();
  await agent.client.call("task.update", { ...held, status: "NEEDS_INPUT", question: "Which cart is right?" });
  await expect(answers).toBeChecked();

  await answers.uncheck();
  await dashboard.getByLabel("Comment").fill("I will ask around.");
  await dashboard.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(dashboard.locator("[data-comment]")).toHaveCount(1);
  const stored = async () => (await api.call("task.list", { bug_id: key })).tasks[0];
  expect(await stored()).toMatchObject({ status: "NEEDS_INPUT", answer: null });

  await answers.check();
  await dashboard.getByLabel("Comment").fill("The one at the checkout.");
  await dashboard.getByRole("button", { name: "Comment and answer" }).click();
  await expect(dashboard.locator("[data-comment]")).toHaveCount(2);
  await expect(answers).toBeHidden();
  const again = await agent.client.call("task.claim", { task_id: held.task_id });
  expect(again.task).toMatchObject({ status: "RUNNING", answer: "The one at the checkout." });
});

async function fileBug(api: Client, title: string): Promise<string> {
  const { bug } = await api.call("bug.create", { project_id: project.id, title });
  return bug.key;
}

/** Claims the agent's task for the bug, as a heartbeat or an update names it. */
async function claim(client: Client, key: string): Promise<{ task_id: string; lease_token: string }> {
  const { tasks } = await client.call("task.list", { bug_id: key });
  const task_id = tasks[0]?.id ?? "";
  const { lease_token } = await client.call("task.claim", { task_id });
  return { task_id, lease_token: lease_token ?? "" };
}
