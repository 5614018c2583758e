import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { isSelected, readSelection } from "@hawkmoth/mcp/selection";
import { startRestServer, type RestServer } from "@hawkmoth/mcp/testing/rest-server";
import { AT } from "@hawkmoth/mcp/testing/sample-shapes";
import { IDS } from "@hawkmoth/mcp/testing/sample-words";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackage } from "./build.ts";
import { CLIENTS, type AnyClient, type PersonsAnswer, type Servers } from "./testing/clients.ts";
import { startMcpServer, type McpServer } from "./testing/mcp-server.ts";

const registry = buildRegistry(operations);
const SELECTION = readSelection({ toolsets: "default,labels" }, registry);
const SELECTED = [...registry.values()].filter((tool) => isSelected(SELECTION, tool));
const LISTED: unknown = JSON.parse(JSON.stringify(SELECTED.map(({ listed }) => listed)));
const BUG = "hawkmoth:///bugs/SHOP-412";
const TOKEN = "1763700000000.c2lnbmF0dXJl";

let rest: RestServer;
let server: McpServer;
let folder: string;
let servers: Servers;

beforeAll(async () => {
  rest = await startRestServer(operations);
  rest.answers["label.delete"] = {
    deleted: { id: IDS.label, name: "checkout", color: "#aa3311" },
    detached_from: 3,
    dry_run: true,
    confirm_token: TOKEN,
    confirm_expires_at: AT,
  };
  server = await startMcpServer(rest);
  folder = await mkdtemp(join(tmpdir(), "hawkmoth-matrix-"));
  await buildPackage(folder);
  const env = { PATH: process.env["PATH"] ?? "", HAWKMOTH_URL: rest.origin, HAWKMOTH_API_KEY: "hm_key_mara" };
  servers = { origin: server.origin, bundle: join(folder, "hawkmoth-mcp.js"), env };
}, 60_000);
afterAll(async () => {
  await server.close();
  await rest.close();
  await rm(folder, { recursive: true });
});

describe.each(CLIENTS)("$name", ({ connect, can_be_asked }) => {
  let client: AnyClient;
  beforeAll(async () => {
    client = await connect(servers, "accept");
  }, 20_000);
  afterAll(() => client.close());

  /** What the API was asked to delete by a client whose person answers so, and what the client got. */
  async function deleteLabel(person: PersonsAnswer) {
    const before = rest.seen.length;
    const asked = await connect(servers, person);
    const result = await asked.callTool({ name: "delete_label", arguments: { label_id: IDS.label } });
    await asked.close();
    const sent = rest.seen.slice(before).filter(({ method }) => method === "DELETE");
    const names = sent.map(({ headers }) => headers["x-hawkmoth-client"]);
    return { result, tokens: sent.map(({ query }) => query.get("confirm_token")), names };
  }

  it("gets the same tools as every other, to the last word", async () => {
    expect((await client.listTools()).tools).toEqual(LISTED);
  });

  it("reads, writes, sees an image, and gets errors in-band with what to do next", async () => {
    const read = await client.callTool({ name: "get_bug", arguments: { bug_id: "SHOP-412" } });
    expect(read).toMatchObject({
      structuredContent: { key: "SHOP-412", digest: { first_error: { at_ms: 4100 } } },
      _meta: { "io.hawkmoth/trust": { integrity: "untrusted" } },
    });
    expect(read["content"]).toContainEqual(expect.objectContaining({ type: "resource_link", uri: `${BUG}/context` }));
    const written = await client.callTool({ name: "add_comment", arguments: { bug_id: "SHOP-412", body: "done" } });
    expect(written["isError"]).toBeFalsy();
    const image = await client.callTool({ name: "get_screenshot", arguments: { bug_id: "SHOP-412" } });
    expect(image["content"]).toContainEqual({ type: "image", data: "iVBORw0KGgo=", mimeType: "image/png" });
    expect(await client.callTool({ name: "get_bugs", arguments: {} })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('"did_you_mean":"get_bug"') }],
    });
  });

  it("lists and reads resources", async () => {
    const { resources } = await client.listResources();
    const uris = resources.map(({ uri }) => uri);
    expect(uris.filter((uri) => !uri.startsWith("ui:"))).toEqual(["hawkmoth:///capabilities", BUG]);
    expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(11);
    expect((await client.readResource({ uri: BUG })).contents).toMatchObject([
      { uri: BUG, mimeType: "application/json", text: expect.stringContaining('"key":"SHOP-412"') },
    ]);
    expect((await client.readResource({ uri: `${BUG}/screenshot` })).contents).toMatchObject([
      { mimeType: "image/png", blob: "iVBORw0KGgo=" },
    ]);
  });

  it("is told which resource there is not", async () => {
    const uri = "hawkmoth:///nothing";
    await expect(client.readResource({ uri })).rejects.toMatchObject({ data: { uri } });
  });

  it("is told when a cursor is none of ours", async () => {
    await expect(client.listResources({ cursor: "bogus" })).rejects.toMatchObject({ code: -32_602 });
  });

  it("gets prompts with their arguments completed", async () => {
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toContain("fix_bug");
    const { messages } = await client.getPrompt({ name: "fix_bug", arguments: { bug_id: "SHOP-412" } });
    expect(messages).toMatchObject([{ role: "user", content: { type: "text" } }]);
    const ref = { type: "ref/prompt", name: "fix_bug" } as const;
    const { completion } = await client.complete({ ref, argument: { name: "bug_id", value: "shop" } });
    expect(completion.values).toEqual(["SHOP-412"]);
    await expect(client.getPrompt({ name: "fix_bug", arguments: {} })).rejects.toMatchObject({ code: -32_602 });
  });

  it.runIf(can_be_asked)(
    "has its person asked before a label is deleted, and told when nothing was",
    async () => {
      const agreed = await deleteLabel("accept");
      expect(agreed.tokens).toEqual([null, TOKEN]);
      expect(agreed.names).toEqual(["matrix/1.0", "matrix/1.0"]);
      expect(agreed.result).toMatchObject({ structuredContent: { detached_from: 3 } });
      const declined = await deleteLabel("decline");
      expect(declined.tokens).toEqual([null]);
      expect(declined.result).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining("The user declined: delete_label did nothing.") }],
      });
    },
    20_000,
  );

  it.runIf(!can_be_asked)("has the API decide, as nobody can be asked without a session", async () => {
    expect((await deleteLabel("accept")).tokens).toEqual([null]);
  });
});
