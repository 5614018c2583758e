import { Scope } from "@hawkmoth/domain/access/schema";
import { hasScope } from "@hawkmoth/domain/access/policy";
import type { UiMeta } from "./apps.ts";
import type { ObjectSchema } from "./json-schema.ts";
import { readOperations, type ToolHints, type ToolOperation } from "./operations.ts";
import { listingOf, type Listing } from "./paging.ts";
import { presenterOf, type Presenter } from "./presenters/presenter.ts";
import { CURSOR, NEXT_CURSOR, toolInput, toolOutput } from "./tool-schemas.ts";
import { TOOLSET_NAMES, type Toolset } from "./toolsets.ts";
import { omittedPaths } from "./views.ts";

/** A tool exactly as tools/list sends it. */
export interface ListedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: ObjectSchema;
  outputSchema: ObjectSchema;
  annotations: {
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
  _meta?: UiMeta;
}

/** What every tool has, whatever answers it: an operation of the API, another tool, or this process itself. */
export interface Offer {
  name: string;
  toolset: Toolset;
  hints: ToolHints;
  /** Null when every valid credential may use it. */
  scope: Scope | null;
  /** Another scope that suffices as well. */
  or_scope?: Scope | null;
  /** What the role of the caller has to allow in one of the projects in reach, or in the workspace; null for anything. */
  action: string | null;
  listed: ListedTool;
}

/** A tool: one operation of the API with everything that is needed to list, check, send and present it. */
export interface Tool extends Offer {
  budget_tokens: number;
  operation: ToolOperation;
  presenter: Presenter;
  omit: ReadonlySet<string>;
  /** What its answer lists; null when it is no list. */
  listing: Listing | null;
}

/** All tools by name, in listing order. */
export type Registry = ReadonlyMap<string, Tool>;

/** Builds every tool once from the generated operation table. */
export function buildRegistry(table: unknown): Registry {
  const operations = readOperations(table);
  const ordered = TOOLSET_NAMES.flatMap((set) => operations.filter((operation) => operation.mcp.toolset === set));
  return new Map(ordered.map((operation) => [operation.mcp.tool, buildTool(operation)]));
}

function buildTool(operation: ToolOperation): Tool {
  const { tool, toolset, title, description, hints, budget_tokens, required_scope, action } = operation.mcp;
  const listing = listingOf(operation);
  const isPagedHere = listing?.pages === "here";
  const presenter = isPagedHere ? withOwnCursor(presenterOf(tool)) : presenterOf(tool);
  const output = presenter.output ?? toolOutput(operation.output, omittedPaths(operation.path));
  const omit = omittedPaths(operation.path);
  const scope = Scope.safeParse(operation.scope);
  return {
    name: tool,
    toolset,
    hints,
    budget_tokens,
    scope: required_scope ?? (scope.success ? scope.data : null),
    or_scope: required_scope === null ? operation.or_scope : null,
    action,
    operation,
    presenter,
    omit,
    listing,
    listed: {
      name: tool,
      title,
      description,
      inputSchema: toolInput(operation.input, { is_write: !hints.read_only, arguments: presenter.arguments ?? {} }),
      outputSchema: isPagedHere
        ? { ...output, properties: { ...output.properties, next_cursor: NEXT_CURSOR } }
        : output,
      annotations: {
        readOnlyHint: hints.read_only,
        destructiveHint: hints.destructive,
        idempotentHint: hints.idempotent,
        openWorldHint: hints.open_world,
      },
    },
  };
}

function withOwnCursor(presenter: Presenter): Presenter {
  return { ...presenter, arguments: { ...presenter.arguments, cursor: CURSOR } };
}

/** True when a call of the tool can succeed with a credential of this standing. */
export function isPermitted({ scope, or_scope = null, action }: Offer, { scopes, actions }: Permissions): boolean {
  const holds = (one: Scope | null) => one !== null && hasScope(scopes, one);
  if (scope !== null && !holds(scope) && !holds(or_scope)) return false;
  return action === null || actions === null || actions.includes(action);
}

/** Scopes of a credential, and what the role behind it allows; null when the API does not say. */
export interface Permissions {
  scopes: readonly Scope[];
  actions: readonly string[] | null;
}
