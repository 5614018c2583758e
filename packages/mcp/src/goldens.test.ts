import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { afterAll, beforeAll, expect, it } from "vitest";
import { catalogueOf, targetOf } from "./catalogue.ts";
import type { ToolResult } from "./content.ts";
import { connectionOf, createHost, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection, type SelectionSource } from "./selection.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";
import { SAMPLE_ARGUMENTS } from "./testing/sample-arguments.ts";

const registry = buildRegistry(operations);
const catalogue = catalogueOf(registry);
const CALLER = { credential: "hm_key_mara", client: "claude-code/2.0", ip: null };
const EVERY_SCOPE = [...new Set([...catalogue.values()].flatMap(({ scope }) => scope ?? []))];
const PEOPLE = EVERY_SCOPE.filter((scope) => scope !== "tasks:run" && scope !== "sensitive:read");

let rest: RestServer;
let host: ToolHost;

beforeAll(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null });
});
afterAll(() => rest.close());

async function listed(source: SelectionSource, scopes: readonly string[]) {
  rest.answers["me.get"] = { ...Object(rest.answers["me.get"]), scopes };
  const caller = { ...CALLER, credential: `hm_key_${crypto.randomUUID().replaceAll("-", "")}` };
  return await host.list(connectionOf(caller, readSelection(source, registry)));
}

it.each([
  ["default", {}, PEOPLE],
  ["agent", {}, EVERY_SCOPE],
  ["all", { toolsets: "all,sensitive" }, EVERY_SCOPE],
  ["bugport", { profile: "bugport" }, EVERY_SCOPE],
  ["bugmojo", { profile: "bugmojo" }, EVERY_SCOPE],
  ["repro", { profile: "repro" }, EVERY_SCOPE],
  ["pinned", { toolsets: "all,compat", project: "SHOP" }, EVERY_SCOPE],
] as const)("the list %s reads as it was last looked at", async (name, source, scopes) => {
  const text = (await listed(source, scopes)).map((tool) => JSON.stringify(tool, null, 1)).join("\n");
  await expect(text).toMatchFileSnapshot(`./testing/${name}-list.golden.txt`);
});

it("what a model reads of each tool's answer reads as it was last looked at", async () => {
  const answers: string[] = [];
  for (const offer of catalogue.values()) {
    const tools = [offer.name, targetOf(offer)?.name ?? offer.name].join(",");
    const connection = connectionOf(CALLER, readSelection({ tools }, registry));
    const result = await host.call(connection, { name: offer.name, args: SAMPLE_ARGUMENTS[offer.name] });
    answers.push(`${offer.name}\n${readable(result)}`);
  }
  await expect(`${answers.join("\n\n")}\n`).toMatchFileSnapshot("./testing/answers.golden.txt");
});

/** Marks around outside text are drawn anew for each answer. */
function readable({ content, isError, _meta }: ToolResult): string {
  const blocks = content.map((block) => {
    if (block.type === "text") return block.text.replaceAll(/data-[0-9a-f]{8,}/g, "data-nonce");
    return block.type === "image" ? `[image ${block.mimeType}]` : `[link ${block.uri}]`;
  });
  const trust = Object.values(_meta ?? {}).map((label) => `[untrusted: ${label.fields.join(", ")}]`);
  return [...(isError ? ["[error]"] : []), ...blocks, ...trust].join("\n");
}
