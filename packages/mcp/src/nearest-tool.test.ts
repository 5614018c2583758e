import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { expect, it } from "vitest";
import { nearestTool } from "./nearest-tool.ts";
import { buildRegistry } from "./registry.ts";
import { nearestArgument, nearestOption } from "./synonyms.ts";

const names = [...buildRegistry(operations).keys()];

it.each([
  ["get_bugs", "get_bug"],
  ["update_bugs", "update_bug"],
  ["jira_get_issue", "get_bug"],
  ["searchIssues", "search_bugs"],
  ["GET /api/v1/bugs/{id}", "get_bug"],
  ["POST /bugs/{id}/comments", "add_comment"],
  ["create_ticket", "create_bug"],
  ["make_coffee", null],
  ["", null],
])("%s means %s", (typed, meant) => {
  expect(nearestTool(typed, names)).toBe(meant);
});

it("knows what other trackers call an argument, among those that are there", () => {
  expect(nearestArgument("issueKey", ["bug_id", "body"])).toBe("bug_id");
  expect(nearestArgument("text", ["bug_id", "body"])).toBe("body");
  expect(nearestArgument("text", ["query"])).toBe("query");
  expect(nearestArgument("per_page", ["cursor", "limit"])).toBe("limit");
  expect(nearestArgument("constructor", ["bug_id"])).toBeNull();
});

it("knows what other trackers call a state, among those that may be", () => {
  expect(nearestOption("done", ["OPEN", "RESOLVED"])).toBe("RESOLVED");
  expect(nearestOption("done", ["PASSED", "FAILED"])).toBe("PASSED");
  expect(nearestOption("in progress", ["OPEN", "IN_PROGRESS"])).toBe("IN_PROGRESS");
  expect(nearestOption("purple", ["OPEN", "RESOLVED"])).toBeNull();
});
