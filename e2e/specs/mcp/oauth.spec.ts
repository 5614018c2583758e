import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Page } from "@playwright/test";
import { complaints, seriousViolations, settled, sidewaysScrollers } from "../../fixtures/looked-at.ts";
import { OAuthProgram } from "../../fixtures/oauth-program.ts";
import { unique } from "../../fixtures/rest.ts";
import { ownerSession } from "../../fixtures/session.ts";
import { expect, test } from "../../fixtures/test.ts";
import { typeSignIn } from "../../pages/account.ts";

/** A connection of one SDK, with its own OAuth client at work. */
interface Era {
  connect(): Promise<void>;
  finish(answer: URLSearchParams): Promise<void>;
  tools(): Promise<string[]>;
  call(tool: string): Promise<unknown>;
}

function firstSdk(url: string, program: OAuthProgram): Era {
  const transport = () => new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { authProvider: program });
  const asking = transport();
  const client = new Client({ name: program.name, version: "1.0.0" });
  return {
    connect: () => client.connect(program.kept.tokens ? transport() : asking),
    finish: (answer) => asking.finishAuth(answer.get("code") ?? ""),
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (tool) => (await client.callTool({ name: tool, arguments: {} })).structuredContent,
  };
}

function newSdk(mode: "legacy" | { pin: string }) {
  return (url: string, program: OAuthProgram): Era => {
    const transport = () => new NewTransport(new URL(`${url}/mcp`), { authProvider: program });
    const asking = transport();
    const open = () => new NewClient({ name: program.name, version: "1.0.0" }, { versionNegotiation: { mode } });
    let client = open();
    return {
      connect: async () => {
        client = open();
        await client.connect(program.kept.tokens ? transport() : asking);
      },
      finish: (answer) => asking.finishAuth(answer),
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (tool) => (await client.callTool({ name: tool, arguments: {} })).structuredContent,
    };
  };
}

const ERAS = [
  { name: "SDK v1", make: firstSdk },
  { name: "SDK v2, protocol of 2025", make: newSdk("legacy") },
  { name: "SDK v2, pinned to 2026-07-28", make: newSdk({ pin: "2026-07-28" }) },
];

/** The address at which the SDK, refused with 401, sends the person. */
async function addressToOpen(era: Era, program: OAuthProgram): Promise<string> {
  await expect(era.connect()).rejects.toThrow(/unauthorized/i);
  return program.authorizationUrl?.href ?? "";
}

async function disconnect(page: Page, url: string, { workspace, name }: { workspace: string; name: string }) {
  await page.goto(`${url}/${workspace}/connections`);
  const row = page.locator("[data-app]").filter({ hasText: name });
  await row.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await expect(row).toHaveCount(0);
}

for (const { name, make } of ERAS)
  test(`${name}: a client with nothing but the address signs in, refreshes, and is out after Disconnect`, async ({
    page,
    demo,
  }) => {
    const program = await OAuthProgram.start(`Client ${unique()}`);
    const era = make(demo.url, program);
    await page.goto(await addressToOpen(era, program));
    await typeSignIn(page, demo);
    await expect(page.getByTestId("consent-client")).toHaveText(program.name);
    await expect(page.getByTestId("consent-redirect")).toContainText("this computer");
    await page.getByRole("button", { name: "Allow" }).click();
    const answer = await program.arrived();
    expect(answer.get("iss")).toBe(demo.url);
    await era.finish(answer);
    await era.connect();
    expect(await era.tools()).toEqual(expect.arrayContaining(["get_bug", "create_bug"]));
    expect(await era.call("get_capabilities")).toMatchObject({ principal: { type: "MEMBER" } });

    const before = program.kept.tokens;
    program.kept.tokens = { token_type: "Bearer", ...before, access_token: "hm_oat_lapsed" };
    expect(await era.call("get_capabilities")).toMatchObject({ principal: { type: "MEMBER" } });
    expect(program.kept.tokens.refresh_token).not.toBe(before?.refresh_token);

    await disconnect(page, demo.url, { workspace: demo.workspace, name: program.name });
    program.authorizationUrl = null;
    await expect(era.call("get_capabilities")).rejects.toThrow(/unauthorized/i);
    expect(program.authorizationUrl, "the person is asked again").not.toBeNull();
    program.stop();
  });

test("a call beyond what the person ticked sends them back to widen it", async ({ page, demo }) => {
  const program = await OAuthProgram.start(`Narrow ${unique()}`);
  // The first SDK refreshes instead, and gives up when that widens nothing.
  const era = newSdk({ pin: "2026-07-28" })(demo.url, program);
  await page.context().addCookies([await ownerSession(demo)]);
  await page.goto(await addressToOpen(era, program));
  await page.getByLabel(/create, change, assign/i).uncheck();
  await page.getByRole("button", { name: "Allow" }).click();
  await era.finish(await program.arrived());
  await era.connect();
  expect(await era.tools()).not.toContain("list_bugs");
  program.authorizationUrl = null;
  await expect(era.call("list_bugs")).rejects.toThrow(/unauthorized/i);
  expect(new URL(program.authorizationUrl ?? "").searchParams.get("scope")?.split(" ")).toContain("bugs:read");
  program.stop();
});

test("a person who lets it only read sees what that leaves, and grants no more", async ({ page, demo }) => {
  const program = await OAuthProgram.start(`Reader ${unique()}`);
  await page.context().addCookies([await ownerSession(demo)]);
  const address = new URL(await addressToOpen(firstSdk(demo.url, program), program));
  address.searchParams.set("scope", "bugs:read bugs:write labels:write tasks:run");
  await page.goto(address.href);
  await page.getByLabel("Let it only read").check();
  await expect(page.getByText(/create|change/).filter({ hasNotText: "It creates and changes nothing" })).toHaveCount(0);
  await expect(page.getByLabel("Read bugs, comments and their evidence")).toHaveCount(1);
  await expect(page.getByLabel("See labels")).toBeChecked();
  await expect(page.getByLabel("See agent tasks")).toBeDisabled();
  await expect(page.getByLabel("See agent tasks")).not.toBeChecked();
  await page.getByLabel("See labels").uncheck();
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.method() === "POST" && request.url().includes("/oauth/consent/")),
    page.getByRole("button", { name: "Allow" }).click(),
  ]);
  expect(sent.postDataJSON()).toMatchObject({ decision: "ALLOW", scopes: ["bugs:read"] });
  await program.arrived();
  program.stop();
});

test("a person who denies sends the client back with access_denied", async ({ page, demo }) => {
  const program = await OAuthProgram.start(`Denied ${unique()}`);
  await page.context().addCookies([await ownerSession(demo)]);
  await page.goto(await addressToOpen(firstSdk(demo.url, program), program));
  await page.getByRole("button", { name: "Deny" }).click();
  expect((await program.arrived()).get("error")).toBe("access_denied");
  program.stop();
});

const LOOKS = [
  { look: "light", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { look: "dark", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { look: "phone", colorScheme: "light", viewport: { width: 375, height: 812 } },
] as const;

for (const { look, colorScheme, viewport } of LOOKS)
  test.describe(look, () => {
    test.use({ colorScheme, viewport });
    test("the consent page shows what is dangerous, unticked, and reads well", async ({ page, demo }, info) => {
      const program = await OAuthProgram.start("A program with a name that goes on and on and on and on");
      await page.context().addCookies([await ownerSession(demo)]);
      const found = complaints(page);
      const address = new URL(await addressToOpen(firstSdk(demo.url, program), program));
      address.searchParams.set("scope", "bugs:write projects:read labels:write tasks:run sensitive:read keys:write");
      await page.goto(address.href);
      await settled(page);
      await expect(page.getByLabel(/Read cookies/)).not.toBeChecked();
      await expect(page.getByLabel(/create, change, assign/i)).toBeChecked();
      await page.screenshot({ path: info.outputPath(`consent-${look}.png`), fullPage: true });
      expect(found).toEqual([]);
      expect(await sidewaysScrollers(page)).toEqual([]);
      expect(await seriousViolations(page)).toEqual([]);
      program.stop();
    });
  });
