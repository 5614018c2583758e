import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { afterAll, beforeAll, expect, test } from "vitest";
import { appResources, showsPages } from "./apps.ts";
import { connectionOf, createHost, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection } from "./selection.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";

const registry = buildRegistry(operations);
const statics = appResources({ replay: "<p>replay</p>", "bug-card": "<p>card</p>" });
const CALLER = { credential: "hm_key_mara", client: null, ip: null };
const plain = connectionOf(CALLER, readSelection({}, registry));

let rest: RestServer;
let host: ToolHost;
beforeAll(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "1.0.0", own_origin: null, statics });
});
afterAll(() => rest.close());

function uiOf(tools: { name: string; _meta?: unknown }[]) {
  return Object.fromEntries(tools.flatMap(({ name, _meta }) => (_meta === undefined ? [] : [[name, _meta]])));
}

test("hosts that show pages learn which answers have one, and what only pages call", async () => {
  const told = {
    get_bug: { ui: { resourceUri: "ui://hawkmoth/bug-card.html" } },
    get_replay_transcript: { ui: { resourceUri: "ui://hawkmoth/replay.html" } },
    get_replay_events: { ui: { visibility: ["app"] } },
    app_update_bug: { ui: { visibility: ["app"] } },
  };
  expect(uiOf(await host.list({ ...plain, shows_pages: true }))).toEqual(told);
  const asked = connectionOf(CALLER, readSelection({ toolsets: "default,app" }, registry));
  expect(uiOf(await host.list(asked))).toEqual(told);
});

test("other clients are spared all of it, and read-only hosts what writes", async () => {
  const tools = await host.list(plain);
  expect(uiOf(tools)).toEqual({});
  expect(tools.map(({ name }) => name)).not.toContain("get_replay_events");
  const readonly = { ...connectionOf(CALLER, readSelection({ readonly: "1" }, registry)), shows_pages: true };
  const names = (await host.list(readonly)).map(({ name }) => name);
  expect(names).toContain("get_replay_events");
  expect(names).not.toContain("app_update_bug");
});

test("what pages call is listed only where it may be called", async () => {
  const bugport = { ...connectionOf(CALLER, readSelection({ profile: "bugport" }, registry)), shows_pages: true };
  const names = (await host.list(bugport)).map(({ name }) => name);
  expect(names).toContain("get_replay_events");
  expect(names).not.toContain("app_update_bug");
});

test("pages are read like any resource, as the type that hosts look for", async () => {
  const { contents, cacheScope } = await host.resources.read(plain, "ui://hawkmoth/replay.html");
  expect(contents).toEqual([
    {
      uri: "ui://hawkmoth/replay.html",
      mimeType: "text/html;profile=mcp-app",
      text: "<p>replay</p>",
      _meta: { ui: { prefersBorder: true } },
    },
  ]);
  expect(cacheScope).toBe("public");
});

test("a client shows pages when it declares the extension", () => {
  expect(showsPages({ extensions: { "io.modelcontextprotocol/ui": {} } })).toBe(true);
  for (const capabilities of [undefined, {}, { extensions: {} }, { extensions: ["io.modelcontextprotocol/ui"] }])
    expect(showsPages(capabilities)).toBe(false);
});
