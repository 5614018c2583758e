import { TOOL_INVENTORY } from "@hawkmoth/client/tool-inventory";
import { AGENT_KEY_SCOPES, MEMBER_KEY_SCOPES } from "@hawkmoth/domain/access/schema";
import { DEFAULT_CHOICE } from "@hawkmoth/domain/connection/client";
import { expect, test } from "vitest";
import { chosenTools, costOf, mayUse } from "./tool-choice.ts";

const names = (choice: Partial<typeof DEFAULT_CHOICE>) =>
  chosenTools(TOOL_INVENTORY, { ...DEFAULT_CHOICE, ...choice }).map(({ name }) => name);

test("without a wish the default sets are listed, in the server's order", () => {
  const isDefault = new Set(TOOL_INVENTORY.toolsets.filter((set) => set.is_default).map((set) => set.name));
  expect(names({})).toEqual(
    TOOL_INVENTORY.tools.filter(({ toolset }) => isDefault.has(toolset)).map(({ name }) => name),
  );
  expect(names({})).toContain("get_bug");
});

test("toolsets replace the default, and read-only takes away everything that writes", () => {
  expect(names({ toolsets: ["triage"] })).toEqual(["list_bugs", "search_bugs", "get_bug", "list_bug_comments"]);
  expect(names({ toolsets: ["resolve"], is_readonly: true })).toEqual(["generate_fix_prompt"]);
});

test("a profile is another tracker's list in its order", () => {
  expect(names({ profile: "bugport" }).slice(0, 1)).not.toEqual(["get_capabilities"]);
  expect(names({ profile: "bugport" })).toContain("get_bug_details");
});

test("a member's key leaves out the work of agents", () => {
  const tools = chosenTools(TOOL_INVENTORY, DEFAULT_CHOICE);
  const forMember = tools.filter((tool) => mayUse(tool, MEMBER_KEY_SCOPES));
  const forAgent = tools.filter((tool) => mayUse(tool, AGENT_KEY_SCOPES));
  expect(forAgent.length - forMember.length).toBeGreaterThanOrEqual(5);
  expect(costOf(forMember).list_tokens).toBeLessThan(costOf(forAgent).list_tokens);
  expect(costOf(forMember).list_tokens).toBeLessThan(costOf(forMember).full_tokens);
});
