import type { ProjectAction, WorkspaceAction } from "@hawkmoth/domain/access/policy";
import type { Scope } from "@hawkmoth/domain/access/schema";
import type { ErrorCode } from "@hawkmoth/domain/errors";

export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Where an operation answers, relative to /api/v1. Path parameters stand in braces and are input fields. */
export interface RestMeta {
  method: HttpMethod;
  path: `/${string}`;
  status?: 200 | 201 | 202;
}

export interface ToolHints {
  read_only: boolean;
  destructive: boolean;
  idempotent: boolean;
  open_world: boolean;
}

export type Toolset =
  | "orient"
  | "triage"
  | "evidence"
  | "resolve"
  | "agent_work"
  | "regression"
  | "labels"
  | "integrations"
  | "insights"
  | "housekeeping"
  | "setup"
  | "sensitive"
  | "oversight"
  | "app";

/** How a model sees an operation. Without it the operation is no MCP tool. */
export interface ToolMeta {
  tool: string;
  toolset: Toolset;
  title: string;
  /** At most 400 characters, written for a model: what it gives and when to use it. */
  description: string;
  hints: ToolHints;
  /** Most tokens (o200k) the text of a result may have. */
  budget_tokens: number;
  /** Scope a key must hold for the tool to be listed, when that is more than the operation asks. */
  required_scope?: Scope;
  /** What the caller's role has to allow for the tool to be listed, when it is not what its scope stands for. */
  action?: ProjectAction | WorkspaceAction;
  /** True when a real run needs a `confirm_token` that only a dry run gives. */
  confirm?: boolean;
  /** Input fields a model does not need; REST has them all the same. */
  omit?: readonly string[];
}

/**
 * Who may call: a scope of the catalogue; `any` signed-in caller; `session` for people in the dashboard only;
 * `ingest` for publishable keys or `bugs:write`; `public` for everybody.
 */
export type Access = Scope | "any" | "session" | "ingest" | "public";

export interface ProcedureMeta {
  summary: string;
  scope: Access;
  /** Another scope that suffices as well. */
  or_scope?: Scope;
  rest: RestMeta;
  mcp?: ToolMeta;
  /** Errors of a read beyond those that every read can give, such as PAYLOAD_TOO_LARGE. */
  errors?: readonly ErrorCode[];
  /** True for the call that is itself an entry of the audit log, and so leaves no second one. */
  is_audit?: true;
  /** True for reads that leave an entry in the audit log whoever makes them and through whatever surface. */
  is_sensitive?: true;
}

/** Hints of a tool that only reads our own data. */
export const READS: ToolHints = { read_only: true, destructive: false, idempotent: true, open_world: false };
/** Hints of a tool that adds something each time it is called. */
export const ADDS: ToolHints = { read_only: false, destructive: false, idempotent: false, open_world: false };
/** Hints of a tool that sets a state: calling it twice changes nothing more. */
export const SETS: ToolHints = { read_only: false, destructive: false, idempotent: true, open_world: false };
/** Hints of a tool that overwrites what was stored before. */
export const OVERWRITES: ToolHints = { read_only: false, destructive: true, idempotent: true, open_world: false };
