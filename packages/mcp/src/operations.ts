import { Scope } from "@hawkmoth/domain/access/schema";
import { isRecord, type JsonSchema } from "./json-schema.ts";
import { isToolset, type Toolset } from "./toolsets.ts";

/** What a tool does to the world, as its annotations say. */
export interface ToolHints {
  read_only: boolean;
  destructive: boolean;
  idempotent: boolean;
  open_world: boolean;
}

/** The words and limits that an operation carries for models. */
export interface ToolMeta {
  tool: string;
  toolset: Toolset;
  title: string;
  description: string;
  hints: ToolHints;
  /** Most tokens (o200k) the text of a result may have. */
  budget_tokens: number;
  required_scope: Scope | null;
  /** What the caller's role has to allow; null when every role does. */
  action: string | null;
  /** True when a real run needs a `confirm_token` that only a dry run gives. */
  confirm: boolean;
}

/** One operation of the REST API that is also a tool. */
export interface ToolOperation {
  /** Router path, such as `bug.list`. */
  path: string;
  method: string;
  /** Relative to /api/v1, with parameters in braces. */
  route: string;
  scope: string;
  /** Another scope that suffices as well. */
  or_scope: Scope | null;
  mcp: ToolMeta;
  input: JsonSchema | null;
  output: JsonSchema | null;
}

/**
 * Reads the generated operation table and keeps the rows that are tools.
 * @throws Error when the table does not have the agreed form: it is generated, so that is a fault of the build.
 */
export function readOperations(table: unknown): ToolOperation[] {
  const rows = isRecord(table) ? table["operations"] : table;
  if (!Array.isArray(rows)) throw new Error("operations.json holds no list of operations");
  return rows.filter((row) => isRecord(row) && isRecord(row["mcp"])).map(readOperation);
}

function readOperation(row: unknown): ToolOperation {
  const { path, rest, scope, or_scope, mcp, input, output } = record(row, "operation");
  const route = record(rest, "rest");
  return {
    path: text(path, "path"),
    method: text(route["method"], "rest.method"),
    route: text(route["path"], "rest.path"),
    scope: text(scope, "scope"),
    or_scope: Scope.safeParse(or_scope).data ?? null,
    mcp: readMeta(record(mcp, "mcp")),
    input: isRecord(input) ? input : null,
    output: isRecord(output) ? output : null,
  };
}

function readMeta(meta: Record<string, unknown>): ToolMeta {
  const hints = record(meta["hints"], "hints");
  const toolset = text(meta["toolset"], "toolset");
  if (!isToolset(toolset)) throw new Error(`operations.json names the unknown toolset '${toolset}'`);
  const required = Scope.safeParse(meta["required_scope"]);
  return {
    tool: text(meta["tool"], "tool"),
    toolset,
    title: text(meta["title"], "title"),
    description: text(meta["description"], "description"),
    hints: {
      read_only: hints["read_only"] === true,
      destructive: hints["destructive"] === true,
      idempotent: hints["idempotent"] === true,
      open_world: hints["open_world"] === true,
    },
    budget_tokens: Number(meta["budget_tokens"]),
    required_scope: required.success ? required.data : null,
    action: typeof meta["action"] === "string" ? meta["action"] : null,
    confirm: meta["confirm"] === true,
  };
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Error(`operations.json: '${name}' is no object`);
  return value;
}

function text(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Error(`operations.json: '${name}' is no text`);
  return value;
}
