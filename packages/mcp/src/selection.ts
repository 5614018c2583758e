import { AppError } from "@hawkmoth/domain/errors";
import { nearestName } from "@hawkmoth/domain/search/nearest";
import type { Registry, Tool } from "./registry.ts";
import { isToolset, TOOLSET_NAMES, TOOLSETS, type Toolset } from "./toolsets.ts";

/** Which tools a connection wants. Nothing a tool does ever changes it. */
export interface Selection {
  /** Null means the default sets. */
  toolsets: readonly Toolset[] | null;
  /** Null means by toolset only; with no toolsets given these are the whole list. */
  tools: readonly string[] | null;
  excluded: readonly string[];
  is_readonly: boolean;
}

/** The wish as it came in: query parameters, headers, flags or environment; comma-separated lists. */
export interface SelectionSource {
  toolsets?: string | null | undefined;
  tools?: string | null | undefined;
  exclude_tools?: string | null | undefined;
  readonly?: string | null | undefined;
}

/** What a connection gets that asks for nothing. */
export const DEFAULT_SELECTION: Selection = { toolsets: null, tools: null, excluded: [], is_readonly: false };

/**
 * Reads a wish. A name that does not exist is refused, because an exclusion with a slip would exclude nothing.
 * @throws INVALID_INPUT naming the nearest existing name.
 */
export function readSelection(source: SelectionSource, registry: Registry): Selection {
  const names = [...registry.keys()];
  return {
    toolsets: readToolsets(source.toolsets),
    tools: readTools(source.tools, "tools", names),
    excluded: readTools(source.exclude_tools, "exclude_tools", names) ?? [],
    is_readonly: readSwitch(source.readonly),
  };
}

/** True when the connection wants the tool: readonly wins over exclusions, these over tools, these over toolsets. */
export function isSelected(selection: Selection, tool: Tool): boolean {
  if (selection.is_readonly && !tool.hints.read_only) return false;
  if (selection.excluded.includes(tool.name)) return false;
  if (selection.tools?.includes(tool.name)) return true;
  if (selection.toolsets) return selection.toolsets.includes(tool.toolset);
  return selection.tools === null && TOOLSETS[tool.toolset].is_default;
}

function readToolsets(text: string | null | undefined): readonly Toolset[] | null {
  const names = splitList(text);
  if (names.length === 0) return null;
  return [...new Set(names.flatMap(toolsetsBehind))];
}

function toolsetsBehind(name: string): readonly Toolset[] {
  if (name === "all") return TOOLSET_NAMES.filter((set) => TOOLSETS[set].in_all);
  if (name === "default") return TOOLSET_NAMES.filter((set) => TOOLSETS[set].is_default);
  if (isToolset(name)) return [name];
  throw unknownName("toolsets", name, [...TOOLSET_NAMES, "all", "default"]);
}

function readTools(text: string | null | undefined, field: string, known: readonly string[]): readonly string[] | null {
  const names = splitList(text);
  for (const name of names) if (!known.includes(name)) throw unknownName(field, name, known);
  return names.length === 0 ? null : names;
}

function readSwitch(text: string | null | undefined): boolean {
  const value = (text ?? "").trim().toLowerCase();
  if (["", "0", "false", "no", "off"].includes(value)) return false;
  if (["1", "true", "yes", "on"].includes(value)) return true;
  throw new AppError("INVALID_INPUT", { message: "Invalid 'readonly': expected one of true|false", field: "readonly" });
}

function splitList(text: string | null | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
}

function unknownName(field: string, name: string, known: readonly string[]): AppError {
  const near = nearestName(name, known);
  return new AppError("INVALID_INPUT", {
    message: `Invalid '${field}': there is no '${name.slice(0, 60)}'${near ? `; did you mean '${near}'?` : ""}`,
    field,
    ...(near ? { details: { did_you_mean: near } } : {}),
  });
}
