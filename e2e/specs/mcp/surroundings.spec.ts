import { Client as ModernClient, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { STDIO_SERVER } from "../../fixtures/mcp-clients.ts";
import { recordedBug, restClient, unique } from "../../fixtures/rest.ts";
import type { Demo } from "../../fixtures/stack.ts";
import { expect, test } from "../../fixtures/test.ts";

type Answer = "accept" | "decline";

/** A connected client whose user answers every question so; `asked` collects the questions. */
interface Asked {
  client: Pick<ModernClient, "callTool" | "close"> | Pick<Client, "callTool" | "close">;
  asked: string[];
}

const INFO = { name: "surroundings", version: "1.0" };
const CAPABILITIES = { capabilities: { elicitation: { form: {} } } };

async function overHttp({ url, member_key }: Demo, answer: Answer): Promise<Asked & { client: ModernClient }> {
  const client = new ModernClient(INFO, { ...CAPABILITIES, versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const asked: string[] = [];
  client.setRequestHandler("elicitation/create", ({ params }) => {
    asked.push(params.message);
    return { action: answer, content: {} };
  });
  const headers = { authorization: `Bearer ${member_key}` };
  const endpoint = new URL(`${url}/mcp?toolsets=default,labels`);
  await client.connect(new StreamableHTTPClientTransport(endpoint, { requestInit: { headers } }));
  return { client, asked };
}

async function overStdio({ url, member_key }: Demo, answer: Answer): Promise<Asked> {
  const client = new Client(INFO, CAPABILITIES);
  const asked: string[] = [];
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    asked.push(params.message);
    return { action: answer, content: {} };
  });
  const args = [STDIO_SERVER, "--toolsets=default,labels"];
  const env = { PATH: process.env.PATH ?? "", HAWKMOTH_URL: url, HAWKMOTH_API_KEY: member_key };
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env }));
  return { client, asked };
}

interface Label {
  id: string;
  name: string;
}

function createLabel(demo: Demo): Promise<Label> {
  return restClient(demo).call("label.create", { name: `consent ${unique()}` });
}

async function hasLabel(demo: Demo, { id }: Label): Promise<boolean> {
  const { labels } = await restClient(demo).call("label.list", {});
  return labels.some((label) => label.id === id);
}

test("open bugs are resources, and read as their tools answer", async ({ demo }) => {
  const { client } = await overHttp(demo, "accept");
  const { resources } = await client.listResources();
  expect(resources[0]?.uri).toBe("hawkmoth:///capabilities");
  expect(resources.filter(({ uri }) => uri.startsWith("hawkmoth:///bugs/")).length).toBeGreaterThan(3);

  const key = await recordedBug(demo);
  const { contents } = await client.readResource({ uri: `hawkmoth:///bugs/${key}` });
  const { content } = await client.callTool({ name: "get_bug", arguments: { bug_id: key } });
  expect(contents[0]).toMatchObject({
    mimeType: "application/json",
    text: content[0]?.type === "text" && content[0].text,
  });
  const links = content.flatMap((block) => (block.type === "resource_link" ? [block.uri] : []));
  expect(links).toContain(`hawkmoth:///bugs/${key}/context`);
  for (const uri of links) expect((await client.readResource({ uri })).contents).toHaveLength(1);
  await expect(client.readResource({ uri: "hawkmoth:///bugs/NOPE-1" })).rejects.toThrow("Resource not found");
  await client.close();
});

test("prompts bring the evidence along, and complete their arguments", async ({ demo }) => {
  const { client } = await overHttp(demo, "accept");
  const key = await recordedBug(demo);
  const { messages } = await client.getPrompt({ name: "fix_bug", arguments: { bug_id: key } });
  const [message] = messages;
  const text = message?.content.type === "text" ? message.content.text : "";
  expect(text).toContain("Set status IN_REVIEW with update_bug");
  expect(text).toMatch(/<data-[0-9a-f]+[^>]*>[\s\S]+<\/data-/);
  const ref = { type: "ref/prompt", name: "fix_bug" } as const;
  const { completion } = await client.complete({ ref, argument: { name: "bug_id", value: key.toLowerCase() } });
  expect(completion.values).toContain(key);
  await client.close();
});

for (const [name, connect] of [
  ["2026-07-28 over HTTP", overHttp],
  ["2025-11-25 over stdio", overStdio],
] as const)
  test(`a person agrees to what is deleted: ${name}`, async ({ demo }) => {
    const label = await createLabel(demo);
    const call = { name: "delete_label", arguments: { label_id: label.id } };

    const unwilling = await connect(demo, "decline");
    expect(await unwilling.client.callTool(call)).toMatchObject({ isError: true });
    expect(unwilling.asked).toEqual([`Delete the label "${label.name}"? It comes off 0 bugs.`]);
    await unwilling.client.close();
    expect(await hasLabel(demo, label)).toBe(true);

    const willing = await connect(demo, "accept");
    expect(await willing.client.callTool(call)).toMatchObject({ structuredContent: { dry_run: false } });
    await willing.client.close();
    expect(await hasLabel(demo, label)).toBe(false);
  });

test("a client that can't ask needs the token of a dry run", async ({ demo }) => {
  const label = await createLabel(demo);
  const client = new ModernClient(INFO, { versionNegotiation: { mode: "legacy" } });
  const headers = { authorization: `Bearer ${demo.member_key}` };
  const endpoint = new URL(`${demo.url}/mcp?toolsets=labels`);
  await client.connect(new StreamableHTTPClientTransport(endpoint, { requestInit: { headers } }));
  const remove = (args: Record<string, unknown>) =>
    client.callTool({ name: "delete_label", arguments: { label_id: label.id, ...args } });
  expect(await remove({})).toMatchObject({ isError: true });
  expect(await remove({ confirm_token: "made-up" })).toMatchObject({ isError: true });
  const trial = (await remove({ dry_run: true })).structuredContent as { confirm_token: string };
  expect(await remove({ confirm_token: trial.confirm_token })).toMatchObject({ structuredContent: { dry_run: false } });
  expect(await hasLabel(demo, label)).toBe(false);
  await client.close();
});
