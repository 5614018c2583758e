import { ownName, renamedKeys, type AliasTool } from "./alias.ts";
import { fitToBudget, HARD_CAP_TOKENS, isPageCut, type Cut } from "./budget.ts";
import { cleanError } from "./clean-error.ts";
import type { ContentBlock, ToolResult } from "./content.ts";
import type { ToolError } from "./errors.ts";
import { isRecord } from "./json-schema.ts";
import { cursorBehind, placeOf } from "./paging.ts";
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

/** Kept free for words about the rest that are written last. */
const REST_ROOM_TOKENS = 40;
/** How much of what was asked for is asked for next, when it did not fit. */
const SMALLER = 0.75;

/** An answer of the API for a tool call, on its way to a model. */
export interface Presentation {
  tool: Tool | AliasTool;
  raw: unknown;
  call: PresentedCall;
  own_origin: string | null;
  /** Rows that an earlier answer to this call had and that found no room in it; null for a first answer. */
  left_out?: number | null;
  /** True when the API can be asked once more, for no more than fits. */
  can_ask_again?: boolean;
  /** What it was asked with instead of the caller's own arguments. */
  asked?: Presented["again"];
}

/** A result, and how to ask for one that leaves out no row and whose cursor goes on behind its last. */
export interface Presented {
  result: ToolResult;
  /** Arguments to ask the API with once more; null when the result is good. */
  again: Readonly<Record<string, number>> | null;
  /** Rows that found no room so far. */
  left_out: number;
}

/** Turns an API answer into a result: viewed, cleaned, labelled, within its budget. */
export function presentResult(presentation: Presentation): ToolResult {
  return presentPage(presentation).result;
}

/** As `presentResult`, with what to ask for when rows had to go that no cursor would give. */
export function presentPage(given: Presentation): Presented {
  const { tool, raw, call, own_origin } = given;
  const { presenter, operation } = tool;
  if (presenter.forPages)
    return {
      result: forPages(presenter.forPages, presenter.untrusted ?? [], asObject(raw)),
      again: null,
      left_out: 0,
    };
  const { value, fields } = labelled(viewOf(raw, tool.omit), operation.output, {
    own_origin,
    ours: presenter.ours ?? [],
  });
  const viewed = asObject(value);
  const { fitted, render, named, ...rest } = fit(given, presenter.complete?.(viewed, call) ?? viewed);
  const blocks: ContentBlock[] = [{ type: "text", text: render(fitted) }];
  if (presenter.blocks) blocks.push(...presenter.blocks(fitted, asObject(raw)));
  const rename = renameOf(tool);
  const untrusted = [...fields, ...(presenter.untrusted ?? [])].map((path) => renamedPath(path, rename));
  const result: ToolResult = {
    content: blocks,
    structuredContent: named(fitted),
    ...(untrusted.length > 0 ? { _meta: { [TRUST_KEY]: { integrity: "untrusted", fields: untrusted } } } : {}),
  };
  return { result, ...rest };
}

interface Fit extends Omit<Presented, "result"> {
  fitted: Record<string, unknown>;
  render: (part: Record<string, unknown>) => string;
  named: (part: Record<string, unknown>) => Record<string, unknown>;
}

function fit(given: Presentation, complete: Record<string, unknown>): Fit {
  const { tool, call, can_ask_again = false } = given;
  const { presenter, listing } = tool;
  const budget_tokens = budgetOf(tool, call.args) - (presenter.rest ? REST_ROOM_TOKENS : 0);
  const named = (part: Record<string, unknown>) => inNamesOf(tool, part);
  const render = (part: Record<string, unknown>) =>
    presenter.render?.(part, call, { budget_tokens, named }) ?? JSON.stringify(named(part));
  const isPaged = listing !== null && (listing.pages === "here" || can_ask_again);
  const page = pageOf(given, complete);
  const before = given.left_out ?? 0;
  const noted = before > 0 && listing ? { omitted: { [listing.rows]: before }, next: nextPage(tool) } : {};
  const { value, cut } = fitToBudget(
    { ...page.value, ...noted },
    {
      budget_tokens,
      render,
      advise: isPaged ? () => nextPage(tool) : adviser(tool, call),
      rows: isPaged ? listing.rows : undefined,
    },
  );
  const again = can_ask_again ? smallerCall(tool, cut, { ...call.args, ...given.asked }) : null;
  const left_out = before + (listing ? (cut.elements[listing.rows] ?? 0) : 0);
  const next = presenter.rest?.(value) ?? null;
  const fitted = page.withCursor(next === null ? value : { ...value, next });
  return { fitted, render, named, again, left_out };
}

interface Page {
  value: Record<string, unknown>;
  /** Puts the cursor behind the last row that stayed. */
  withCursor: (fitted: Record<string, unknown>) => Record<string, unknown>;
}

/** The page that a call is about, of a list whose rows the API answers all at once; other answers as they are. */
function pageOf({ tool: { listing }, call }: Presentation, value: Record<string, unknown>): Page {
  const rows = listing?.pages === "here" ? value[listing.rows] : undefined;
  if (!listing || !Array.isArray(rows)) return { value, withCursor: (fitted) => fitted };
  const place = placeOf(call.args["cursor"], rows, listing);
  return {
    value: { ...value, [listing.rows]: rows.slice(place), next_cursor: null },
    withCursor: (fitted) => {
      const kept = fitted[listing.rows];
      const end = place + (Array.isArray(kept) ? kept.length : 0);
      return { ...fitted, next_cursor: end < rows.length ? cursorBehind(end, rows, listing) : null };
    },
  };
}

/** The call whose answer fits, where this one's lost rows at its end; null when nothing was lost or none is smaller. */
function smallerCall({ operation, listing }: Tool, cut: Cut, args: PresentedCall["args"]): Presented["again"] {
  if (listing?.pages === "api") {
    const kept = cut.kept[listing.rows];
    return kept === undefined ? null : { limit: kept };
  }
  const tokens = operation.input?.properties?.["max_tokens"];
  const isPaged = operation.output?.properties?.["next_cursor"] !== undefined;
  if (!tokens || !isPaged || listing || !isPageCut(cut)) return null;
  const asked = Number(args["max_tokens"] ?? tokens.default);
  const max_tokens = Math.max(Math.floor(asked * SMALLER), tokens.minimum ?? 0);
  return max_tokens < asked ? { max_tokens } : null;
}

function nextPage(tool: Tool | AliasTool): string {
  const alias = "alias" in tool ? tool.alias : null;
  const cursor = alias ? ownName(alias, "cursor") : "cursor";
  return `Call ${tool.name} again with ${renameOf(tool)["next_cursor"] ?? "next_cursor"} as ${cursor} for the rest.`;
}

function renameOf(tool: Tool | AliasTool): Readonly<Record<string, string>> {
  return "alias" in tool ? tool.alias.rename : {};
}

/** A value, and the counts of what it lacks, under the names that the caller knows. */
function inNamesOf(tool: Tool | AliasTool, value: Record<string, unknown>): Record<string, unknown> {
  const rename = renameOf(tool);
  const { omitted } = value;
  if (!isRecord(omitted)) return renamedKeys(value, rename);
  const counts = Object.entries(omitted).map(([path, count]) => [renamedPath(path, rename), count]);
  return renamedKeys({ ...value, omitted: Object.fromEntries(counts) }, rename);
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
