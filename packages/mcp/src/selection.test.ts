import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { buildRegistry, isPermitted } from "./registry.ts";
import { isSelected, readSelection, type SelectionSource } from "./selection.ts";

const registry = buildRegistry(operations);

function chosen(source: SelectionSource): string[] {
  const selection = readSelection(source, registry);
  return [...registry.values()].filter((tool) => isSelected(selection, tool)).map(({ name }) => name);
}

describe("selection", () => {
  it("takes every default toolset when nothing is asked", () => {
    expect(chosen({})).toHaveLength(registry.size);
    expect(chosen({ toolsets: "default" })).toEqual(chosen({}));
    expect(chosen({ toolsets: " , " })).toEqual(chosen({}));
  });

  it("takes the named toolsets only", () => {
    expect(chosen({ toolsets: "triage, Evidence" })).toEqual([
      "list_bugs",
      "search_bugs",
      "get_bug",
      "list_bug_comments",
      "get_bug_context",
      "get_bug_media",
      "get_screenshot",
      "get_replay_transcript",
    ]);
  });

  it("takes the named tools alone, or beside the named toolsets", () => {
    expect(chosen({ tools: "get_bug,add_comment" })).toEqual(["get_bug", "add_comment"]);
    expect(chosen({ toolsets: "orient", tools: "get_bug" })).toContain("get_bug");
    expect(chosen({ toolsets: "orient", tools: "get_bug" })).toContain("list_projects");
  });

  it("lets exclusions win over tools, and readonly over everything", () => {
    expect(chosen({ tools: "get_bug,add_comment", exclude_tools: "get_bug" })).toEqual(["add_comment"]);
    expect(chosen({ tools: "get_bug,add_comment", readonly: "1" })).toEqual(["get_bug"]);
    expect(chosen({ readonly: "true" }).some((name) => !registry.get(name)?.hints.read_only)).toBe(false);
  });

  it("refuses a name that does not exist, because a slip in an exclusion would exclude nothing", () => {
    expect(() => chosen({ exclude_tools: "updat_bug" })).toThrow("there is no 'updat_bug'; did you mean 'update_bug'?");
    expect(() => chosen({ toolsets: "triag" })).toThrow("did you mean 'triage'?");
    expect(() => chosen({ readonly: "maybe" })).toThrow("Invalid 'readonly': expected one of true|false");
  });
});

describe("scopes", () => {
  it("permits what the scope implies and no more", () => {
    const may = (name: string, scopes: Parameters<typeof isPermitted>[1]) => {
      const tool = registry.get(name);
      return tool !== undefined && isPermitted(tool, scopes);
    };
    expect(may("get_bug", ["bugs:write"])).toBe(true);
    expect(may("update_bug", ["bugs:read"])).toBe(false);
    expect(may("get_agent_tasks", ["bugs:write"])).toBe(false);
    expect(may("get_agent_tasks", ["tasks:run"])).toBe(true);
    expect(may("get_capabilities", [])).toBe(true);
  });
});
