import { clickToolbar, type ExtendedBrowser, launchWithExtension } from "../../fixtures/chromium.ts";
import { overModernHttp, overStdio, type ToolCaller } from "../../fixtures/mcp-clients.ts";
import { secondAgentKey } from "../../fixtures/second-agent.ts";
import { expect, test } from "../../fixtures/test.ts";
import { bugRow, pickProperty, replayedPage, replayFrame, seekTo, signIn } from "../../pages/dashboard.ts";
import { pairExtension, sendReport } from "../../pages/extension.ts";
import { applyBrokenCoupon } from "../../pages/shop.ts";
import { startShop } from "../../shop/server.ts";

const TITLE = "Coupon SAVE10 breaks the cart";

test.describe.configure({ mode: "serial", timeout: 180_000 });

let browser: ExtendedBrowser;
let shop: Awaited<ReturnType<typeof startShop>>;

test.beforeAll(async ({ demo }) => {
  browser = await launchWithExtension(demo.extension_dir);
  shop = await startShop({ broken: true });
});
test.afterAll(async () => {
  await browser.context.close();
  await shop.close();
});

test("from a click on a broken page to a fix that a person accepts", async ({ demo }) => {
  const { context } = browser;
  const inbox = context.pages()[0] ?? (await context.newPage());
  await signIn(inbox, demo);
  await inbox.evaluate(() => Object.assign(window, { neverReloaded: true }));

  const page = await context.newPage();
  await page.goto(shop.url);
  await test.step("pair the extension", () => pairExtension(browser, page, demo.url));

  const key = await test.step("capture the broken page with one click and send it", async () => {
    await applyBrokenCoupon(page, shop.url);
    const review = await clickToolbar(browser, page);
    await expect(review.getByRole("img", { name: "Screenshot that goes with the report" })).toBeVisible();
    const sent = await sendReport(review, TITLE);
    await review.close();
    return sent;
  });

  await test.step("the bug arrives in the open inbox without a reload", async () => {
    await inbox.bringToFront();
    await expect(bugRow(inbox, key)).toContainText(TITLE);
    expect(await inbox.evaluate(() => "neverReloaded" in window)).toBe(true);
  });

  await test.step("the replay shows the page as it was at a moment", async () => {
    await bugRow(inbox, key).getByRole("link").click();
    await expect(inbox.getByRole("heading", { name: TITLE })).toBeVisible();
    await expect(inbox.getByRole("button", { name: "Play replay" })).toBeVisible({ timeout: 30_000 });
    await expect(replayFrame(inbox)).toHaveAttribute("sandbox", "allow-same-origin");
    await seekTo(inbox, "Timeline", "Add to cart");
    await expect(replayedPage(inbox).getByRole("heading", { name: "Green company for grey days" })).toBeVisible();
    await seekTo(inbox, "Console", "coupon failed");
    await expect(replayedPage(inbox).getByRole("heading", { name: "Your cart" })).toBeVisible();
    await expect(replayedPage(inbox).getByRole("button", { name: "Applying…" })).toBeVisible();
  });

  await test.step("assign it to the agent in the one picker", async () => {
    const agent = await agentName(demo.url, demo.member_key, demo);
    await pickProperty(inbox, "assignee", agent);
    await expect(inbox.getByRole("region", { name: "Agent task" })).toContainText("Queued");
  });

  const agent = await overStdio(demo.url, demo.agent_key);
  const task_id = await queuedTaskOf(agent, key);

  const lease_token = await test.step("the agent claims the task over stdio", async () => {
    const claimed = await agent.call("claim_agent_task", { task_id });
    expect(claimed, claimed.text).toMatchObject({ isError: false });
    await expect(inbox.getByRole("region", { name: "Agent task" })).toContainText("Running");
    return String(claimed.data.lease_token);
  });

  await test.step("a second agent over HTTP, protocol 2026-07-28, gets CONFLICT", async () => {
    const second = await overModernHttp(demo.url, await secondAgentKey(inbox, demo));
    const refused = await second.call("claim_agent_task", { task_id });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain("CONFLICT");
    await second.close();
  });

  await test.step("the agent reads what the reporter saw", async () => {
    const context_ = await agent.call("get_bug_context", { bug_id: key });
    expect(context_.text).toContain("Cannot read properties of undefined (reading 'discount')");
    expect(context_.text).toContain("/api/coupons");
    const transcript = await agent.call("get_replay_transcript", { bug_id: key });
    expect(transcript.text).toContain("Apply");
    const prompt = await agent.call("generate_fix_prompt", { bug_id: key, style: "claude_code" });
    expect(prompt.text).toContain("coupons");
  });

  await test.step("it comments, asks for review and hands off, and the page shows it live", async () => {
    await agent.call("add_comment", { bug_id: key, lease_token, body: "The handler ignores a failed response." });
    const reviewed = await agent.call("update_bug", { bug_id: key, lease_token, status: "IN_REVIEW" });
    expect(reviewed.data.changed).toEqual(["status"]);
    const done = await agent.call("update_agent_task", {
      task_id,
      lease_token,
      status: "SUCCEEDED",
      summary: "The coupon form checks the response before it reads the coupon.",
      result: { branch: "fix/coupon", commit: "4c1f9ab2", verified_how: "Replayed the steps" },
    });
    expect(done.isError).toBe(false);
    await agent.close();
    await expect(inbox.getByText("The handler ignores a failed response.")).toBeVisible();
    await expect(inbox.getByTestId("property-status")).toContainText("In review");
    const card = inbox.getByRole("region", { name: "Agent task" });
    await expect(card).toContainText("claude-code");
    await expect(card).toContainText("fix/coupon");
  });

  await test.step("a person resolves it", async () => {
    await pickProperty(inbox, "status", "Resolved");
    await expect(inbox.getByTestId("property-status")).toContainText("Resolved");
    const headers = { authorization: `Bearer ${demo.member_key}` };
    const stored = async (): Promise<unknown> => (await fetch(`${demo.url}/api/v1/bugs/${key}`, { headers })).json();
    // The page shows the change before the server has stored it.
    await expect.poll(stored).toMatchObject({ status: "RESOLVED", resolution: "FIXED", source: "EXTENSION" });
  });
});

async function agentName(
  url: string,
  key: string,
  { project_id, agent_id }: { project_id: string; agent_id: string },
): Promise<string> {
  const response = await fetch(`${url}/api/v1/projects/${project_id}/assignees?type=AGENT`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { assignees } = (await response.json()) as { assignees: { assignee_id: string; name: string }[] };
  return assignees.find((each) => each.assignee_id === agent_id)?.name ?? "";
}

/** Looks through the agent's queue page by page, as an agent would, for the task of one bug. */
async function queuedTaskOf(agent: ToolCaller, bug_key: string): Promise<string> {
  let cursor: unknown;
  do {
    const { data } = await agent.call("get_agent_tasks", {
      status: ["QUEUED"],
      limit: 5,
      ...(cursor ? { cursor } : {}),
    });
    const task = (data["tasks"] as { id: string; bug_key: string }[]).find((each) => each.bug_key === bug_key);
    if (task) return task.id;
    cursor = data["next_cursor"];
  } while (cursor);
  throw new Error(`no queued task of ${bug_key}`);
}
