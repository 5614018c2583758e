import { isRecord } from "../json-schema.ts";
import type { Presenter } from "./presenter.ts";

const COLUMNS = ["key", "status", "priority", "assignee", "labels", "updated", "title"];

/** Lists of bugs, on request as a tab-separated table, which costs about half of the JSON. */
export const bugTable: Presenter = {
  arguments: {
    format: { type: "string", enum: ["json", "table"], description: "table costs half" },
  },
  render: (value, { args }) => (args["format"] === "table" ? table(value) : JSON.stringify(value)),
};

function table(value: Record<string, unknown>): string {
  const bugs = Array.isArray(value["bugs"]) ? value["bugs"].filter(isRecord) : [];
  const hasSnippets = bugs.some((bug) => bug["snippet"] !== undefined);
  const { bugs: _rows, ...rest } = value;
  const header = hasSnippets ? [...COLUMNS, "match"] : COLUMNS;
  const lines = bugs.map((bug) => (hasSnippets ? [...rowOf(bug), bug["snippet"]] : rowOf(bug)).map(cell).join("\t"));
  return [header.join("\t"), ...lines, JSON.stringify(rest)].join("\n");
}

function rowOf(bug: Record<string, unknown>): unknown[] {
  const labels = Array.isArray(bug["labels"]) ? bug["labels"].filter(isRecord).map((label) => label["name"]) : [];
  const assignee = isRecord(bug["assignee"])
    ? `${String(bug["assignee"]["type"])} ${String(bug["assignee"]["name"])}`
    : "-";
  const updated = String(bug["updated_at"] ?? "").slice(0, 16);
  return [bug["key"], bug["status"], bug["priority"], assignee, labels.join(", ") || "-", updated, bug["title"]];
}

function cell(value: unknown): string {
  return String(value ?? "").replaceAll(/\s+/g, " ");
}
