import type { ProjectAction, WorkspaceAction } from "@hawkmoth/domain/access/policy";
import { z } from "zod";
import { toolSchema } from "./json-schema.ts";
import type { Access } from "./meta.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

function toolInput({ input, mcp }: Operation): z.ZodObject | null {
  const omitted = mcp?.omit ?? [];
  if (!input || omitted.length === 0) return input;
  return z.object(Object.fromEntries(Object.entries(input.shape).filter(([name]) => !omitted.includes(name))));
}

/** What the role has to allow for a tool of that scope to be of any use, unless its meta says another action. */
const ACTION_OF_SCOPE: Partial<Record<Access, ProjectAction | WorkspaceAction>> = {
  "bugs:read": "bug.read",
  "bugs:write": "bug.update",
  "labels:write": "label.write",
  "regression:read": "regression.read",
  "regression:write": "regression.run",
  "tasks:run": "task.run",
  "integrations:write": "bug.link",
  "sensitive:read": "sensitive.read",
  "audit:read": "audit.read",
};

function toolMeta({ mcp, scope }: Operation): unknown {
  if (!mcp) return null;
  const { tool, toolset, title, description, hints, budget_tokens } = mcp;
  return {
    tool,
    toolset,
    title,
    description,
    hints,
    budget_tokens,
    required_scope: mcp.required_scope ?? null,
    action: mcp.action ?? ACTION_OF_SCOPE[scope] ?? null,
    confirm: mcp.confirm ?? false,
  };
}

function rowOf(operation: Operation): unknown {
  const { path, type, summary, scope, or_scope, is_raw, rest, output } = operation;
  const input = toolInput(operation);
  return {
    path,
    type,
    summary,
    scope,
    ...(or_scope === undefined ? {} : { or_scope }),
    is_raw,
    rest,
    mcp: toolMeta(operation),
    input: input ? toolSchema(input, "input") : null,
    output: output ? toolSchema(output, "output") : null,
  };
}

/** The operation table as packages/client/operations.json holds it: what MCP, docs and tests are made from. */
export function operationTable(): { version: 1; operations: unknown[] } {
  return { version: 1, operations: operations.map(rowOf) };
}
