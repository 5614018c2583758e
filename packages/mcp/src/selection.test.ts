import type { Scope } from "@hawkmoth/domain/access/schema";
import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { catalogueOf } from "./catalogue.ts";
import type { LocalTool } from "./local-tool.ts";
import { buildRegistry, isPermitted } from "./registry.ts";
import { isCallable, isSelected, readSelection, type SelectionSource } from "./selection.ts";
import { TOOLSET_NAMES, TOOLSETS } from "./toolsets.ts";

const registry = buildRegistry(operations);
const catalogue = catalogueOf(registry);

function chosen(source: SelectionSource): string[] {
  const selection = readSelection(source, registry);
  return [...catalogue.values()].filter((tool) => isSelected(selection, tool)).map(({ name }) => name);
}

function mayCall(source: SelectionSource, name: string): boolean {
  const offer = catalogue.get(name);
  return offer !== undefined && isCallable(readSelection(source, registry), offer);
}

function toolsOf(...toolsets: string[]): string[] {
  return [...catalogue.values()].filter(({ toolset }) => toolsets.includes(toolset)).map(({ name }) => name);
}

describe("selection", () => {
  it("takes every default toolset when nothing is asked", () => {
    expect(chosen({})).toEqual(toolsOf(...TOOLSET_NAMES.filter((set) => TOOLSETS[set].is_default)));
    expect(chosen({ toolsets: "default" })).toEqual(chosen({}));
    expect(chosen({ toolsets: " , " })).toEqual(chosen({}));
  });

  it("takes the named toolsets only", () => {
    expect(chosen({ toolsets: "triage, Evidence" })).toEqual(toolsOf("triage", "evidence"));
  });

  it("takes all but what has to be named: sensitive tools, those of pages and other trackers' names", () => {
    const all = chosen({ toolsets: "all" });
    const named = ["sensitive", "app"];
    expect(all).toEqual([...registry.values()].flatMap(({ name, toolset }) => (named.includes(toolset) ? [] : [name])));
    expect(chosen({ toolsets: "all,sensitive" })).not.toContain("get_replay_events");
    expect(chosen({ toolsets: "default,app" })).toEqual([...chosen({}), "get_replay_events", "app_update_bug"]);
  });

  it("takes the named tools alone, or beside the named toolsets", () => {
    expect(chosen({ tools: "get_bug,add_comment" })).toEqual(["get_bug", "add_comment"]);
    expect(chosen({ toolsets: "orient", tools: "get_bug" })).toContain("get_bug");
    expect(chosen({ toolsets: "orient", tools: "get_bug" })).toContain("list_projects");
  });

  it("takes a profile alone, or beside what else is named", () => {
    expect(chosen({ profile: "BugPort" }).toSorted()).toContain("get_bug_details");
    expect(chosen({ profile: "bugport" })).not.toContain("get_bug");
    expect(chosen({ profile: "bugport", tools: "get_bug" })).toContain("get_bug");
    expect(chosen({ profile: "bugport", toolsets: "labels" })).toContain("list_labels");
    expect(chosen({ profile: "bugport", readonly: "1" })).not.toContain("update_bug_status");
  });

  it("lets exclusions win over tools, and readonly over everything", () => {
    expect(chosen({ tools: "get_bug,add_comment", exclude_tools: "get_bug" })).toEqual(["add_comment"]);
    expect(chosen({ tools: "get_bug,add_comment", readonly: "1" })).toEqual(["get_bug"]);
    expect(chosen({ readonly: "true" }).some((name) => !registry.get(name)?.hints.read_only)).toBe(false);
  });

  it("refuses a name that does not exist, because a slip in an exclusion would exclude nothing", () => {
    expect(() => chosen({ exclude_tools: "updat_bug" })).toThrow("there is no 'updat_bug'; did you mean 'update_bug'?");
    expect(() => chosen({ toolsets: "triag" })).toThrow("did you mean 'triage'?");
    expect(() => chosen({ profile: "bugprt" })).toThrow("did you mean 'bugport'?");
    expect(() => chosen({ readonly: "maybe" })).toThrow("Invalid 'readonly': expected one of true|false");
    expect(() => chosen({ project: "no such key" })).toThrow("Invalid 'project'");
  });

  it("knows the tools of this process by name", () => {
    const here: LocalTool = {
      toolset: "setup",
      hints: { read_only: true, destructive: false, idempotent: true, open_world: false },
      listed: {
        name: "look_here",
        title: "Look here",
        description: "",
        inputSchema: { type: "object", properties: {} },
        outputSchema: { type: "object", properties: {} },
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      run: () => Promise.resolve({}),
    };
    expect(readSelection({ tools: "look_here" }, registry, [here]).tools).toEqual(["look_here"]);
    expect(() => readSelection({ tools: "look_here" }, registry)).toThrow("there is no 'look_here'");
  });
});

describe("other trackers' names", () => {
  it("are listed by the set that holds them, or by a profile", () => {
    expect(chosen({})).not.toContain("resolve_bug");
    expect(chosen({ toolsets: "compat" })).toContain("resolve_bug");
  });

  it("may be called whenever the tool behind them may", () => {
    expect(mayCall({}, "resolve_bug")).toBe(true);
    expect(mayCall({ toolsets: "triage" }, "resolve_bug")).toBe(false);
    expect(mayCall({ readonly: "1" }, "resolve_bug")).toBe(false);
    expect(mayCall({ exclude_tools: "update_bug" }, "resolve_bug")).toBe(false);
    expect(mayCall({ exclude_tools: "resolve_bug" }, "resolve_bug")).toBe(false);
    expect(mayCall({ exclude_tools: "resolve_bug" }, "update_bug")).toBe(true);
    expect(mayCall({ profile: "bugport" }, "update_bug_status")).toBe(true);
    expect(mayCall({ profile: "bugport" }, "update_bug")).toBe(false);
  });

  it("are excluded with each tool that answers them", () => {
    expect(mayCall({ profile: "repro" }, "repro_get_ticket")).toBe(true);
    expect(mayCall({}, "repro_get_ticket")).toBe(true);
    expect(mayCall({ toolsets: "triage" }, "repro_get_ticket")).toBe(false);
    expect(mayCall({ profile: "repro", exclude_tools: "get_bug" }, "repro_get_ticket")).toBe(false);
    expect(mayCall({ profile: "repro", exclude_tools: "get_bug_context" }, "repro_get_ticket")).toBe(false);
    expect(chosen({ profile: "repro", exclude_tools: "get_bug_context" })).not.toContain("repro_get_ticket");
  });
});

describe("scopes", () => {
  it("permits what the scope implies and no more", () => {
    const may = (name: string, scopes: Scope[], actions: string[] | null = null) => {
      const tool = registry.get(name);
      return tool !== undefined && isPermitted(tool, { scopes, actions });
    };
    expect(may("get_bug", ["bugs:write"])).toBe(true);
    expect(may("update_bug", ["bugs:read"])).toBe(false);
    expect(may("get_agent_tasks", ["bugs:write"])).toBe(false);
    expect(may("get_agent_tasks", ["tasks:run"])).toBe(true);
    expect(may("get_capabilities", [])).toBe(true);
    expect(may("update_bug", ["bugs:write"], ["bug.read", "bug.create"])).toBe(false);
    expect(may("create_bug", ["bugs:write"], ["bug.read", "bug.create"])).toBe(true);
    expect(may("claim_agent_task", ["tasks:run"], ["bug.read"])).toBe(false);
    expect(may("get_bug", ["bugs:read"], [])).toBe(false);
    expect(may("get_capabilities", [], [])).toBe(true);
  });
});
