import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { buildRegistry } from "@hawkmoth/mcp/registry";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { isEndpoint, selectionOf } from "./request.ts";

const registry = buildRegistry(operations);

function selected(url: string, headers: Record<string, string> = {}) {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  Object.assign(request.headers, headers);
  return selectionOf(request, registry);
}

it.each([
  ["/mcp", true],
  ["/mcp/", true],
  ["/mcp/p/SHOP", true],
  ["/mcp/p/prj_01kahz0v3ve008000000000002/", true],
  ["/mcp/p", false],
  ["/mcp/p/", false],
  ["/mcp/p/SHOP/more", false],
  ["/mcpx", false],
])("the endpoint at %s: %s", (path, wanted) => {
  expect(isEndpoint(path)).toBe(wanted);
});

it("reads every wish from the query and from headers alike, and the query wins", () => {
  const wish = {
    toolsets: ["triage"],
    tools: ["get_stats"],
    excluded: ["list_bugs"],
    is_readonly: true,
    profile: "repro",
    project: "SHOP",
    is_lockdown: true,
  };
  expect(
    selected(
      "/mcp?toolsets=triage&tools=get_stats&exclude_tools=list_bugs&readonly=1&profile=repro&project=SHOP&lockdown=1",
    ),
  ).toEqual(wish);
  const headers = {
    "x-mcp-toolsets": "triage",
    "x-mcp-tools": "get_stats",
    "x-mcp-exclude-tools": "list_bugs",
    "x-mcp-readonly": "true",
    "x-mcp-profile": "repro",
    "x-mcp-project": "SHOP",
    "x-mcp-lockdown": "true",
  };
  expect(selected("/mcp", headers)).toEqual(wish);
  expect(selected("/mcp?profile=bugport", headers).profile).toBe("bugport");
});

it("holds whatever narrows the connection, wherever and however often it is said", () => {
  expect(selected("/mcp?readonly=0", { "x-mcp-readonly": "1" }).is_readonly).toBe(true);
  expect(selected("/mcp?lockdown=0&lockdown=1").is_lockdown).toBe(true);
  const excluded = { "x-mcp-exclude-tools": "update_bug" };
  expect(selected("/mcp?exclude_tools=get_bug&exclude_tools=get_stats", excluded).excluded).toEqual([
    "get_bug",
    "get_stats",
    "update_bug",
  ]);
  expect(selected("/mcp?toolsets=triage&toolsets=labels", { "x-mcp-toolsets": "orient" }).toolsets).toEqual([
    "triage",
    "labels",
  ]);
  expect(() => selected("/mcp?readonly=1&readonly=perhaps")).toThrow("Invalid 'readonly'");
});

it("is about one project, wherever it is named, and refuses what is none", () => {
  expect(selected("/mcp/p/SHOP?project=SHOP", { "x-mcp-project": "SHOP" }).project).toBe("SHOP");
  expect(() => selected("/mcp/p/SHOP?project=OTHER")).toThrow("Invalid 'project'");
  expect(() => selected("/mcp?project=OTHER", { "x-mcp-project": "SHOP" })).toThrow("Invalid 'project'");
  expect(() => selected("/mcp/p/not%20a%20key")).toThrow("Invalid 'project'");
  expect(() => selected("/mcp/p/%E0%A4%A")).toThrow("Invalid 'project'");
});
