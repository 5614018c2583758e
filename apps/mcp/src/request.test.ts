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

it("takes the project of the path over any other, and refuses what is none", () => {
  expect(selected("/mcp/p/SHOP?project=OTHER").project).toBe("SHOP");
  expect(() => selected("/mcp/p/not%20a%20key")).toThrow("Invalid 'project'");
  expect(() => selected("/mcp/p/%E0%A4%A")).toThrow("Invalid 'project'");
});
