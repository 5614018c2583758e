import { renamedKeys, type AliasTool } from "./alias.ts";
import { fitToBudget, HARD_CAP_TOKENS, type Cut } from "./budget.ts";
import { cleanError } from "./clean-error.ts";
import type { ContentBlock, ToolResult } from "./content.ts";
import type { ToolError } from "./errors.ts";
import { isRecord } from "./json-schema.ts";
import type { PresentedCall } from "./presenters/presenter.ts";
import type { Tool } from "./registry.ts";
import { labelled, TRUST_KEY } from "./trust.ts";
import { viewOf } from "./views.ts";

/** Which tool brings what a result had to leave out. */
const MORE: Readonly<Record<string, string>> = {
  get_bug: "get_bug_context",
  claim_agent_task: "get_bug",
  heartbeat_agent_task: "list_bug_comments",
  update_agent_task: "get_agent_tasks",
  update_bug: "get_bug",
  create_bug: "get_bug",
};

/** An answer of the API for a tool call, on its way to a model. */
export interface Presentation {
  tool: Tool | AliasTool;
  raw: unknown;
  call: PresentedCall;
  own_origin: string | null;
}

/** Turns an API answer into a result: viewed, cleaned, labelled, within its budget. */
export function presentResult({ tool, raw, call, own_origin }: Presentation): ToolResult {
  const { presenter, operation } = tool;
  if (presenter.forPages) return forPages(presenter.forPages, presenter.untrusted ?? [], asObject(raw));
  const { value, fields } = labelled(viewOf(raw, tool.omit), operation.output, {
    own_origin,
    ours: presenter.ours ?? [],
  });
  const viewed = asObject(value);
  const rename = "alias" in tool ? tool.alias.rename : {};
  const complete = renamedKeys(presenter.complete?.(viewed, call) ?? viewed, rename);
  const render = (part: Record<string, unknown>) => presenter.render?.(part, call) ?? JSON.stringify(part);
  const fitted = fitToBudget(complete, {
    budget_tokens: budgetOf(tool, call.args),
    render,
    advise: adviser(tool, call),
  });
  const blocks: ContentBlock[] = [{ type: "text", text: render(fitted) }];
  if (presenter.blocks) blocks.push(...presenter.blocks(fitted, asObject(raw)));
  const untrusted = [...fields, ...(presenter.untrusted ?? [])].map((path) => renamedPath(path, rename));
  return {
    content: blocks,
    structuredContent: fitted,
    ...(untrusted.length > 0 ? { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: untrusted } } } : {}),
  };
}

function forPages(
  render: (value: Record<string, unknown>) => string,
  untrusted: readonly string[],
  value: Record<string, unknown>,
): ToolResult {
  return {
    content: [{ type: "text", text: render(value) }],
    structuredContent: value,
    _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: [...untrusted] } },
  };
}

/** An error in-band, where a model sees it and can act: one line, the same object as REST. */
export function presentError(error: ToolError): ToolResult {
  return { content: [{ type: "text", text: JSON.stringify({ error: cleanError(error) }) }], isError: true };
}

function budgetOf({ presenter, budget_tokens }: Tool, args: Readonly<Record<string, unknown>>): number {
  const wanted = args["max_tokens"];
  if (typeof wanted === "number") return Math.min(wanted, HARD_CAP_TOKENS);
  return Math.min(presenter.budget?.(args) ?? budget_tokens, HARD_CAP_TOKENS);
}

function adviser(tool: Tool | AliasTool, call: PresentedCall): (cut: Cut) => string {
  const own = "alias" in tool ? tool.alias : null;
  const cursor = own?.rename["next_cursor"] ?? "next_cursor";
  return (cut) => {
    const [list] = Object.keys(cut.elements).filter((name) => !name.includes("."));
    const hasLimit = tool.listed.inputSchema.properties["limit"] !== undefined;
    if (list !== undefined && hasLimit)
      return `Call ${tool.name} again with limit ${cut.kept[list] ?? 1} to page through the rest with its ${cursor}.`;
    const more = MORE[own?.target.name ?? tool.name];
    if (more !== undefined && call.listed.includes(more)) return `Call ${more} for what is left out.`;
    if (tool.listed.inputSchema.properties["from_ms"])
      return `Call ${tool.name} with from_ms and to_ms for a part of it.`;
    if (tool.listed.inputSchema.properties["max_tokens"])
      return `Call ${tool.name} with a larger max_tokens, at most ${HARD_CAP_TOKENS}.`;
    return "Open it in the dashboard for what is left out.";
  };
}

function renamedPath(path: string, rename: Readonly<Record<string, string>>): string {
  const [root = "", ...rest] = path.split(".");
  return [rename[root] ?? root, ...rest].join(".");
}

function asObject(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
