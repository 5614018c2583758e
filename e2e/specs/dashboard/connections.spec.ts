import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../../fixtures/dashboard-test.ts";
import { seriousViolations, settled, sidewaysScrollers } from "../../fixtures/looked-at.ts";
import { overHttp } from "../../fixtures/mcp-clients.ts";
import { restClient, unique } from "../../fixtures/rest.ts";
import { ownerClient } from "../../fixtures/session.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { parse } from "smol-toml";

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { look: "dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { look: "phone", colorScheme: "light", viewport: { width: 375, height: 812 } },
] as const;
const KEY = /hm_key_[\w-]{20,}/;

test("an agent is made on the agents page, and its key is shown this once", async ({ dashboard, demo }) => {
  const name = `Tester ${unique()}`;
  await dashboard.goto(`${demo.url}/${demo.workspace}/agents`);
  await dashboard.getByRole("button", { name: "New agent" }).click();
  const dialog = dashboard.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Instructions").fill("Run the tests first.");
  await dialog.getByRole("button", { name: "Create agent" }).click();
  const key = await dialog.getByTestId("secret-value").innerText();
  expect(key).toMatch(KEY);
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
  test("a key made on the spot stands in the snippets of every client, and each can be parsed", async ({
    dashboard,
    demo,
  }) => {
    await openConnections(dashboard, demo);
    const key = await createKey(dashboard);
    const endpoint = `${demo.url}/mcp`;
    const bearer = { Authorization: `Bearer ${key}` };

    expect(await snippet(dashboard, "Claude Code")).toBe(
      `claude mcp add --transport http hawkmoth ${endpoint} --header "Authorization: Bearer ${key}"`,
    );
    expect(JSON.parse(await snippet(dashboard, "Claude Desktop"))).toMatchObject({
      mcpServers: { hawkmoth: { env: { HAWKMOTH_URL: demo.url, HAWKMOTH_API_KEY: key } } },
    });
    expect(JSON.parse(await snippet(dashboard, "Cursor"))).toEqual({
      mcpServers: { hawkmoth: { url: endpoint, headers: bearer } },
    });
    expect(parse(await snippet(dashboard, "Codex"))).toEqual({
      mcp_servers: { hawkmoth: { url: endpoint, bearer_token_env_var: "HAWKMOTH_API_KEY" } },
    });
    expect(await dashboard.locator("[data-snippet=codex]").nth(1).locator("pre").innerText()).toBe(
      `export HAWKMOTH_API_KEY=${key}`,
    );
    await dashboard.getByRole("tab", { name: "claude.ai" }).click();
    const panel = dashboard.getByRole("tabpanel", { name: "claude.ai" });
    await expect(panel).not.toContainText(key);
    await expect(panel).toContainText("It can’t reach");
  });

  test("a key with chosen scopes, project and end lists the tools that the page promised, over both eras", async ({
    dashboard,
    demo,
  }) => {
    await openConnections(dashboard, demo);
    const name = `reader ${unique()}`;
    await dashboard.getByLabel("Name").fill(name);
    await choose(dashboard, "May", "Read only");
    await choose(dashboard, "Expires in", "7 days");
    await dashboard.getByLabel(demo.project_key, { exact: true }).click();
    await dashboard.getByRole("button", { name: "Create key" }).click();
    const value = await dashboard.getByTestId("secret-value").innerText();
    await dashboard.getByRole("button", { name: "I stored it" }).click();

    const { keys } = await (await ownerClient(demo)).call("key.list");
    const made = keys.find((key) => key.name === name);
    expect(made?.scopes.toSorted()).toEqual([
      "bugs:read",
      "labels:read",
      "members:read",
      "projects:read",
      "regression:read",
    ]);
    expect(made?.project_ids).toEqual([demo.project_id]);
    const lives_ms = Date.parse(made?.expires_at ?? "") - Date.now();
    expect(Math.round(lives_ms / 86_400_000)).toBe(7);

    const promised = Number.parseInt(await dashboard.getByTestId("choice-cost").innerText(), 10);
    await dashboard.getByRole("button", { name: "Test connection" }).click();
    const result = dashboard.getByTestId("handshake-result");
    await expect(result.locator("[data-era='2026-07-28']")).toContainText("Connected");
    await expect(result.locator("[data-era='2025']")).toContainText("Connected");
    await expect(result.locator("[data-era='2025']")).toContainText("initialize");
    const client = await overHttp(demo.url, value);
    const tools = await client.tools();
    await client.close();
    await expect(dashboard.getByTestId("found-tools").getByRole("listitem")).toHaveText([...tools]);
    expect(tools.length).toBe(promised);
    expect(tools).toContain("get_bug_context");
    expect(tools).not.toContain("create_bug");
    await dashboard.reload();
    expect(await dashboard.content()).not.toContain(value);
  });

  test("the choice of tools changes address, snippets and inventory alike, as the server counts", async ({
    dashboard,
    demo,
  }) => {
    await openConnections(dashboard, demo);
    const key = await createKey(dashboard);
    await choose(dashboard, "Tools", "Everything");
    await dashboard.getByLabel("Read-only tools").click();
    await choose(dashboard, "Pinned to", /^SHOP/);
    const address = await dashboard.getByTestId("mcp-endpoint").innerText();
    expect(address).toMatch(/\/mcp\/p\/SHOP\?toolsets=orient,.*&readonly=1$/);
    expect(await snippet(dashboard, "Claude Code")).toContain(`hawkmoth "${address}" --header`);

    await dashboard.getByRole("tab", { name: "Tools" }).click();
    const rows = dashboard.locator("[data-tool][data-usable=true]");
    const inventory = await rows.evaluateAll((shown) => shown.map((row) => row.getAttribute("data-tool") ?? ""));
    const listed = await listedAt(address, key);
    expect(inventory).toEqual(listed);
    await expect(dashboard.getByTestId("choice-cost")).toContainText(`${listed.length} tools`);
    await dashboard.getByLabel("Find a tool").fill("context");
    await expect(dashboard.locator("[data-tool=list_projects]")).toHaveCount(0);
    await expect(dashboard.locator("[data-tool=get_bug_context]")).toBeVisible();
  });

  test("a revoked key is refused and the page says why, for each era", async ({ dashboard, demo }) => {
    const owner = await ownerClient(demo);
    const { key, value } = await owner.call("key.create", { name: `revoked ${unique()}` });
    await owner.call("key.revoke", { key_id: key.id });
    await openConnections(dashboard, demo);
    await dashboard.getByLabel("Key to test with").fill(value);
    await dashboard.getByRole("button", { name: "Test connection" }).click();
    const result = dashboard.getByTestId("handshake-result");
    await expect(result.getByText("The key is not accepted")).toHaveCount(2);
    await expect(result).toContainText("HTTP 401: The key is unknown, expired or revoked.");
    await expect(result).not.toContainText("Connected");
  });

  test("owners see how the server is set and how it is used", async ({ dashboard, demo }) => {
    const client = await overHttp(demo.url, demo.agent_key);
    await client.call("list_projects", {});
    await client.close();
    await dashboard.goto(`${demo.url}/${demo.workspace}/connections?tab=admin`);
    await expect(dashboard.getByTestId("mcp-server")).toContainText("On");
    await expect(dashboard.getByTestId("mcp-server")).toContainText(new URL(demo.url).host);
    const overview = await (await ownerClient(demo)).call("mcp.overview");
    await expect(dashboard.getByTestId("mcp-counts")).toContainText("Keys in force");
    expect(overview.calls.calls_24h).toBeGreaterThan(0);
    expect(overview.keys_count).toBeGreaterThan(1);
    await expect(dashboard.locator("[data-usage=list_projects]")).toBeVisible();
  });

  test("the bundle for desktop apps can be downloaded", async ({ dashboard, demo }) => {
    await openConnections(dashboard, demo);
    await dashboard.getByRole("tab", { name: "Claude Desktop" }).click();
    await dashboard.getByRole("radio", { name: "Bundle" }).click();
    const download = dashboard.waitForEvent("download");
    await dashboard.getByRole("link", { name: "Download hawkmoth.mcpb" }).click();
    expect((await download).suggestedFilename()).toBe("hawkmoth.mcpb");
  });
});

for (const { look, colorScheme, viewport } of LOOKS)
  test.describe(`connections, ${look}`, () => {
    test.use({ colorScheme, viewport });
    test("every tab is quiet, fits and can be read by everybody", async ({ dashboard, demo }) => {
      await openConnections(dashboard, demo);
      await createKey(dashboard);
      await dashboard.getByRole("button", { name: "Test connection" }).click();
      await expect(dashboard.getByTestId("found-tools")).toBeVisible();
      await expectFit(dashboard, `connections-connected-${look}`);
      for (const tab of ["Tools", "Administration"]) {
        await dashboard.getByRole("tab", { name: tab, exact: true }).click();
        await expect(dashboard.getByRole("tabpanel", { name: tab }).getByRole("table").first()).toBeVisible();
        await expectFit(dashboard, `connections-${tab.toLowerCase()}-${look}`);
      }
    });
  });

async function expectFit(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `test-results/pages/${name}.png`, animations: "disabled" });
  expect.soft(await sidewaysScrollers(page)).toEqual([]);
  expect.soft(await seriousViolations(page)).toEqual([]);
}

async function openConnections(page: Page, demo: Demo): Promise<void> {
  await page.goto(`${demo.url}/${demo.workspace}/connections`);
  await expect(page.getByTestId("mcp-endpoint")).toHaveText(`${demo.url}/mcp`);
}

async function createKey(page: Page): Promise<string> {
  await page.getByLabel("Name").fill(`client ${unique()}`);
  await page.getByRole("button", { name: "Create key" }).click();
  const key = await page.getByTestId("secret-value").innerText();
  expect(key).toMatch(KEY);
  await page.getByRole("button", { name: "I stored it" }).click();
  await expect(page.getByTestId("secret-value")).toBeHidden();
  return key;
}

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option }).click();
}

/** The first snippet of a client. */
async function snippet(page: Page, client: string): Promise<string> {
  await page.getByRole("tab", { name: client, exact: true }).click();
  const code: Locator = page.getByRole("tabpanel", { name: client, exact: true }).locator("pre").first();
  return code.innerText();
}

/** Names that tools/list gives at exactly this address. */
async function listedAt(address: string, key: string): Promise<string[]> {
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${key}`,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  const { result }: { result: { tools: { name: string }[] } } = await response.json();
  return result.tools.map(({ name }) => name);
}
