import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { overHttp } from "../../fixtures/mcp-clients.ts";
import { restClient, unique } from "../../fixtures/rest.ts";
import { ownerClient } from "../../fixtures/session.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { parse } from "smol-toml";

const TOKEN = /hm_key_[\w-]{20,}/;

test("an agent is made on the agents page, and its key is shown this once", async ({ dashboard, demo }) => {
  const name = `Tester ${unique()}`;
  await dashboard.goto(`${demo.url}/${demo.workspace}/agents`);
  await dashboard.getByRole("button", { name: "New agent" }).click();
  const dialog = dashboard.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Instructions").fill("Run the tests first.");
  await dialog.getByRole("button", { name: "Create agent" }).click();
  const key = await dialog.getByTestId("secret-value").innerText();
  expect(key).toMatch(TOKEN);
  expect(await restClient(demo, key).call("me.get")).toMatchObject({ principal: { type: "AGENT", name } });
  await dashboard.keyboard.press("Escape");
  await expect(dialog.getByTestId("secret-value")).toBeVisible();
  await dialog.getByRole("button", { name: "I stored it" }).click();
  await expect(dialog.getByTestId("secret-value")).toBeHidden();
  await dialog.getByRole("button", { name: "Done" }).click();

  await expect(dashboard.getByRole("row", { name: new RegExp(name) })).toContainText("0 queued");
  await dashboard.goto(`${demo.url}/${demo.workspace}/settings/keys`);
  const row = dashboard.locator(`[data-key="${name} key"]`);
  await expect(row).toContainText(key.slice(0, 10));
  expect(await dashboard.content()).not.toContain(key);
});

test.describe("MCP connections", () => {
  test("a token made on the spot stands in every snippet, and each can be parsed", async ({ dashboard, demo }) => {
    await openConnections(dashboard, demo);
    const token = await createToken(dashboard);
    const endpoint = `${demo.url}/mcp`;
    const bearer = { Authorization: `Bearer ${token}` };

    expect(await snippet(dashboard, "Claude Code")).toBe(
      `claude mcp add --transport http hawkmoth ${endpoint} --header "Authorization: Bearer ${token}"`,
    );
    expect(JSON.parse(await snippet(dashboard, "Claude Desktop"))).toMatchObject({
      mcpServers: { hawkmoth: { env: { HAWKMOTH_URL: demo.url, HAWKMOTH_API_KEY: token } } },
    });
    expect(JSON.parse(await snippet(dashboard, "Cursor"))).toEqual({
      mcpServers: { hawkmoth: { url: endpoint, headers: bearer } },
    });
    expect(JSON.parse(await snippet(dashboard, "VS Code"))).toEqual({
      servers: { hawkmoth: { type: "http", url: endpoint, headers: bearer } },
    });
    expect(parse(await snippet(dashboard, "Codex"))).toEqual({
      mcp_servers: { hawkmoth: { url: endpoint, http_headers: bearer } },
    });
  });

  test("the test of a connection counts the tools that a client gets", async ({ dashboard, demo }) => {
    await openConnections(dashboard, demo);
    const token = await createToken(dashboard);
    await dashboard.getByRole("button", { name: "Test connection" }).click();
    const client = await overHttp(demo.url, token);
    const tools = await client.tools();
    await client.close();
    const result = dashboard.getByTestId("handshake-result");
    await expect(result).toContainText(`Connected. Hawkmoth`);
    await expect(result).toContainText(`${tools.length} tools`);
    await expect(result.getByRole("listitem")).toHaveCount(tools.length);
    expect(tools).toContain("get_bug_context");
  });

  test("a revoked token is refused and the page says why", async ({ dashboard, demo }) => {
    const owner = await ownerClient(demo);
    const { key, value } = await owner.call("key.create", { name: `revoked ${unique()}` });
    await owner.call("key.revoke", { key_id: key.id });
    await openConnections(dashboard, demo);
    await dashboard.getByLabel("Token to test with").fill(value);
    await dashboard.getByRole("button", { name: "Test connection" }).click();
    const result = dashboard.getByTestId("handshake-result");
    await expect(result).toContainText("Failed at initialize. HTTP 401: The key is unknown, expired or revoked.");
    await expect(result).not.toContainText("Connected");
  });
});

async function openConnections(page: Page, demo: Demo): Promise<void> {
  await page.goto(`${demo.url}/${demo.workspace}/connections`);
  await expect(page.getByTestId("mcp-endpoint")).toHaveText(`${demo.url}/mcp`);
}

async function createToken(page: Page): Promise<string> {
  await page.getByLabel("Name").fill(`client ${unique()}`);
  await page.getByRole("button", { name: "Create token" }).click();
  const token = await page.getByTestId("secret-value").innerText();
  expect(token).toMatch(TOKEN);
  await page.getByRole("button", { name: "I stored it" }).click();
  await expect(page.getByTestId("secret-value")).toBeHidden();
  return token;
}

async function snippet(page: Page, client: string): Promise<string> {
  await page.getByRole("tab", { name: client }).click();
  const code: Locator = page.getByRole("tabpanel", { name: client }).locator("pre");
  return code.innerText();
}
