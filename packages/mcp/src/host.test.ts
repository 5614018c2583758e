import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ToolResult } from "./content.ts";
import { connectionOf, createHost, type Connection, type ToolHost } from "./host.ts";
import { buildRegistry, type Tool } from "./registry.ts";
import { DEFAULT_SELECTION, readSelection } from "./selection.ts";
import { SAMPLE_ARGUMENTS } from "./testing/sample-arguments.ts";
import { startRestServer, type RestServer, type SeenRequest } from "./testing/rest-server.ts";
import { TOOLSETS } from "./toolsets.ts";
import { viewOf } from "./views.ts";

const registry = buildRegistry(operations);
const CALLER = { credential: "hm_key_mara", client: "claude-code/2.0", ip: "203.0.113.7" };
const CONNECTION: Connection = { caller: CALLER, selection: DEFAULT_SELECTION };

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  host = createHost({
    registry,
    api: { origin: rest.origin, fetch },
    version: "0.1.0",
    own_origin: "http://localhost:3000",
  });
});
afterEach(() => rest.close());

/** Requests of tools, without what the host asks and reports for itself. */
function sent(): SeenRequest[] {
  return rest.seen.filter(({ path }) => path !== "/api/v1/me" && path !== "/api/v1/mcp-calls");
}

function errorOf(result: ToolResult): Record<string, unknown> {
  const [block] = result.content;
  expect(result.isError).toBe(true);
  expect(result).not.toHaveProperty("structuredContent");
  return JSON.parse(block?.type === "text" ? block.text : "{}").error;
}

/** What REST answered, as the entries that a result must hold; the one local tool adds to some of them. */
function shownOf(tool: Tool): [string, unknown][] {
  const shown = viewOf(rest.answers[tool.operation.path], tool.omit);
  const entries: [string, unknown][] = Object.entries(Object(shown));
  return tool.presenter.output ? entries.filter(([key]) => key in (tool.presenter.output?.properties ?? {})) : entries;
}

describe("a call", () => {
  it.each([...registry.values()].map((tool) => [tool.name, tool] as const))(
    "of %s is one REST request and answers what REST answered",
    async (name, tool) => {
      const connection = connectionOf(CALLER, readSelection({ tools: name }, registry));
      const result = await host.call(connection, { name, args: SAMPLE_ARGUMENTS[name] });
      expect(result.isError).toBeUndefined();
      expect(rest.seen.filter(({ headers }) => headers["x-hawkmoth-tool"] === name)).toHaveLength(1);
      expect(Object.entries(result.structuredContent ?? {})).toEqual(expect.arrayContaining(shownOf(tool)));
    },
  );

  it("of get_capabilities tells who the API says the caller is, and what this connection lists", async () => {
    const connection = connectionOf(CALLER, readSelection({ toolsets: "orient" }, registry));
    const { structuredContent } = await host.call(connection, { name: "get_capabilities", args: {} });
    expect(structuredContent).toMatchObject({
      principal: { type: "MEMBER", name: "Mara" },
      projects: [{ key: "SHOP", role: "OWNER" }],
      toolsets: ["orient"],
      tools: ["get_capabilities", "list_workspaces", "list_projects", "list_project_members"],
      limits: { max_result_tokens: 8000 },
    });
  });

  it("carries the caller's own key, address, client and tool", async () => {
    await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "SHOP-412" } });
    expect(sent()[0]?.headers).toMatchObject({
      authorization: "Bearer hm_key_mara",
      "x-hawkmoth-via": "MCP",
      "x-hawkmoth-client": "claude-code/2.0",
      "x-hawkmoth-tool": "get_bug",
      "x-forwarded-for": "203.0.113.7",
    });
  });

  it("puts arguments into path, query and body, and keeps its own to itself", async () => {
    await host.call(CONNECTION, {
      name: "list_bugs",
      args: { status: ["OPEN", "REOPENED"], limit: 5, format: "table" },
    });
    await host.call(CONNECTION, {
      name: "update_bug",
      args: { bug_id: "SHOP-412", priority: "HIGH", idempotency_key: "k1" },
    });
    const [list, update] = sent();
    expect([...(list?.query ?? [])]).toEqual([
      ["limit", "5"],
      ["status", "OPEN"],
      ["status", "REOPENED"],
    ]);
    expect(update).toMatchObject({ method: "PATCH", path: "/api/v1/bugs/SHOP-412", body: { priority: "HIGH" } });
    expect(update?.headers["idempotency-key"]).toBe("k1");
  });

  it("can't be led to another route by an id", async () => {
    await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "../agents" } });
    await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "x/comments?limit=1#" } });
    expect(sent().map(({ path }) => path)).toEqual([
      "/api/v1/bugs/..%2Fagents",
      "/api/v1/bugs/x%2Fcomments%3Flimit%3D1%23",
    ]);
    expect(errorOf(await host.call(CONNECTION, { name: "get_bug", args: { bug_id: ".." } }))).toMatchObject({
      code: "INVALID_INPUT",
      field: "bug_id",
    });
    expect(sent()).toHaveLength(2);
  });

  it("gives the compact JSON of its structure as text", async () => {
    const { content, structuredContent } = await host.call(CONNECTION, {
      name: "get_bug",
      args: { bug_id: "SHOP-412" },
    });
    expect(content[0]).toEqual({ type: "text", text: JSON.stringify(structuredContent) });
    expect(JSON.stringify(structuredContent)).not.toContain("null");
  });

  it("gives a table on request, an image, and links to media", async () => {
    const table = await host.call(CONNECTION, { name: "list_bugs", args: { format: "table" } });
    expect(table.content[0]).toMatchObject({
      text: expect.stringMatching(/^key\tstatus\t.*\nSHOP-412\tOPEN\tHIGH\tAGENT Fixer\tcheckout\t/),
    });
    const image = await host.call(CONNECTION, { name: "get_screenshot", args: { bug_id: "SHOP-412" } });
    expect(image.content[1]).toEqual({ type: "image", data: "iVBORw0KGgo=", mimeType: "image/png" });
    expect(JSON.stringify(image.structuredContent)).not.toContain("iVBORw0KGgo=");
    const media = await host.call(CONNECTION, { name: "get_bug_media", args: { bug_id: "SHOP-412" } });
    expect(media.content[1]).toMatchObject({
      type: "resource_link",
      uri: expect.stringMatching(/^hawkmoth:\/\/\/bugs\/SHOP-412\/media\/art_\w+$/),
      mimeType: "image/png",
    });
  });

  it("links to the evidence that a bug has, as resources", async () => {
    const links = async (name: string) => {
      const { content } = await host.call(CONNECTION, { name, args: { bug_id: "SHOP-412" } });
      return content.flatMap((block) => (block.type === "resource_link" ? [block.uri] : []));
    };
    expect(await links("get_bug")).toEqual([
      "hawkmoth:///bugs/SHOP-412/context",
      "hawkmoth:///bugs/SHOP-412/screenshot",
      "hawkmoth:///bugs/SHOP-412/media",
      "hawkmoth:///bugs/SHOP-412/replay/transcript",
    ]);
    expect(await links("generate_fix_prompt")).toEqual(["hawkmoth:///bugs/SHOP-412/context"]);
    rest.answers["bug.get"] = {
      ...Object(rest.answers["bug.get"]),
      evidence: null,
      media_count: 0,
      has_screenshot: false,
    };
    expect(await links("get_bug")).toEqual([]);
  });

  it("says what to do when nothing is queued", async () => {
    rest.answers["task.claim"] = {
      task: null,
      bug: null,
      instructions: null,
      lease_token: null,
      fencing_token: null,
      lease_expires_at: null,
    };
    const { structuredContent } = await host.call(CONNECTION, { name: "claim_agent_task", args: {} });
    expect(structuredContent).toEqual({ next: expect.stringContaining("wait_seconds") });
  });
});

describe("a wrong call", () => {
  it("never reaches REST when its arguments are wrong, and says what to do", async () => {
    expect(errorOf(await host.call(CONNECTION, { name: "get_bug", args: {} }))).toMatchObject({
      code: "INVALID_INPUT",
      message: "Missing 'bug_id'",
      next: "Call search_bugs or list_bugs to get a valid bug_id.",
    });
    expect(
      errorOf(await host.call(CONNECTION, { name: "update_bug", args: { bug_id: "S-1", priority: "urgent" } })),
    ).toMatchObject({
      message: "Invalid 'priority': expected one of CRITICAL|HIGH|MEDIUM|LOW|NONE",
      expected: ["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"],
    });
    expect(sent()).toHaveLength(0);
  });

  it("of a tool that does not exist names the nearest", async () => {
    expect(errorOf(await host.call(CONNECTION, { name: "getBugDetails", args: {} }))).toMatchObject({
      code: "NOT_FOUND",
      did_you_mean: "get_bug",
    });
    expect(errorOf(await host.call(CONNECTION, { name: "make_coffee", args: {} }))).toMatchObject({
      next: "Call tools/list for the tools there are.",
    });
  });

  it("carries the error of REST as it is, with the next call", async () => {
    rest.answers["bug.get"] = new AppError("NOT_FOUND");
    expect(errorOf(await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "SHOP-9" } }))).toEqual({
      code: "NOT_FOUND",
      message: "No such thing, or it is not visible to you.",
      request_id: "req_test",
      next: "Call search_bugs or list_bugs to get a valid bug_id.",
    });
  });

  it("says that the API does not answer instead of failing", async () => {
    await rest.close();
    expect(errorOf(await host.call(CONNECTION, { name: "get_bug", args: { bug_id: "SHOP-9" } }))).toMatchObject({
      code: "INTERNAL",
      message: "The Hawkmoth API did not answer.",
    });
  });
});

describe("the list", () => {
  const names = async (connection: Connection) => (await host.list(connection)).map(({ name }) => name);
  const withScopes = (scopes: string[]) => {
    rest.answers["me.get"] = Object.assign({}, rest.answers["me.get"], { scopes });
  };

  it("holds only what the credential can use", async () => {
    withScopes(["bugs:read", "projects:read"]);
    expect(await names(CONNECTION)).toEqual([
      "get_capabilities",
      "list_workspaces",
      "list_projects",
      "list_project_members",
      "list_bugs",
      "search_bugs",
      "get_bug",
      "list_bug_comments",
      "get_bug_context",
      "get_network_request",
      "get_bug_media",
      "get_screenshot",
      "get_replay_transcript",
      "generate_fix_prompt",
    ]);
  });

  it("asks the API once per credential for a burst of calls, and anew for each list", async () => {
    const call = () => host.call(CONNECTION, { name: "list_projects", args: {} });
    const asked = () => rest.seen.filter(({ path }) => path === "/api/v1/me").length;
    await Promise.all([call(), call(), call()]);
    expect(asked()).toBe(1);
    await names(CONNECTION);
    expect(asked()).toBe(2);
  });

  it("is over at once for a key that was just revoked", async () => {
    await names(CONNECTION);
    rest.answers["me.get"] = new AppError("UNAUTHENTICATED");
    await expect(host.list(CONNECTION)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is refused with the API's own error when the credential is", async () => {
    const caller = { ...CALLER, credential: "stolen" };
    await expect(host.list({ ...CONNECTION, caller })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await expect(host.list({ ...CONNECTION, caller })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is whole while the API is out of reach, for a client on stdio", async () => {
    await rest.close();
    const offline = createHost({
      registry,
      api: { origin: rest.origin, fetch },
      version: "0.1.0",
      own_origin: null,
      lists_offline: true,
    });
    const whole = [...registry.values()].filter((tool) => TOOLSETS[tool.toolset].is_default);
    expect((await offline.list(CONNECTION)).length).toBe(whole.length);
    await expect(host.list(CONNECTION)).rejects.toMatchObject({ code: "INTERNAL" });
  });

  it("leaves out what the connection switched off, and calls it by no way", async () => {
    const connection = { ...CONNECTION, selection: readSelection({ readonly: "1" }, registry) };
    expect(await names(connection)).not.toContain("update_bug");
    const error = errorOf(
      await host.call(connection, { name: "update_bug", args: { bug_id: "SHOP-1", status: "OPEN" } }),
    );
    expect(error).toMatchObject({
      code: "FORBIDDEN",
      message: "The tool 'update_bug' is switched off: this connection is read-only.",
    });
    expect(sent()).toHaveLength(0);
  });
});
