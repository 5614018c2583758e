import type { InventoryTool, ToolInventory } from "@hawkmoth/client/tool-inventory";
import { hasScope } from "@hawkmoth/domain/access/policy";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { ToolChoice } from "@hawkmoth/domain/connection/client";

/** Tools that a connection with this choice lists, before the credential takes away what it may not use. */
export function chosenTools({ tools, toolsets, profiles }: ToolInventory, choice: ToolChoice): InventoryTool[] {
  const sets = choice.toolsets ?? toolsets.filter(({ is_default }) => is_default).map(({ name }) => name);
  const profile = profiles.find(({ name }) => name === choice.profile);
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const wanted = profile
    ? profile.tools.flatMap((name) => byName.get(name) ?? [])
    : tools.filter(({ toolset }) => sets.includes(toolset));
  return wanted.filter(({ hints }) => !choice.is_readonly || hints.read_only);
}

/** True when a credential with these scopes may use the tool. */
export function mayUse(tool: InventoryTool, scopes: readonly Scope[]): boolean {
  const needed = Scope.safeParse(tool.scope);
  return !needed.success || hasScope(scopes, needed.data);
}

/** What a list of tools costs a model each time it is read. */
export function costOf(tools: readonly InventoryTool[]): { list_tokens: number; full_tokens: number } {
  return {
    list_tokens: tools.reduce((sum, tool) => sum + tool.list_tokens, 0),
    full_tokens: tools.reduce((sum, tool) => sum + tool.full_tokens, 0),
  };
}
