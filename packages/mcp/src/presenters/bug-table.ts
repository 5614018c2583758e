import { estimateTokens } from "../estimate-tokens.ts";
import { isRecord } from "../json-schema.ts";
import type { Presenter, Rendering } from "./presenter.ts";

const COLUMNS = ["key", "status", "priority", "assignee", "labels", "updated", "title"];
/** Most characters of a cell: titles are shortened before rows are left out. */
const CELL_SIZES = [Number.POSITIVE_INFINITY, 160, 100, 70, 45];

/** Lists of bugs: on request, and where the JSON would not fit, as a tab-separated table, which costs about half of it. */
export const bugTable: Presenter = {
  arguments: {
    format: { type: "string", enum: ["json", "table"], description: "table costs half" },
  },
  render: (value, { args }, rendering) => {
    if (args["format"] === "table") return fittingTable(value, rendering);
    const json = JSON.stringify(rendering.named(value));
    if (args["format"] === "json" || estimateTokens(json) <= rendering.budget_tokens) return json;
    return fittingTable(value, rendering);
  },
};

function fittingTable(value: Record<string, unknown>, rendering: Rendering): string {
  let text = "";
  for (const size of CELL_SIZES) {
    text = table(value, rendering, size);
    if (estimateTokens(text) <= rendering.budget_tokens) break;
  }
  return text;
}

function table(value: Record<string, unknown>, { named }: Rendering, size: number): string {
  const bugs = Array.isArray(value["bugs"]) ? value["bugs"].filter(isRecord) : [];
  const hasSnippets = bugs.some((bug) => bug["snippet"] !== undefined);
  const { bugs: _rows, ...rest } = value;
  const header = hasSnippets ? [...COLUMNS, "match"] : COLUMNS;
  const lines = bugs.map((bug) =>
    (hasSnippets ? [...rowOf(bug), bug["snippet"]] : rowOf(bug)).map((text) => cell(text, size)).join("\t"),
  );
  return [header.join("\t"), ...lines, JSON.stringify(named(rest))].join("\n");
}

function rowOf(bug: Record<string, unknown>): unknown[] {
  const labels = Array.isArray(bug["labels"]) ? bug["labels"].filter(isRecord).map((label) => label["name"]) : [];
  const assignee = isRecord(bug["assignee"])
    ? `${String(bug["assignee"]["type"])} ${String(bug["assignee"]["name"])}`
    : "-";
  const updated = String(bug["updated_at"] ?? "").slice(0, 16);
  return [bug["key"], bug["status"], bug["priority"], assignee, labels.join(", ") || "-", updated, bug["title"]];
}

function cell(value: unknown, size: number): string {
  const text = String(value ?? "").replaceAll(/\s+/g, " ");
  return text.length > size ? `${text.slice(0, size).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
